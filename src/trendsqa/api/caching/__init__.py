"""Caching: which responses may be kept, and when a client is told that what it holds still stands."""
