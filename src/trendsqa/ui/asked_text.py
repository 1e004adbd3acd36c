"""Text that a person asks with, as the pages and the chat read it from what a browser sends."""

import re

from trendsqa.limits import MOST_QUESTION_CHARACTERS
from trendsqa.ui.frame.wording import Wording

__all__ = ["one_line", "too_long"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def one_line(text: str) -> str:
    """``text`` in one line without white space around it; control characters, which say nothing, count as spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())


def too_long(question: str, words: Wording) -> str:
    """Message for a question of too many characters; empty for any other."""
    if len(question) <= MOST_QUESTION_CHARACTERS:
        return ""
    message = words.say("The question has %(found)s characters. Shorten it to %(most)s characters or fewer.")
    return message % {"found": len(question), "most": MOST_QUESTION_CHARACTERS}
