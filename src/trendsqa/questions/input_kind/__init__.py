"""Kinds of input: a question to the collection, or something else that people type."""
