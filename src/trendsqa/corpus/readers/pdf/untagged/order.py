"""Sentences that a note, a box or a table interrupts at a column's or page's end, made whole."""

from collections.abc import Sequence

from trendsqa.corpus.readers.pdf.untagged.line import Line
from trendsqa.corpus.readers.pdf.untagged.piece import PieceKind, TextPiece

__all__ = ["uninterrupted"]

# More pieces than this between the halves of a sentence are not an interruption.
_MOST_BETWEEN = 6
_SAME_SIZE = 0.08
# Words of a quotation set large; fewer may be a formula.
_FEWEST_WORDS = 4


def uninterrupted(pieces: Sequence[TextPiece]) -> list[TextPiece]:
    """The pieces, with each text that goes on after other pieces brought together before them."""
    result = list(pieces)
    number = 0
    while number < len(result):
        piece = result[number]
        following = _continuation(result, number) if _is_open(piece) else None
        if following is None:
            number += 1
            continue
        piece.lines += result.pop(following).lines
    return result


def _is_open(piece: TextPiece) -> bool:
    return piece.kind in {PieceKind.PARAGRAPH, PieceKind.ITEM} and bool(piece.lines) and not piece.ends_sentence


def _continuation(pieces: Sequence[TextPiece], number: int) -> int | None:
    """The place of the piece with which an open one goes on; None if it does not, or nothing stands between."""
    piece = pieces[number]
    last = piece.lines[-1]
    for place in range(number + 1, min(number + 2 + _MOST_BETWEEN, len(pieces))):
        following = pieces[place]
        if following.kind is not PieceKind.PARAGRAPH:
            continue
        first = following.lines[0]
        before = pieces[place - 1]
        begins_region = not before.lines or before.lines[-1].region != first.region
        same = abs(first.size - last.size) <= _SAME_SIZE * last.size and first.bold == last.bold
        elsewhere = first.region != last.region and first.page - last.page in {0, 1}
        below = first.region == last.region and _stand_out(pieces[number + 1 : place], last)
        if (
            place > number + 1
            and same
            and ((elsewhere and begins_region) or below)
            and first.text.lstrip()[:1].islower()
        ):
            return place
        only_notes = all(between.kind is PieceKind.NOTE for between in pieces[number + 1 : place])
        if only_notes and place > number + 1:
            return None
    return None


def _stand_out(pieces: Sequence[TextPiece], last: Line) -> bool:
    """True if all of the pieces are words in larger letters than the text around them, as a quotation set large is."""
    lines = [line for piece in pieces for line in piece.lines]
    words = sum(len(line.text.split()) for line in lines)
    return words >= _FEWEST_WORDS and all(line.size > (1 + _SAME_SIZE) * last.size for line in lines)
