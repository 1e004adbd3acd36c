"""Comparing: editions of one report, and generations of one index."""
