"""Suggestions while somebody types: what the collection can be asked, found by the beginnings of words."""
