"""Upkeep: rebuilding, watching folders and taking in dropped files."""
