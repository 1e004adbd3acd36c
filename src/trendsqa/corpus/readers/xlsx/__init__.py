"""The reader for Excel workbooks."""
