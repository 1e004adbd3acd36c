"""Differences between two generations."""
