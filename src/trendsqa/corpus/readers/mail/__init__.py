"""The reader for emails: their head, their text, and the names of what is attached."""
