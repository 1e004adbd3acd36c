"""A publication that never changes, for tests of what it is asked rather than of how it follows."""

from trendsqa.answering.answer_counts import Tally
from trendsqa.answering.assistant import Assistant
from trendsqa.answering.live_index import Publication


def publication_of(asked: Assistant | Publication) -> Publication:
    """What a server holds while the assistant ``asked`` answers; a publication is what it holds already."""
    return asked if isinstance(asked, Publication) else Publication(lambda: "paper", lambda _name: asked, Tally())
