"""Blocks of an untagged PDF, from the size, weight and position of its letters."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.pdf.page import PageLink, PdfPage, Run

__all__ = ["layout_blocks"]

# Baselines closer than this share of the letters' size are one line.
_SAME_LINE = 0.5
# Letters larger than the body's by this factor are a heading's.
_LARGER = 1.12
# A gap wider than the usual one between lines by this factor begins a paragraph.
_WIDE_GAP = 1.3
# A line indented by less than this, in sizes of the body's letters, still belongs to its paragraph.
_INDENT = 0.8
# A line with less than this share of the letters of a full one ends its paragraph.
_SHORT_LINE = 0.75
_HEADING_WORDS = 25
_BULLET = re.compile(r"^\s*([•◦▪▫‣●○■□➢➤✓\uf0b7\uf0a7\uf0d8·*–-])\s+(?=\S)|^\s*([•●▪\uf0b7\uf0a7])(?=\S)")
_NUMBER = re.compile(r"^\s*(\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:;][)\"”’]*$")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a page: its text, its start (points), its size, and if all of it is bold."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool
    address: str


@dataclass(frozen=True, slots=True)
class _Style:
    """Typical sizes in a document: size of letters, gap between lines as a multiple of it, letters of a line."""

    size: float
    gap: float
    width: int
    headings: tuple[tuple[float, bool], ...]


def layout_blocks(pages: Sequence[PdfPage]) -> tuple[ParsedBlock, ...]:
    """The blocks in drawing order, which is reading order in nearly all files."""
    lines = [line for page in pages for line in _lines(page)]
    if not lines:
        return ()
    writer = _Writer(_style(lines))
    for line in lines:
        writer.line(line)
    return writer.blocks()


def _lines(page: PdfPage) -> list[_Line]:
    grouped: list[list[Run]] = []
    for run in page.runs:
        if not run.text.strip():
            if grouped and run.text.strip("\n"):
                grouped[-1].append(run)
            continue
        last = grouped[-1][0] if grouped else None
        if last is not None and abs(last.y - run.y) < _SAME_LINE * max(last.size, run.size):
            grouped[-1].append(run)
        else:
            grouped.append([run])
    return [_line(runs, page) for runs in grouped]


def _line(runs: Sequence[Run], page: PdfPage) -> _Line:
    first = runs[0]
    shown = [run for run in runs if run.text.strip()]
    size = max(shown, key=lambda run: len(run.text.strip())).size
    text = "".join(run.text.replace("\n", " ") for run in runs)
    address = next((link.address for link in page.links if _covers(link, first)), "")
    return _Line(text, page.number, first.x, first.y, size, all(run.bold for run in shown), address)


def _covers(link: PageLink, run: Run) -> bool:
    return link.left - 1 <= run.x <= link.right and link.bottom - 1 <= run.y <= link.top


def _style(lines: Sequence[_Line]) -> _Style:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < size * (_LARGER - 1)]
    gaps = [
        (above.y - below.y) / size
        for above, below in pairwise(body)
        if above.page == below.page and 0 < above.y - below.y < 3 * size
    ]
    widths = sorted(len(line.text.strip()) for line in body)
    larger = {(round(line.size, 1), line.bold) for line in lines if line.size > size * _LARGER}
    # The 90th percentile is a full line, unaffected by a few very long ones.
    width = widths[int(len(widths) * 0.9)] if widths else 1
    gap = _usual_gap(gaps)
    return _Style(size, gap, width, tuple(sorted(larger, reverse=True)))


def _usual_gap(gaps: Sequence[float]) -> float:
    """The gap between lines of one paragraph: the most frequent one."""
    if not gaps:
        return 1.2
    rounded = Counter(round(gap, 1) for gap in gaps)
    return rounded.most_common(1)[0][0] or median(gaps)


class _Writer:
    """Takes lines in order and decides if each begins or continues a block."""

    def __init__(self, style: _Style) -> None:
        self._style = style
        self._stream = BlockStream()
        self._last: _Line | None = None
        self._heading: tuple[float, bool] | None = None
        self._markers: list[float] = []
        self._text_x = 0.0
        self._quoted = False

    def blocks(self) -> tuple[ParsedBlock, ...]:
        """All pieces."""
        self._close_lists()
        self._end_heading()
        return self._stream.blocks()

    def line(self, line: _Line) -> None:
        """Write one line."""
        if self._is_heading(line):
            self._heading_line(line)
        elif marked := _BULLET.match(line.text) or _NUMBER.match(line.text):
            self._end_heading()
            self._item(line, marked)
        else:
            self._end_heading()
            self._plain(line)
        self._last = line

    def _is_heading(self, line: _Line) -> bool:
        words = len(line.text.split())
        if line.size > self._style.size * _LARGER:
            return words <= _HEADING_WORDS
        alone = self._begins_paragraph(line) or self._heading is not None
        ends = _SENTENCE_END.search(line.text.strip()) is not None and not line.text.strip().endswith(":")
        # A name in bold under a quotation is the speaker's.
        return line.bold and alone and not ends and words <= _HEADING_WORDS // 2 and not self._quoted

    def _heading_line(self, line: _Line) -> None:
        kind = (round(line.size, 1), line.bold)
        last = self._last
        goes_on = (
            self._heading == kind
            and last is not None
            and last.page == line.page
            and 0 < last.y - line.y < self._style.gap * _WIDE_GAP * line.size
        )
        if goes_on:
            self._stream.write("\n")
        else:
            self._end_heading()
            self._close_lists()
            self._heading = kind
            headings = self._style.headings
            self._stream.begin_heading(headings.index(kind) + 1 if kind in headings else len(headings) + 1)
        self._write(line, line.text)

    def _end_heading(self) -> None:
        if self._heading is not None:
            self._stream.end_heading()
            self._heading = None

    def _item(self, line: _Line, marked: "re.Match[str]") -> None:
        stream = self._stream
        while self._markers and line.x < self._markers[-1] - self._indent():
            self._close_list()
        if self._markers and line.x <= self._markers[-1] + self._indent():
            stream.end_item()
        else:
            stream.begin_list()
            self._markers.append(line.x)
        marker = marked.group(0).strip()
        stream.begin_item(marker if _NUMBER.match(line.text) else "")
        self._write(line, line.text[marked.end() :])

    def _plain(self, line: _Line) -> None:
        if self._markers:
            outside = line.x <= self._markers[0] + 1 if self._same_page(line) else line.x < self._markers[0] + 1
            new = self._begins_paragraph(line) or self._last_is_short()
            if (outside and new) or self._wide_gap(line):
                self._close_lists()
        if not self._markers and self._begins_paragraph(line):
            self._stream.paragraph_break()
            self._quoted = False
        else:
            self._stream.write("\n")
        self._write(line, line.text)

    def _write(self, line: _Line, text: str) -> None:
        self._stream.page = line.page
        if self._stream.is_blank:
            self._quoted = text.lstrip()[:1] in {"“", "„", '"'}
        if line.address:
            self._stream.begin_link(line.address)
        self._stream.write(text, strong=line.bold)
        if line.address:
            self._stream.end_link()

    def _begins_paragraph(self, line: _Line) -> bool:
        last = self._last
        if last is None:
            return True
        if last.page != line.page or line.y > last.y:
            # The next page or column: an unfinished paragraph continues.
            finished = _SENTENCE_END.search(last.text.strip()) is not None
            return finished or self._last_is_short() or line.text.strip()[:1].isupper()
        if self._wide_gap(line) or abs(last.size - line.size) > last.size * (_LARGER - 1):
            return True
        return line.x > last.x + self._indent() and not self._markers

    def _wide_gap(self, line: _Line) -> bool:
        last = self._last
        if last is None or not self._same_page(line):
            return False
        return last.y - line.y > self._style.gap * _WIDE_GAP * max(line.size, self._style.size)

    def _same_page(self, line: _Line) -> bool:
        return self._last is not None and self._last.page == line.page and line.y <= self._last.y

    def _last_is_short(self) -> bool:
        return self._last is not None and len(self._last.text.strip()) < self._style.width * _SHORT_LINE

    def _indent(self) -> float:
        return self._style.size * _INDENT

    def _close_list(self) -> None:
        self._markers.pop()
        self._stream.end_item()
        self._stream.end_list()

    def _close_lists(self) -> None:
        while self._markers:
            self._close_list()
