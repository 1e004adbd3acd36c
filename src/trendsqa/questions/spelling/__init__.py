"""Spelling: words that neither the collection nor English knows are corrected."""
