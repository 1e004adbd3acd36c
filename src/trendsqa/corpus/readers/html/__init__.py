"""The reader for HTML pages: what of a page is content, and the walk through it."""
