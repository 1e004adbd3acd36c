"""Lines of a page: runs on one baseline, with raised figures, initials and links."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from trendsqa.corpus.english import is_english
from trendsqa.corpus.readers.pdf.drawn.glyphs import FRACTION, parted
from trendsqa.corpus.readers.pdf.drawn.raised import RAISED, SMALLER, is_figure_only
from trendsqa.corpus.readers.pdf.page import PageLink, Run
from trendsqa.corpus.readers.raised_text import is_power, superscript

__all__ = ["Line", "has_leader", "line_of", "rows_of", "text_of", "without_leaders"]

# Baselines closer than this share of the smaller letters' size are one line.
_SAME_LINE = 0.3
# Raised letters stand above the baseline by less than this share of the size.
_MOST_RAISED = 0.75
# A gap wider than this share of the size is no space between words.
_WIDE_GAP = 0.7
# A raised letter stands this close to its word, as a share of its size.
_CLOSE = 0.7
# An initial is larger than the words beside it by this factor, and reaches down over a second line.
_INITIAL = 1.7
# A raised figure after a capital letter (Annex B) is the number of a note, if there is such a note.
_CAPITAL = re.compile(r"(?<!\w)[A-Z]$")
# Characters before a raised figure that decide about it.
_CONTEXT = 60
_DOTS = frozenset({".", "..", "...", "…", "·", "_"})
_FEW_DOTS = 3
_LEADER = re.compile(r"[.…_·]{4,}$|^[.…_·]{4,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, or the part of it in one column: where it stands, in points, and the edges of its column.

    ``region`` tells the columns of a
    document apart, and ``known_edge`` is true if the column has lines enough to tell where its lines end.
    """

    text: str
    page: int
    x: float
    end: float
    y: float
    size: float
    bold: bool
    address: str
    runs: tuple[Run, ...]
    left: float = 0.0
    right: float = 0.0
    region: int = 0
    known_edge: bool = False

    @property
    def stops(self) -> list[float]:
        """The places at which words stand after a wide gap, as a paragraph does after its number."""
        return [run.x for last, run in pairwise(self.runs) if run.x - last.end > _WIDE_GAP * run.size]


def line_of(runs: Sequence[Run], page: int, links: Sequence[PageLink] = (), notes: Collection[str] = ()) -> Line:
    """The line of ``runs``; ``notes`` are the numbers of the document's notes."""
    size = _usual_size(runs)
    first = runs[0]
    address = next((link.address for link in links if _covers(link, first)), "")
    plain = [run for run in runs if run.size >= SMALLER * size] or list(runs)
    return Line(
        text_of(runs, notes),
        page,
        min(run.x for run in runs),
        max(run.end for run in runs),
        plain[0].y,
        size,
        all(run.bold for run in plain),
        address,
        tuple(runs),
    )


def rows_of(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs grouped by baseline, from the top, each row from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x)):
        anchor = rows[-1][0] if rows else None
        if anchor is not None and anchor.y - run.y <= _SAME_LINE * min(anchor.size, run.size):
            rows[-1].append(run)
        else:
            rows.append([run])
    # Initials first: beside one, the words of the first line look raised.
    rows = _with_raised([row for row in _with_initials(rows) if row])
    return [_in_order(row) for row in rows if row]


def has_leader(row: Sequence[Run]) -> bool:
    """True if dots lead the eye over the row, as in a list of contents."""
    return any(_LEADER.search(run.text) for run in row) or sum(run.text in _DOTS for run in row) > _FEW_DOTS


def without_leaders(row: list[Run]) -> list[Run]:
    """The row without its dots if they lead to several figures, as in a table; a list of contents keeps them."""
    if not has_leader(row):
        return row
    kept: list[Run] = []
    figures = 0
    for run in row:
        text = _LEADER.sub("", run.text)
        if run.text not in _DOTS and text.strip(".… "):
            share = len(text) / len(run.text)
            kept.append(run if text == run.text else replace(run, text=text.rstrip(), width=run.width * share))
            figures += any(map(str.isdigit, run.text))
        else:
            # Only what stands after the last dots is led to.
            figures = 0
    return kept if kept and figures > 1 else row


def _in_order(row: Sequence[Run]) -> list[Run]:
    right_to_left = sum(len(run.text) for run in row if "\u0590" <= run.text[:1] <= "\u08ff")
    if right_to_left * 2 > sum(len(run.text) for run in row):
        return sorted(row, key=lambda run: -run.x)
    return sorted(row, key=lambda run: run.x)


def _with_raised(rows: list[list[Run]]) -> list[list[Run]]:
    """The rows with raised and lowered letters in the row of the word that they stand at."""
    kept: list[list[Run]] = [[] for _ in rows]
    largest = [max(run.size for run in row) for row in rows]
    for number, row in enumerate(rows):
        near = [
            other
            for other in (number + 1, number - 1, number + 2)
            if 0 <= other < len(rows) and abs(rows[other][0].y - row[0].y) < _MOST_RAISED * largest[other]
        ]
        smaller = [other for other in near if largest[other] * SMALLER > min(run.size for run in row)]
        for run in row:
            home = next((other for other in smaller if _stands_at_a_word(run, rows[other])), number)
            kept[home].append(run)
    return [row for row in kept if row]


def _stands_at_a_word(run: Run, row: Sequence[Run]) -> bool:
    return any(
        run.size < SMALLER * word.size
        and RAISED * word.size < abs(run.y - word.y) < _MOST_RAISED * word.size
        and (run.y > word.y or run.y > word.y - 0.4 * word.size)
        and (
            -0.3 * word.size < run.x - word.end < _CLOSE * run.size
            or (run.y > word.y and -0.3 * word.size < word.x - run.end < 0.3 * run.size)
        )
        for word in row
    )


def _with_initials(rows: list[list[Run]]) -> list[list[Run]]:
    """The rows with a large first letter joined to the word whose first letter it is."""
    result = [list(row) for row in rows]
    for number, row in enumerate(rows):
        for run in row:
            if len(run.text) > 2 or not run.text[-1].isalpha() or not run.text[-1].isupper():  # noqa: PLR2004
                continue
            beside = [
                (near, word)
                for near in range(max(number - 4, 0), min(number + 3, len(rows)))
                for word in rows[near]
                if word is not run
                and run.size > _INITIAL * word.size
                and -0.2 * word.size < word.x - run.end < 1.2 * word.size
                and run.y - 0.3 * word.size < word.y < run.y + 0.9 * run.size
            ]
            if len({near for near, _ in beside}) < 2:  # noqa: PLR2004
                continue
            top, word = beside[0]
            result[number] = [other for other in result[number] if other is not run]
            # At its word's edge, so that the lines beside it are not indented.
            joined = replace(run, x=word.x - 0.1, y=word.y, size=word.size, width=0.1)
            place = result[top].index(word)
            result[top][place : place + 1] = [joined, replace(word, after_space=_is_a_word(run.text, word.text))]
    return result


def _is_a_word(initial: str, word: str) -> bool:
    """True if a large first letter is a word of its own, as in “A council”."""
    whole = "".join(filter(str.isalpha, (initial + word).lower()))
    return initial[-1:] in {"A", "I"} and is_english(word.lower()) and not is_english(whole)


def text_of(runs: Sequence[Run], notes: Collection[str] = ()) -> str:
    """The words of a line with the spaces between them; a raised figure is told apart from the figure before it."""
    size = _usual_size(runs)
    base = next((run.y for run in runs if run.size >= SMALLER * size), runs[0].y)
    parts: list[str] = []
    last: Run | None = None
    for run, following in zip_longest(runs, runs[1:]):
        over_line = following is not None and following.text.startswith(FRACTION)
        raised = run.size < SMALLER * size and run.y - base > RAISED * size and not over_line
        if raised and is_figure_only(run.text):
            parts.append(_raised(run.text, "".join(parts), notes))
        else:
            parts.append((" " if last is not None and parted(last, run) else "") + run.text)
        last = run
    return "".join(parts)


def _raised(text: str, before: str, notes: Collection[str]) -> str:
    """A raised figure in plain text: the number of a note in brackets, a power as such."""
    numbers = re.findall(r"\d+", text)
    if not before:
        return text
    power = is_power(text, before[-_CONTEXT:]) and not _CAPITAL.search(before)
    if not power and numbers and all(number in notes for number in numbers):
        return " " + "".join(f"[{number}]" for number in numbers)
    return superscript(text)


def _usual_size(runs: Sequence[Run]) -> float:
    sizes: dict[float, int] = {}
    for run in runs:
        sizes[run.size] = sizes.get(run.size, 0) + len(run.text.strip())
    return max(sizes, key=lambda size: (sizes[size], size))


def _covers(link: PageLink, run: Run) -> bool:
    return link.left - 1 <= run.x <= link.right and link.bottom - 1 <= run.y <= link.top
