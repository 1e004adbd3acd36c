"""Tuning: learns from a collection's curated questions what its encoder should find alike.

It runs when a maintainer asks for it, on this machine, and leaves one small file; nothing that answers imports it.
"""
