"""Removal of running headers and footers, page numbers, watermarks and numbers of lines.

A running line stands apart from the body, at one height on many pages, with the same words or with only its page number
changing. Its words are kept once, on the page where they first stand.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from trendsqa.corpus.readers.pdf.drawn.line_numbers import without_line_numbers
from trendsqa.corpus.readers.pdf.drawn.rows import row_indices
from trendsqa.corpus.readers.pdf.page import PdfPage, Run

__all__ = ["without_surroundings"]

# Lines from the top and from the bottom of a page that may be running lines.
_EDGE_LINES = 4
# Required pages and share of all pages; alternating headers are on half of the pages, a chapter's on fewer.
_LEAST_PAGES = 3
_LEAST_SHARE = 0.3
# Where half of the pages have a running line at one height, the same words on this many pages are one.
_LEAST_AT_USUAL_HEIGHT = 2
# Largest difference of two lines at the same height; points.
_SAME_HEIGHT = 2.0
_SAME_PLACE = 6.0
# A line apart from the body has more white space to it than lines of the body have, by this factor.
_APART = 1.35
# Letters of another size than the body's stand apart too.
_OTHER_SIZE = 0.06
# A sentence of the body's size this long is a notice, not a running line.
_NOTICE_WORDS = 7
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_BARE_NUMBER = re.compile(
    r"[-–—|]?\s*(?:(?-i:[A-Z]{1,3})[-–.]?(?=\d)|\d{1,2}[-–.])?(\d{1,5}|[ivxl]{1,7})\s*[-–—|]?", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.?|pg\.?)\s*[-–—]?\s*(\d{1,5}|[ivxl]{1,7})(?:\s*(?:of|/|\|)\s*\d{1,5})?|(\d{1,5})\s*(?:of|/)\s*\d{1,5}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w/.,-])(\d{1,5})(?![\w/.,-])")
_PAGE_WORDS = re.compile(r"\b(?:page|p\.|pg\.?)\s*$", re.IGNORECASE)
_SEPARATORS = ("|", "•", "·", "–", "—", "-", "/", ":")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at a page's edge: the indices of its runs, its words and height, and if its size is the body's."""

    page: int
    indices: tuple[int, ...]
    text: str
    y: float
    body_size: bool
    numbers: tuple[tuple[int, str, bool], ...]


def without_surroundings(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """The pages without artifacts, repeated headers and footers, page numbers, watermarks and line numbers."""
    pages = [replace(page, runs=tuple(run for run in page.runs if not run.artifact)) for page in pages]
    pages = [without_line_numbers(page) for page in _without_watermarks(pages)]
    edges = [line for page in pages for line in _edge_lines(page)]
    dropped: dict[int, set[int]] = {}
    for group in _running(edges, len(pages)):
        for line in group:
            dropped.setdefault(line.page, set()).update(line.indices)
    kept = _kept_once(edges, pages, dropped)
    return [_without(page, dropped.get(page.number, set()) - kept.get(page.number, set())) for page in pages]


def _without(page: PdfPage, dropped: set[int]) -> PdfPage:
    return replace(page, runs=tuple(run for index, run in enumerate(page.runs) if index not in dropped))


def _without_watermarks(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """The pages without letters at a slant that stand at one place on many of them."""
    count: dict[tuple[str, int, int, int], int] = {}
    for page in pages:
        for sign in {_sign(run) for run in page.runs if run.angle}:
            count[sign] = count.get(sign, 0) + 1
    needed = max(_LEAST_PAGES, _LEAST_SHARE * len(pages))
    return [
        replace(page, runs=tuple(run for run in page.runs if not run.angle or count[_sign(run)] < needed))
        for page in pages
    ]


def _sign(run: Run) -> tuple[str, int, int, int]:
    return run.text, run.angle, round(run.x / _SAME_PLACE), round(run.y / _SAME_PLACE)


def _edge_lines(page: PdfPage) -> Iterator[_Line]:
    """The outermost lines that stand apart from the body."""
    rows = row_indices(page.runs, _SAME_HEIGHT)
    if len(rows) < 2:  # noqa: PLR2004 - a line alone is the page's text
        return
    heights = [page.runs[row[0]].y for row in rows]
    sizes = sorted(page.runs[index].size for row in rows for index in row)
    size = sizes[len(sizes) // 2]
    gaps = [above - below for above, below in pairwise(heights)]
    usual = min(median(gaps), 2 * size) if gaps else size
    yield from _apart(page, rows, gaps, usual, size)
    yield from _apart(page, rows[::-1], gaps[::-1], usual, size)


def _apart(
    page: PdfPage, rows: Sequence[list[int]], gaps: Sequence[float], usual: float, size: float
) -> Iterator[_Line]:
    """The lines of one edge, from the outermost, up to the last that stands apart from the line after it."""
    count = min(_EDGE_LINES, (len(rows) + 1) // 2)
    last = 0
    found = False
    for number in range(count):
        own = max(page.runs[index].size for index in rows[number])
        other = abs(own - size) > _OTHER_SIZE * size
        if number >= len(gaps):
            break
        wide = gaps[number] > _APART * usual
        # Beyond the first wide gap only letters of another size still belong to a running line.
        if (wide and (not found or other)) or (other and number == last):
            last = number + 1
        found = found or wide
    for number in range(last):
        indices = sorted(rows[number], key=lambda index: page.runs[index].x)
        runs = [page.runs[index] for index in indices]
        largest = max(run.size for run in runs)
        plain = largest <= size * (1 + _OTHER_SIZE) and not all(run.bold for run in runs)
        text = " ".join(" ".join(run.text for run in runs).split())
        numbers = tuple(_numbers(runs, text, plain=plain))
        yield _Line(page.number, tuple(indices), text, runs[0].y, abs(largest - size) <= _OTHER_SIZE * size, numbers)


def _numbers(runs: Sequence[Run], text: str, *, plain: bool) -> Iterator[tuple[int, str, bool]]:
    """The numbers of a line that may be its page's, each with the line's other words, and if it is set apart."""
    for found in _NUMBER.finditer(text):
        before, after = text[: found.start()].strip(), text[found.end() :].strip()
        outermost = not before or not after or re.fullmatch(r"(?:of|/|\|)\s*\d{1,5}", after) is not None
        set_apart = (
            _PAGE_WORDS.search(before) is not None
            or before.endswith(_SEPARATORS)
            or after.startswith(_SEPARATORS)
            or _gap_at(runs, found.group(1), first=not before)
        )
        words = len((before + " " + after).split())
        if outermost and (set_apart or (plain and words > 1)):
            yield int(found.group(1)), f"{before}#{re.sub(r'[0-9]+$', '', after)}".lower(), set_apart


def _gap_at(runs: Sequence[Run], number: str, *, first: bool) -> bool:
    """True if the number is a run of its own, far from the others."""
    if len(runs) < 2:  # noqa: PLR2004
        return True
    run, near = (runs[0], runs[1]) if first else (runs[-1], runs[-2])
    gap = near.x - run.end if first else run.x - near.end
    return run.text.strip() == number and gap > run.size


def _running(edges: Sequence[_Line], count: int) -> Iterator[list[_Line]]:
    """The groups of running lines."""
    needed = max(_LEAST_PAGES, _LEAST_SHARE * count)
    yield from _page_numbers(edges, needed, count)
    groups: dict[tuple[str, int | None], list[_Line]] = {}
    for line in edges:
        groups.setdefault((line.text.lower(), None), []).append(line)
        for number, words, set_apart in line.numbers:
            # A number set apart need not count the pages one by one: chapters may, or a part of a file.
            groups.setdefault((words, None if set_apart else number - line.page), []).append(line)
    level = [(place, group) for group in groups.values() for place in [median(line.y for line in group)]]
    usual = [
        place
        for place, group in level
        if len({line.page for line in edges if abs(line.y - place) <= _SAME_HEIGHT}) >= count / 2 and len(group) > 1
    ]
    for place, group in level:
        near = [line for line in group if abs(line.y - place) <= _SAME_PLACE]
        at_usual = count > _LEAST_PAGES and any(abs(place - other) <= _SAME_HEIGHT for other in usual)
        least = _LEAST_AT_USUAL_HEIGHT if at_usual else needed
        if len({line.page for line in near}) >= least and not _is_notice(near):
            yield near


def _is_notice(lines: Sequence[_Line]) -> bool:
    """True for a whole sentence in the body's letters, wherever it stands: an appeal notice on each decision."""
    text = lines[0].text
    return text[-1:] in ".!?" and len(text.split()) >= _NOTICE_WORDS and all(line.body_size for line in lines)


def _page_numbers(edges: Sequence[_Line], needed: float, count: int) -> Iterator[list[_Line]]:
    """The lines that are only a page number; where each page counts itself, two pages are enough."""
    bare = [line for line in edges if _PAGE_NUMBER.fullmatch(line.text)]
    counted = [line for line in bare if re.search(r"\d+", line.text).group() == str(line.page)]  # type: ignore[union-attr]
    if len(bare) >= needed or (len(counted) == count and count > 1):
        yield bare
    numbers = [line for line in edges if _BARE_NUMBER.fullmatch(line.text)]
    places = {round(line.y / _SAME_PLACE) for line in numbers}
    for place in places:
        near = [line for line in numbers if abs(line.y / _SAME_PLACE - place) <= 1]
        shifts: dict[int, int] = {}
        for line in near:
            if (number := _value(line.text)) is not None:
                shifts[number - line.page] = shifts.get(number - line.page, 0) + 1
        if max(shifts.values(), default=0) >= min(needed, max(count, 2)):
            yield near


def _value(text: str) -> int | None:
    """The number of a line that is only a page number."""
    found = _BARE_NUMBER.fullmatch(text)
    if found is None:
        return None
    digits = found.group(1).lower()
    if digits.isdigit():
        return int(digits)
    values = [_ROMAN[letter] for letter in digits]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _kept_once(edges: Sequence[_Line], pages: Sequence[PdfPage], dropped: dict[int, set[int]]) -> dict[int, set[int]]:
    """The runs of each running line's first instance, without its number, unless the text holds its words anyway."""
    kept: dict[int, set[int]] = {}
    times = Counter(line.text.lower() for line in edges)
    known = {
        _letters(run.text for index, run in enumerate(page.runs) if index not in dropped.get(page.number, ()))
        for page in pages[:_LEAST_PAGES]
    }
    for line in edges:
        if not set(line.indices) <= dropped.get(line.page, set()):
            continue
        words = _letters([line.text])
        if not words or _PAGE_NUMBER.fullmatch(line.text) or _BARE_NUMBER.fullmatch(line.text):
            continue
        if any(words in text for text in known):
            continue
        known.add(words)
        runs = pages[line.page - 1].runs
        numbers = {str(number) for number, _, _ in line.numbers if times[line.text.lower()] == 1}
        kept.setdefault(line.page, set()).update(
            index for index in line.indices if runs[index].text.strip() not in numbers
        )
    return kept


def _letters(texts: Iterable[str]) -> str:
    """The letters of the words, in which a line without its page number is found again."""
    return "".join(letter for text in texts for letter in text.casefold() if letter.isalpha())
