"""Letters of a page to words: by the gaps between them, each drawn once."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from trendsqa.corpus.readers.pdf.page import Run

__all__ = ["FRACTION", "Drawing", "Glyph", "parted", "runs_of"]

# A gap wider than this share of the letters' size is a space. Fonts' own spaces are 0.2-0.3, kerning is below 0.1.
_SPACE = 0.14
# Between figures drawn apart less is enough: two numbers are never one.
_FIGURE_SPACE = 0.06
# Letters that overlap by more than this share of their size do not follow each other.
_OVERLAP = 0.45
# Baselines further apart than this share of the size are not one line.
_SAME_BASELINE = 0.1
# A letter drawn again within this share of its size and of its width is the same one made bold, or its shadow.
_DRAWN_AGAIN, _OWN_WIDTH = 0.1, 0.35
# Letters are looked up by squares of this side; points.
_PLACE = 4.0
# Letters set apart by at least this share of their size, evenly, are a spaced title; by more than the second, cells.
_SPACED, _MOST_SPACED = 0.1, 0.6
_FEWEST_SPACED, _FEWEST_KINDS = 5, 4
_SAME_SIZE = 0.1
FRACTION = "\u2044"


@dataclass(slots=True)
class Drawing:
    """A piece of text as it is drawn: size in points, weight, direction in degrees, marks, and how many letters."""

    number: int
    size: float
    bold: bool
    angle: int
    mirrored: bool
    mark: int | None
    artifact: bool
    layers: tuple[str, ...]
    letters: int = 0


class Glyph(NamedTuple):
    """A letter at its place on the page, and in the frame of its line: along, across, and its two ends along it."""

    letter: str
    x: float
    y: float
    along: float
    across: float
    start: float
    end: float
    drawing: Drawing


def runs_of(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    """The words in drawing order."""
    for glyph in glyphs:
        glyph.drawing.letters += not glyph.letter.isspace()
    place = 0
    ended = False
    for piece in _pieces(_drawn_once(glyphs)):
        for number, (word, after_space) in enumerate(_words(piece)):
            yield _run(word, after_space or (ended and not number), place)
            place += len(word)
        ended = piece[-1].letter.isspace()


def parted(last: Run, run: Run) -> bool:
    """True if white space stands between two upright runs of one line."""
    if run.after_space or last.text[-1:].isspace() or run.text[:1].isspace():
        return True
    if last.text[-1] == FRACTION or run.text[0] == FRACTION:
        return False
    gap = run.x - last.end
    if _right_to_left(run.text[0]) and run.x < last.x:
        gap = last.x - run.end
    figures = last.text[-1].isdigit() and run.text[0].isdigit()
    return gap > (_FIGURE_SPACE if figures else _SPACE) * min(run.size, last.size) or gap < -_OVERLAP * run.size


def _drawn_once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The letters without those drawn a second time at the same place."""
    places: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.letter.isspace():
            yield glyph
            continue
        # Narrow letters may follow each other closely.
        near = min(_DRAWN_AGAIN * glyph.drawing.size, _OWN_WIDTH * abs(glyph.end - glyph.start))
        columns = {int((glyph.x - near) // _PLACE), int((glyph.x + near) // _PLACE)}
        rows = {int((glyph.y - near) // _PLACE), int((glyph.y + near) // _PLACE)}
        others = [places.get((glyph.letter, column, row)) for column in columns for row in rows]
        if any(other is not None and _is_again(glyph, other, near) for other in others):
            continue
        places.setdefault((glyph.letter, int(glyph.x // _PLACE), int(glyph.y // _PLACE)), []).append(glyph)
        yield glyph


def _is_again(glyph: Glyph, others: Iterable[Glyph], near: float) -> bool:
    own = glyph.drawing
    return any(
        other.drawing is not own
        and other.drawing.mark == own.mark
        and other.drawing.artifact == own.artifact
        and abs(other.x - glyph.x) < near
        and abs(other.y - glyph.y) < near
        for other in others
    )


def _pieces(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Letters that follow each other on one baseline in one style, spaces included."""
    piece: list[Glyph] = []
    for glyph in glyphs:
        if piece and not _follows(piece[-1], glyph):
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _follows(last: Glyph, glyph: Glyph) -> bool:
    one, two = last.drawing, glyph.drawing
    if one is not two and (
        (one.bold, one.angle, one.mark, one.artifact, one.layers)
        != (two.bold, two.angle, two.mark, two.artifact, two.layers)
        or abs(one.size - two.size) > _SAME_SIZE * one.size
    ):
        return False
    return abs(last.across - glyph.across) <= _SAME_BASELINE * one.size


def _words(piece: Sequence[Glyph]) -> Iterator[tuple[list[Glyph], bool]]:
    """The words of a piece, each with whether white space stands before it."""
    widest = _widest_within(piece)
    word: list[Glyph] = []
    spaced = False
    last: Glyph | None = None
    for glyph in piece:
        if glyph.letter.isspace():
            if word:
                yield word, spaced
            word, spaced = [], True
            continue
        if word and last is not None:
            gap = _gap(last, glyph)
            size = glyph.drawing.size
            # A ligature's letters all have the ligature's place.
            at_once = glyph.start == last.start and glyph.drawing is last.drawing
            if not at_once and (gap > _widest(last, glyph, widest) * size or gap < -_OVERLAP * size):
                yield word, spaced
                word, spaced = [], True
        word.append(glyph)
        last = glyph
    if word:
        yield word, spaced


def _widest(last: Glyph, glyph: Glyph, usual: float) -> float:
    """The widest gap inside a word here: figures and whole words that are drawn apart stand apart."""
    if last.drawing is glyph.drawing:
        return usual
    figures = last.letter.isdigit() and glyph.letter.isdigit()
    words = last.drawing.letters > 1 and glyph.drawing.letters > 1
    return _FIGURE_SPACE if figures or words else usual


def _gap(last: Glyph, glyph: Glyph) -> float:
    if _right_to_left(glyph.letter) and glyph.start < last.start:
        return last.start - glyph.end
    return glyph.start - last.end


def _right_to_left(letter: str) -> bool:
    return letter > "\u0590" and unicodedata.bidirectional(letter) in {"R", "AL", "NSM"}


def _widest_within(piece: Sequence[Glyph]) -> float:
    """The widest gap inside a word, as a share of the size; more than usual where all letters are set apart."""
    gaps = [
        (glyph.start - last.end) / glyph.drawing.size
        for last, glyph in pairwise(piece)
        if not last.letter.isspace() and not glyph.letter.isspace()
    ]
    letters = [glyph.letter for glyph in piece if not glyph.letter.isspace()]
    if len(letters) < _FEWEST_SPACED or not gaps:
        return _SPACE
    usual = median(gaps)
    if not _SPACED < usual < _MOST_SPACED or not _is_one_title(letters):
        return _SPACE
    even = sum(abs(gap - usual) < 0.25 * usual for gap in gaps)
    return usual * 1.6 if even >= 0.6 * len(gaps) else _SPACE


def _is_one_title(letters: Sequence[str]) -> bool:
    """True if the letters may be words: no figures, no marks in cells, and not the alphabet, as in heads of columns."""
    if sum(letter.isalpha() for letter in letters) < 0.8 * len(letters) or len(set(letters)) < _FEWEST_KINDS:
        return False
    return not all(ord(b) - ord(a) == 1 for a, b in pairwise(letters))


def _run(word: Sequence[Glyph], after_space: bool, place: int) -> Run:
    first, drawing = word[0], word[0].drawing
    start, end = min(glyph.start for glyph in word), max(glyph.end for glyph in word)
    return Run(
        "".join(glyph.letter for glyph in word),
        first.x,
        first.y,
        drawing.size,
        drawing.bold,
        drawing.mark,
        drawing.artifact,
        max(end - start, 0.1),
        drawing.angle,
        after_space,
        place,
    )
