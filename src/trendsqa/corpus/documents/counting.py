"""Counts what is stored of a file and compares it with what the file shows, for all formats in the same way."""

import re
from collections.abc import Sequence

from trendsqa.corpus.documents.coverage import Amounts, Coverage, Loss, LossKind
from trendsqa.corpus.documents.document import BlockKind, cells_of
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.parsed_document import ParsedDocument

__all__ = ["coverage_of"]

_LONGEST_WORD = 30
"""Letters in a row; a longer run is words without the spaces between them. Addresses have other characters too."""
_GLUED = re.compile(rf"[A-Za-z\u00c0-\u024f\u0370-\u052f]{{{_LONGEST_WORD},}}")
"""Latin, Greek and Cyrillic letters: Chinese, Japanese and Thai have no spaces between words."""
_LARGEST_NAME_SHARE = 0.05
"""Share of the words that a single long one may stand for: a place in Wales has a name of 58 letters."""
_LETTERS_OF_A_WORD = 5
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
    words = [word for piece in pieces for word in _shown(piece).split()]
    return Amounts(
        words=len(words),
        characters=sum(map(len, words)),
        tables=sum(piece.kind is BlockKind.TABLE for piece in pieces),
        notes=sum(piece.note for piece in pieces),
        headings=sum(piece.kind is BlockKind.HEADING for piece in pieces),
        pages=len(pages - {None}),
    )


def _shown(piece: ParsedBlock) -> str:
    """The text without the bars between the cells of a table, which no file shows."""
    if piece.kind is not BlockKind.TABLE:
        return piece.text
    return " ".join(" ".join(cells_of(row)) for row in piece.text.split("\n"))


def _illegible(parsed: ParsedDocument, pieces: Sequence[ParsedBlock], stored: Amounts) -> list[Loss]:
    """Words with bytes or signs that were no characters; none if the reader says so itself."""
    words = [word for piece in pieces if _NO_CHARACTER in piece.text for word in piece.text.split()]
    found = [word for word in words if _NO_CHARACTER in word]
    if not found or any(loss.kind is LossKind.ILLEGIBLE for loss in parsed.losses):
        return []
    return [Loss(LossKind.ILLEGIBLE, len(found), stored.words, "words", f"“{found[0][:_LONGEST_WORD]}”")]


def _glued(pieces: Sequence[ParsedBlock], stored: Amounts) -> list[Loss]:
    found = [word for piece in pieces for word in _GLUED.findall(piece.text)]
    words = sum(map(len, found)) // _LETTERS_OF_A_WORD
    if not found or (len(set(found)) == 1 and words < _LARGEST_NAME_SHARE * stored.words):
        return []
    return [Loss(LossKind.GLUED, words, stored.words + words, "words", f"“{found[0][:_LONGEST_WORD]}…”")]


def _dropped(parsed: ParsedDocument, stored: Amounts) -> list[Loss]:
    seen = parsed.seen
    expected = seen.characters - sum(part.characters for part in parsed.left_out)
    missing = expected - stored.characters
    if missing <= max(_MOST_LOST_CHARACTERS * expected, 1):
        return []
    words = max(seen.words - sum(part.words for part in parsed.left_out) - stored.words, 1)
    return [Loss(LossKind.DROPPED, words, max(seen.words, words), "words")]
