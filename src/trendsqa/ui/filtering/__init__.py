"""Filters as people set and read them: their names in words, a form for them, and what is set."""
