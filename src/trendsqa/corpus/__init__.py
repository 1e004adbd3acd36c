"""Sources and their conversion to documents: reading, cleaning, outlines. Nothing here depends on an index."""
