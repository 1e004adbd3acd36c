"""Pages of a PDF as values: text placed among theirs, what of it can be read, and how much there is."""
