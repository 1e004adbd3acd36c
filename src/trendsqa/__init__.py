"""Answers from Socitm's Public Sector Digital Trends reports: only quotes, with citations, on your own machine."""

from trendsqa.opting_out import opt_out

__version__ = "0.1.0"

opt_out()
