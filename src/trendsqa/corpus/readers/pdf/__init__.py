"""The PDF reader, one file for each kind of structure."""
