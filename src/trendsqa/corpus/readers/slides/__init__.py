"""The reader for PowerPoint presentations: the package's parts, shapes in order, and their text."""
