"""The reader for OpenDocument texts: styles, numbering, and the walk through the body."""
