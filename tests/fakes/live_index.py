"""A live_index that never changes, for tests of what it is asked rather than of how it follows."""

from trendsqa.answering.answer_counts import AnswerCounter
from trendsqa.answering.answering import Answering
from trendsqa.answering.live_index import LiveIndex


def live_index_of(asked: Answering | LiveIndex) -> LiveIndex:
    """What a server holds while the assistant ``asked`` answers; a live_index is what it holds already."""
    return asked if isinstance(asked, LiveIndex) else LiveIndex(lambda: "paper", lambda _name: asked, AnswerCounter())
