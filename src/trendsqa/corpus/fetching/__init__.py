"""Fetches pages from their publishers: politely, within bounds, and only from public addresses."""
