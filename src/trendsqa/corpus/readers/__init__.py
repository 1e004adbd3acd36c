"""One reader for each file format; each gives the pieces of a file in order and knows nothing of offsets."""
