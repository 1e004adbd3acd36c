"""Removal of the numbers with which drafts count their lines in the margin."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from trendsqa.corpus.readers.pdf.drawn.rows import row_indices
from trendsqa.corpus.readers.pdf.page import PdfPage, Run

__all__ = ["without_line_numbers"]

# Lines with a number that a page needs, and the share of them that must count the lines.
_FEWEST, _COUNTING = 4, 0.8
# Numbers of one margin begin or end at one place, within this many points.
_SAME_EDGE = 2.0
_SAME_HEIGHT = 2.5
# A number stands this far from its line, as a share of its size.
_APART = 0.6
# Where each line is numbered, this share of them must begin inside a sentence: a numbered list's items do not.
_INSIDE = 0.4
_MOST_DIGITS = 4


def without_line_numbers(page: PdfPage) -> PdfPage:
    """The page without the numbers in its margins that count its lines."""
    rows = [sorted(row, key=lambda index: page.runs[index].x) for row in row_indices(page.runs, _SAME_HEIGHT)]
    if len(rows) < _FEWEST:
        return page
    dropped: set[int] = set()
    for side in (0, -1):
        for numbers in _margins(page.runs, rows, side):
            if _counts_lines(numbers, page.runs, rows, side):
                dropped.update(rows[row][side] for row, _ in numbers)
    if not dropped:
        return page
    return replace(page, runs=tuple(run for index, run in enumerate(page.runs) if index not in dropped))


def _margins(runs: Sequence[Run], rows: Sequence[list[int]], side: int) -> Iterator[list[tuple[int, int]]]:
    """The numbers that stand below each other at one side: the row and the number of each."""
    edges: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for number, row in enumerate(rows):
        run = runs[row[side]]
        text = run.text.strip()
        if not (text.isdecimal() and len(text) <= _MOST_DIGITS):
            continue
        if len(row) > 1:
            near = runs[row[1 if side == 0 else -2]]
            gap = near.x - run.end if side == 0 else run.x - near.end
            if gap < _APART * run.size:
                continue
        for edge, place in (("start", run.x), ("end", run.end)):
            edges.setdefault((edge, round(place / _SAME_EDGE)), []).append((number, int(text)))
    yield from sorted(edges.values(), key=len, reverse=True)[:2]


def _counts_lines(
    numbers: Sequence[tuple[int, int]], runs: Sequence[Run], rows: Sequence[list[int]], side: int
) -> bool:
    if len(numbers) < _FEWEST or len(numbers) > len(rows):
        return False
    steps = [(row - last_row, number - last) for (last_row, last), (row, number) in pairwise(numbers)]
    counting = sum(rows_on == counted for rows_on, counted in steps)
    regular = len({counted for _, counted in steps}) == 1 and steps[0][1] > 0
    every_line = all(counted == 1 for _, counted in steps)
    if every_line:
        return counting >= _COUNTING * len(steps) and _inside_sentences(numbers, runs, rows, side) >= _INSIDE
    return regular and counting >= _COUNTING * len(steps)


def _inside_sentences(
    numbers: Sequence[tuple[int, int]], runs: Sequence[Run], rows: Sequence[list[int]], side: int
) -> float:
    """The share of numbered lines that go on with the sentence of the line before."""

    def words(row: int) -> str:
        kept = rows[row][1:] if side == 0 else rows[row][:-1]
        return " ".join(runs[index].text for index in kept).strip()

    inside = sum(
        words(row)[:1].islower() and words(row - 1)[-1:] not in {".", ":", ";", "!", "?", ""} for row, _ in numbers[1:]
    )
    return inside / (len(numbers) - 1)
