"""A publication that never changes, for tests of what it is asked rather than of how it follows."""

from trendsqa.answering.assistant import Assistant
from trendsqa.answering.publication import Publication
from trendsqa.answering.tally import Tally


def publication_of(assistant: Assistant) -> Publication:
    """What a server holds while ``assistant`` answers."""
    return Publication(lambda: "paper", lambda _name: assistant, Tally())
