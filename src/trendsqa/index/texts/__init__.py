"""Texts of a generation: records, the passage table and BM25."""
