"""The reader for rich text (RTF): tokens, the state of nested groups, and the walk that writes blocks."""
