"""Sources and how they become documents: reading, cleaning, outlines. Nothing here knows of an index."""
