"""Answers arranged for people: quotes, sources, and a plain text to paste."""
