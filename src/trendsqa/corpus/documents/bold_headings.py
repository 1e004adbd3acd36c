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
_FOLLOWED_BY = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_ENDS_A_TITLE = ")”’?"


def with_bold_headings(pieces: Sequence[ParsedBlock]) -> list[ParsedBlock]:
    """The pieces, with short paragraphs in bold above plain text as headings one level below the last real one.

    Only in a document that uses them as such: it has more of them than real headings, and few other lines in bold.
    """
    lines = [place for place in range(len(pieces)) if _is_short_and_bold(pieces, place)]
    found = frozenset(place for place in lines if _is_above_text(pieces, place))
    headings = sum(piece.kind is BlockKind.HEADING for piece in pieces)
    if len(found) < max(_FEWEST, headings + 1) or 2 * len(found) <= len(lines):
        return list(pieces)
    level = 0
    marked = []
    for place, piece in enumerate(pieces):
        if piece.kind is BlockKind.HEADING:
            level = piece.level
        own = min(level + 1, _DEEPEST)
        marked.append(replace(piece, kind=BlockKind.HEADING, level=own) if place in found else piece)
    return marked


def _is_short_and_bold(pieces: Sequence[ParsedBlock], place: int) -> bool:
    piece = pieces[place]
    if piece.kind is not BlockKind.PARAGRAPH or not piece.strong or piece.note:
        return False
    # The bold line below somebody's words is the speaker, and one with a colon leads into what follows.
    speaks = place > 0 and pieces[place - 1].kind is BlockKind.QUOTATION
    return len(piece.text.split()) <= _MOST_WORDS and not speaks and not piece.text.endswith(":")


def _is_above_text(pieces: Sequence[ParsedBlock], place: int) -> bool:
    if place + 1 == len(pieces):
        return False
    piece, below = pieces[place], pieces[place + 1]
    begins, ends = piece.text[0], piece.text[-1]
    reads_as_title = (begins.isupper() or begins.isdecimal()) and (ends.isalnum() or ends in _ENDS_A_TITLE)
    longer = below.kind is BlockKind.LIST_ITEM or len(below.text) > len(piece.text)
    return reads_as_title and below.kind in _FOLLOWED_BY and not below.strong and longer
