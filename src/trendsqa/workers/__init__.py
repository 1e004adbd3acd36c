"""Processes that work for one front process: forked from a template, bounded, and replaced if they end. Linux only.

Nothing here knows what the work is.
"""
