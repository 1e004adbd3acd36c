"""Model Context Protocol: the collection as tools for an assistant, over standard input and output and over HTTP."""
