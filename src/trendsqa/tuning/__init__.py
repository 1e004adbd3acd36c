"""Tuning: learns from a collection's curated questions, and measures what each signal is worth.

It runs when a maintainer asks for it, on this machine, and needs the extra ``tuning``; what it learns is two small
files. Nothing that answers imports it.
"""
