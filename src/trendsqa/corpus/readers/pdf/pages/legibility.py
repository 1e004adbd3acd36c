"""Text without characters: runs whose glyphs the file maps to none are left out, and counted.

An extractor writes U+FFFD for each such glyph, and U+FFFC for one of a font of symbols, which is no letter. A word of
which some letters are known keeps the U+FFFD in it: without it the word would be another one.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from trendsqa.corpus.documents.coverage import LeftOut, Loss, LossKind
from trendsqa.corpus.readers.pdf.page import PdfPage, Run
from trendsqa.corpus.readers.pdf.pages.page_ranges import page_ranges
from trendsqa.errors import UnreadableFileError

__all__ = ["Legible", "legible_pages", "refuse_illegible"]

_UNKNOWN = "\ufffd"
_ORNAMENT = "\ufffc"
# With a space of no width, which stands for a glyph that draws nothing.
_NO_CHARACTERS = _UNKNOWN + _ORNAMENT + " \n\u200b"
_BULLET = "•"
# Letters of a word, where the spaces between words are not known either.
_WORD_LETTERS = 5
# Runs whose baselines differ by less than this share of the letters' size are on one line.
_SAME_LINE = 0.5
# Page numbers and rules are often in another font than the text: with less than this share of words, none can be read.
_LEAST_LEGIBLE = 0.05


@dataclass(frozen=True, slots=True)
class Legible:
    """Pages with the legible runs only; words in all, illegible words for each page, and symbols left out."""

    pages: tuple[PdfPage, ...]
    words: int
    illegible: tuple[tuple[int, int], ...]
    symbols: int

    @property
    def illegible_words(self) -> int:
        """Number of words that cannot be read."""
        return sum(words for _, words in self.illegible)

    @property
    def losses(self) -> tuple[Loss, ...]:
        """The illegible words as a loss; none if all can be read."""
        if not self.illegible:
            return ()
        where = page_ranges(page for page, _ in self.illegible)
        return (Loss(LossKind.ILLEGIBLE, self.illegible_words, self.words, "words", where),)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The symbols without a character, such as ornaments and icons."""
        return (LeftOut("symbols without a character", 0, self.symbols),) if self.symbols else ()


def legible_pages(pages: Sequence[PdfPage]) -> Legible:
    """The pages without runs that cannot be read. A single unknown glyph before a line's words is its bullet."""
    groups = [[*_groups(page)] for page in pages]
    # Where whole words are illegible, a glyph by itself is one too; elsewhere it is an ornament.
    has_words = any(group.letters > 1 for page_groups in groups for group in page_groups)
    kept: list[PdfPage] = []
    illegible: list[tuple[int, int]] = []
    symbols = words = 0
    for page, page_groups in zip(pages, groups, strict=True):
        runs: list[Run] = []
        lost = 0
        for group in page_groups:
            if group.is_legible:
                runs += group.runs
                lost += sum(_UNKNOWN in word for run in group.runs for word in run.text.split())
            elif group.is_bullet:
                runs += [replace(group.runs[0], text=f"{_BULLET} "), *group.runs[1:]]
                symbols += 1
            elif group.letters == 0 or (group.letters == 1 and not has_words):
                symbols += group.symbols
            else:
                lost += group.words
        kept.append(page if tuple(runs) == page.runs else replace(page, runs=tuple(runs)))
        words += lost + sum(_UNKNOWN not in word for run in runs for word in run.text.split())
        if lost:
            illegible.append((page.number, lost))
    return Legible(tuple(kept), words, tuple(illegible), symbols)


def refuse_illegible(legible: Legible, name: str) -> None:
    """Refuse a file of which nothing, or next to nothing, can be read.

    Raises:
        UnreadableFileError: Its letters are shapes without characters.
    """
    if legible.illegible_words and legible.words - legible.illegible_words < _LEAST_LEGIBLE * legible.words:
        raise UnreadableFileError(
            f"{name} cannot be read: it shows the shapes of its letters, but not which letters they are. Print it to "
            f"PDF again from the program it was made with, or run it through text recognition (OCR), for example "
            f"`ocrmypdf --force-ocr in.pdf out.pdf` (OCRmyPDF), and add the new file."
        )


@dataclass(frozen=True, slots=True)
class _Group:
    """Runs of one line one after another, all of them without known glyphs or all with some."""

    runs: tuple[Run, ...]
    is_legible: bool
    is_bullet: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def letters(self) -> int:
        """Unknown letters; 0 in runs that have known ones."""
        return 0 if self.is_legible else self.text.count(_UNKNOWN)

    @property
    def symbols(self) -> int:
        return self.text.count(_UNKNOWN) + self.text.count(_ORNAMENT)

    @property
    def words(self) -> int:
        parts = self.text.replace(_ORNAMENT, " ").split()
        return sum(math.ceil(len(part) / _WORD_LETTERS) for part in parts)


def _groups(page: PdfPage) -> Iterator[_Group]:
    if not any(_UNKNOWN in run.text or _ORNAMENT in run.text for run in page.runs):
        yield _Group(page.runs, is_legible=True)
        return
    line_starts = _line_starts(page.runs)
    for height, grouped in groupby(page.runs, key=_unknown_line):
        runs = tuple(grouped)
        if height is None:
            yield _Group(runs, is_legible=True)
            continue
        group = _Group(runs, is_legible=False)
        yield replace(group, is_bullet=group.symbols == 1 and id(runs[0]) in line_starts)


def _unknown_line(run: Run) -> float | None:
    """The height of a run with unknown glyphs only; None for any other."""
    shown = run.text.strip()
    return run.y if shown and not shown.strip(_NO_CHARACTERS) else None


def _line_starts(runs: Sequence[Run]) -> set[int]:
    """The first run of each line that goes on with words."""
    shown = sorted((run for run in runs if run.text.strip()), key=lambda run: -run.y)
    starts: set[int] = set()
    line: list[Run] = []
    for run in [*shown, None]:
        if run is not None and line and abs(line[0].y - run.y) < _SAME_LINE * max(run.size, line[0].size):
            line.append(run)
            continue
        if any(_unknown_line(part) is None for part in line):
            starts.add(id(min(line, key=lambda found: found.x)))
        line = [] if run is None else [run]
    return starts
