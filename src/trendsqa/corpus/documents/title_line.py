"""Headings that are no headings in their file: a short line of text, mostly set in bold, above what it is about."""

import re

from trendsqa.corpus.documents.document import Block, BlockKind

__all__ = ["is_title_line"]

_SENTENCE = re.compile(r"[.!?](?:\s|$)")
_MOST_WORDS = 25
_CLOSES = ")”’"
"""What may end a title beside a letter or digit; a sentence ends otherwise."""


def is_title_line(block: Block, text: str, following: Block | None, *, below_title: bool = False) -> bool:
    """True if ``block``, whose words are ``text``, is a paragraph like a title before a longer paragraph.

    ``below_title``: another title stands right above it; then the next paragraph may be short, a title too.
    """
    last = text.rstrip()[-1:]
    return (
        block.kind is BlockKind.PARAGRAPH
        and following is not None
        and following.kind is BlockKind.PARAGRAPH
        and following.section == block.section
        and len(text.split()) <= _MOST_WORDS
        and (following.char_end - following.char_start > len(text) or (below_title and not _SENTENCE.search(text)))
        and (last.isalnum() or last in _CLOSES)
    )
