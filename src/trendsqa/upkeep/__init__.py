"""Upkeep: rebuilding, watching folders and adding dropped files."""
