"""Editions of one report, side by side."""
