"""Encoders of text to vectors, the same in every process that uses one index."""
