"""Counts what is stored of a file and compares it with what the file shows, for all formats in the same way."""

import re
from collections.abc import Sequence

from trendsqa.corpus.documents.coverage import Amounts, Coverage, Loss, LossKind
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.parsed_document import ParsedDocument

__all__ = ["coverage_of"]

_LONGEST_WORD = 30
"""Letters in a row; a longer run is words without the spaces between them. Addresses have other characters too."""
_GLUED = re.compile(rf"[^\W\d_]{{{_LONGEST_WORD},}}")
_NO_CHARACTER = "\ufffd"
_MOST_LOST_CHARACTERS = 0.002
"""Share of the characters that may be missing without a word: markers and rules that are shown, and are not text."""


def coverage_of(parsed: ParsedDocument, pieces: Sequence[ParsedBlock]) -> Coverage:
    """The coverage of a file by its cleaned ``pieces``, with the losses that follow from the counts.

    A reader that counts nothing gives no losses of its own: then what is stored counts as seen.
    """
    stored = _amounts(pieces)
    losses = [*parsed.losses, *_illegible(parsed, pieces, stored), *_glued(pieces, stored), *_dropped(parsed, stored)]
    return Coverage(parsed.seen if parsed.seen.characters else stored, stored, parsed.left_out, tuple(losses))


def _amounts(pieces: Sequence[ParsedBlock]) -> Amounts:
    pages = {piece.page for piece in pieces} | {turn.page for piece in pieces for turn in piece.turns}
    return Amounts(
        words=sum(len(piece.text.split()) for piece in pieces),
        characters=sum(sum(map(len, piece.text.split())) for piece in pieces),
        tables=sum(piece.kind is BlockKind.TABLE for piece in pieces),
        notes=sum(piece.note for piece in pieces),
        headings=sum(piece.kind is BlockKind.HEADING for piece in pieces),
        pages=len(pages - {None}),
    )


def _illegible(parsed: ParsedDocument, pieces: Sequence[ParsedBlock], stored: Amounts) -> list[Loss]:
    """Words with bytes or signs that were no characters; none if the reader says so itself."""
    words = [word for piece in pieces if _NO_CHARACTER in piece.text for word in piece.text.split()]
    found = [word for word in words if _NO_CHARACTER in word]
    if not found or any(loss.kind is LossKind.ILLEGIBLE for loss in parsed.losses):
        return []
    return [Loss(LossKind.ILLEGIBLE, len(found), stored.words, "words", f"“{found[0][:_LONGEST_WORD]}”")]


def _glued(pieces: Sequence[ParsedBlock], stored: Amounts) -> list[Loss]:
    found = [word for piece in pieces for word in _GLUED.findall(piece.text)]
    if not found:
        return []
    # A run of so many letters is about this many words.
    words = sum(map(len, found)) // 5
    return [Loss(LossKind.GLUED, words, stored.words + words, "words", f"“{found[0][:_LONGEST_WORD]}…”")]


def _dropped(parsed: ParsedDocument, stored: Amounts) -> list[Loss]:
    seen = parsed.seen
    expected = seen.characters - sum(part.characters for part in parsed.left_out)
    missing = expected - stored.characters
    if missing <= max(_MOST_LOST_CHARACTERS * expected, 1):
        return []
    words = max(seen.words - sum(part.words for part in parsed.left_out) - stored.words, 1)
    return [Loss(LossKind.DROPPED, words, max(seen.words, words), "words")]
