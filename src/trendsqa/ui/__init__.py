"""The chat and the plain pages. Both hold an ``Answering`` and nothing lower."""
