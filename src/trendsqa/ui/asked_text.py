"""Text that a person asks with, as the pages and the chat read it from what a browser sends."""

import re

__all__ = ["one_line"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def one_line(text: str) -> str:
    """``text`` in one line without white space around it; control characters, which say nothing, count as spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())
