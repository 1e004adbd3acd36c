"""Spelling: words that are neither in the collection nor English are corrected."""
