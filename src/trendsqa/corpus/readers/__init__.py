"""One reader for each file format; each returns the pieces of a file in order, without offsets."""
