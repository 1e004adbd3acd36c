"""Answering for many at once: work that is bounded or done by other processes, and answers that are kept."""
