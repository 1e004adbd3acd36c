"""Headings that a file sets as paragraphs in bold, as writers do who do not know the heading styles."""

from collections.abc import Sequence
from dataclasses import replace

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock

__all__ = ["with_bold_headings"]

_MOST_WORDS = 12
"""More words in bold are emphasis."""
_FEWEST = 2
"""A single bold line may be a note or a name; two of a kind are how the writer sets headings."""
_DEEPEST = 6
_FOLLOWED_BY = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE})
_ENDS_A_TITLE = ")”’?"


def with_bold_headings(pieces: Sequence[ParsedBlock]) -> list[ParsedBlock]:
    """The pieces, with short paragraphs in bold above plain text as headings one level below the last real one."""
    places = [place for place in range(len(pieces)) if _is_title(pieces, place)]
    if len(places) < _FEWEST:
        return list(pieces)
    found = frozenset(places)
    level = 0
    marked = []
    for place, piece in enumerate(pieces):
        if piece.kind is BlockKind.HEADING:
            level = piece.level
        own = min(level + 1, _DEEPEST)
        marked.append(replace(piece, kind=BlockKind.HEADING, level=own) if place in found else piece)
    return marked


def _is_title(pieces: Sequence[ParsedBlock], place: int) -> bool:
    piece, following = pieces[place], pieces[place + 1] if place + 1 < len(pieces) else None
    if piece.kind is not BlockKind.PARAGRAPH or not piece.strong or piece.note or following is None:
        return False
    # The bold line below somebody's words is the speaker.
    if place and pieces[place - 1].kind is BlockKind.QUOTATION:
        return False
    begins, ends = piece.text[0], piece.text[-1]
    return (
        len(piece.text.split()) <= _MOST_WORDS
        and (begins.isupper() or begins.isdecimal())
        and (ends.isalnum() or ends in _ENDS_A_TITLE)
        and following.kind in _FOLLOWED_BY
        and not following.strong
        and len(following.text) > len(piece.text)
    )
