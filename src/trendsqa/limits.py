"""Limits of one question, the same for the API, the pages, the chat and the command line."""

__all__ = ["MOST_EARLIER_QUESTIONS", "MOST_HITS", "MOST_QUESTION_CHARACTERS"]

MOST_QUESTION_CHARACTERS = 1000
"""Characters of a question, query or topic after trimming."""
MOST_EARLIER_QUESTIONS = 20
"""Turns of a conversation that are interpreted; older ones no longer bear on a follow-up."""
MOST_HITS = 50
"""Passages of one ranking that are given back at once: a page of a ranking goes on from an offset."""
