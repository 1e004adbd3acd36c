"""Answers from Socitm's Public Sector Digital Trends reports: only quotes, with citations, on your own machine."""

__version__ = "0.1.0"
