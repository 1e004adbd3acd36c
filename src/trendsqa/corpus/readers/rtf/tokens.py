"""Tokens of rich text: groups, control words with their number, bytes, and text (RTF Specification 1.9.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

__all__ = ["RtfKind", "RtfToken", "rtf_tokens"]

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(\r\n|[^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n\\]"
)


class RtfKind(Enum):
    """Kind of a token."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    """A control word or a control sign."""
    BYTES = auto()
    """Characters in the code page of the font."""


@dataclass(frozen=True, slots=True)
class RtfToken:
    """A token; ``number`` is None for a control word without one."""

    kind: RtfKind
    word: str = ""
    number: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = RtfToken(RtfKind.OPEN), RtfToken(RtfKind.CLOSE)


def rtf_tokens(data: bytes) -> Iterator[RtfToken]:
    r"""The tokens in order; what follows ``\binN`` is skipped, since it is a picture."""
    place = 0
    while found := _TOKEN.match(data, place):
        place = found.end()
        word, number, byte, sign, brace, text = found.groups()
        if brace:
            yield _OPEN if brace == b"{" else _CLOSE
        elif word is not None:
            count = int(number) if number else None
            if word == b"bin":
                place += max(count or 0, 0)
            else:
                yield RtfToken(RtfKind.WORD, word.decode("ascii"), count)
        elif byte is not None:
            yield RtfToken(RtfKind.BYTES, data=bytes.fromhex(byte.decode("ascii")))
        elif sign is not None:
            # A backslash at the end of a line ends the paragraph.
            yield RtfToken(RtfKind.WORD, "par" if sign[:1] in b"\r\n" else sign.decode("latin-1"))
        elif text:
            yield RtfToken(RtfKind.BYTES, data=text)
