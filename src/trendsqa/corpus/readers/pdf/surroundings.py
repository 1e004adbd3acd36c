"""Removal of running headers, footers and page numbers: lines at the same position on many pages."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from trendsqa.corpus.readers.pdf.page import PdfPage, Run

__all__ = ["without_surroundings"]

# Lines from the top and from the bottom of a page that may be a running header or footer.
_EDGE_LINES = 2
# Required pages and share of all pages; alternating headers are on half of the pages.
_LEAST_PAGES = 3
_LEAST_SHARE = 0.3
# Largest difference of two lines at the same height; points.
_SAME_HEIGHT = 2.0
_NUMBERS = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*(\d{1,5})\s*[-–—]?(?:\s*(?:of|/|\|)\s*\d{1,5})?", re.IGNORECASE)

_Line = tuple[float, list[int]]


def without_surroundings(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """The pages without artifacts, repeated headers and footers, and page numbers."""
    pages = [replace(page, runs=tuple(run for run in page.runs if not run.artifact)) for page in pages]
    edges = [_edge_lines(page.runs) for page in pages]
    signs = [[_sign(page.runs, line) for line in lines] for page, lines in zip(pages, edges, strict=True)]
    seen = Counter(sign for page_signs in signs for sign in set(page_signs))
    needed = max(_LEAST_PAGES, _LEAST_SHARE * len(pages))
    kept = []
    for page, lines, page_signs in zip(pages, edges, signs, strict=True):
        dropped = {
            index
            for line, sign in zip(lines, page_signs, strict=True)
            if seen[sign] >= needed and (sign[0] != "#" or _is_page_number(_text(page.runs, line)))
            for index in line[1]
        }
        kept.append(replace(page, runs=tuple(run for index, run in enumerate(page.runs) if index not in dropped)))
    return kept


def _edge_lines(runs: Sequence[Run]) -> list[_Line]:
    """The outermost lines with letters: height, and the indices of their runs."""
    lines: list[_Line] = []
    for index, run in sorted(enumerate(runs), key=lambda item: -item[1].y):
        if not run.text.strip():
            continue
        if lines and abs(lines[-1][0] - run.y) < _SAME_HEIGHT:
            lines[-1][1].append(index)
        else:
            lines.append((run.y, [index]))
    if len(lines) <= 2 * _EDGE_LINES:
        # On a page of a few lines only the outermost line on each side counts.
        return lines[:1] + lines[-1:] if len(lines) > 1 else []
    return lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]


def _sign(runs: Sequence[Run], line: _Line) -> tuple[str, int]:
    """Signature of a line that repeats from page to page: its words with numbers replaced by #, and its height."""
    text = _NUMBERS.sub("#", _text(runs, line).lower())
    return " ".join(text.split()), round(line[0] / _SAME_HEIGHT)


def _text(runs: Sequence[Run], line: _Line) -> str:
    ordered: Iterable[int] = sorted(line[1], key=lambda index: runs[index].x)
    return " ".join("".join(runs[index].text for index in ordered).split())


def _is_page_number(text: str) -> bool:
    return _PAGE_NUMBER.fullmatch(text) is not None
