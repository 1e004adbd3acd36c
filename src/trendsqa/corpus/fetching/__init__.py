"""Brings pages from their publishers: politely, within bounds, and only from addresses that are public."""
