"""Paragraphs and tables of rich text, collected while words arrive and written when they end."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.rtf.nested import CellEnd, CellRun, cell_text
from trendsqa.corpus.readers.tables.document_headers import plain_header_rows
from trendsqa.corpus.readers.tables.merged import MarkedRows, SpannedCell, carried, texts_of

__all__ = ["RtfParagraph", "RtfWriter"]

_BODY_LEVEL = 9
# Runs before a raised figure that decide about it.
_NEAR = 3


@dataclass(slots=True)
class RtfParagraph:
    """Properties of a paragraph; ``marker`` is its number or bullet as the file shows it.

    ``table_depth`` is 1 in the outer table, more in one inside a cell.
    """

    style: str = ""
    outline_level: int = _BODY_LEVEL
    in_table: bool = False
    table_depth: int = 1
    in_list: bool = False
    depth: int = 0
    marker: str = ""


@dataclass(slots=True)
class _Row:
    cells: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    strong: bool = False
    link: str = ""
    end: CellEnd | None = None
    depth: int = 1


class RtfWriter:
    """Receives runs of words and the ends of paragraphs, cells and rows."""

    def __init__(self) -> None:
        self.paragraph = RtfParagraph()
        self.row = _Row()
        self.headings = self.tables = self.notes = 0
        self._stream = BlockStream()
        self._runs: list[_Run] = []
        self._rows: list[_Row] = []
        self._waiting: list[str] = []
        self._lists = 0
        self._merge = ""

    @property
    def before(self) -> str:
        """The last words written in this paragraph."""
        return "".join(run.text for run in self._runs[-_NEAR:])

    def write(self, text: str, *, strong: bool, link: str = "") -> None:
        """Add words to the open paragraph."""
        self._runs.append(_Run(text, strong, link))

    def add_note(self, text: str) -> None:
        """Add a note, which follows the paragraph or the table that it is in."""
        if text.strip():
            self.notes += 1
            self._waiting.append(text)

    def reset_paragraph(self) -> None:
        """Give the paragraph the properties of the default."""
        self.paragraph = RtfParagraph(marker=self.paragraph.marker)

    def end_paragraph(self) -> None:
        """End the paragraph; within a cell the words go on after a space."""
        if self.paragraph.in_table:
            self._runs.append(_Run("\n", end=CellEnd.PARAGRAPH, depth=self.paragraph.table_depth))
            self.paragraph = replace(self.paragraph, marker="")
            return
        self._end_table()
        if any(run.text.strip() for run in self._runs):
            self._write_paragraph()
        self._runs = []
        self.paragraph = replace(self.paragraph, marker="")
        self._write_waiting()

    def end_cell(self) -> None:
        """End a cell of the open row."""
        text = cell_text(CellRun(run.text, run.end, run.depth) for run in self._runs)
        marker = f"{self.paragraph.marker} " if self.paragraph.marker.strip() else ""
        self.row.cells.append(marker + text)
        self.paragraph = replace(self.paragraph, marker="")
        self._runs = []

    def end_inner(self, end: CellEnd) -> None:
        """End a cell or a row of a table inside the open cell."""
        self._runs.append(_Run("\n", end=end, depth=self.paragraph.table_depth))

    def begin_row(self) -> None:
        """Begin the definition of a row; its cells may have come before it."""
        self.row = _Row(self.row.cells)

    def merge(self, kind: str) -> None:
        """Say that the next defined cell belongs to the cell to its ``left`` or ``above``."""
        self._merge = kind

    def define_cell(self) -> None:
        """Define a cell of the row."""
        self.row.merges.append(self._merge)
        self._merge = ""

    def end_row(self) -> None:
        """End the row."""
        if self.row.cells:
            self._close_lists(0)
            self._rows.append(self.row)
        # A row may go by the definition of the row before.
        self.row = _Row(merges=self.row.merges)

    def blocks(self) -> tuple[ParsedBlock, ...]:
        """All pieces, the open paragraph and table included."""
        if self.row.cells:
            self.end_row()
        self.paragraph = replace(self.paragraph, in_table=False)
        self.end_paragraph()
        self._end_table()
        self._write_waiting()
        self._close_lists(0)
        return self._stream.blocks()

    def _write_paragraph(self) -> None:
        paragraph = self.paragraph
        level = _heading_level(paragraph)
        if level:
            self._close_lists(0)
            self.headings += 1
            self._stream.begin_heading(level)
            self._write_runs()
            self._stream.end_heading()
        elif paragraph.in_list or paragraph.marker.strip():
            self._write_item()
        else:
            self._close_lists(0)
            self._stream.paragraph_break()
            self._write_runs()
            self._stream.paragraph_break()

    def _write_item(self) -> None:
        depth = self.paragraph.depth + 1
        self._close_lists(depth)
        while self._lists < depth:
            self._stream.begin_list()
            self._lists += 1
        marker = self.paragraph.marker.strip()
        self._stream.begin_item(marker if any(map(str.isalnum, marker)) else "")
        self.paragraph = replace(self.paragraph, marker="")
        self._write_runs()
        self._stream.end_item()

    def _write_runs(self) -> None:
        marker = self.paragraph.marker.strip()
        self._stream.write(f"{marker} " if marker else "")
        link = ""
        for run in self._runs:
            if run.link != link:
                if link:
                    self._stream.end_link()
                if run.link:
                    self._stream.begin_link(run.link)
                link = run.link
            self._stream.write(run.text, strong=run.strong)
        if link:
            self._stream.end_link()

    def _close_lists(self, depth: int) -> None:
        while self._lists > depth:
            self._stream.end_list()
            self._lists -= 1

    def _end_table(self) -> None:
        if not self._rows:
            return
        rows = carried(_marked(self._rows))
        header = next((number for number, row in enumerate(self._rows) if not row.is_header), len(rows))
        self.tables += 1
        marked = header if header < len(rows) else 0
        self._stream.table(texts_of(rows), marked or plain_header_rows(rows))
        self._rows = []
        self._write_waiting()

    def _write_waiting(self) -> None:
        if self._rows:
            return
        for note in self._waiting:
            self._close_lists(0)
            self._stream.begin_note()
            self._stream.write(note)
            self._stream.end_note()
        self._waiting = []


def _heading_level(paragraph: RtfParagraph) -> int:
    """The level of a heading, 0 for other paragraphs."""
    style = paragraph.style.lower()
    if style == "title":
        return 1
    if paragraph.outline_level < _BODY_LEVEL:
        return paragraph.outline_level + 1
    number = style.removeprefix("heading ")
    return int(number) if number != style and number.isdecimal() and len(number) == 1 else 0


def _marked(rows: Sequence[_Row]) -> list[list[SpannedCell]]:
    """The rows' cells, each with the places that the file marks as parts of it."""
    marked = MarkedRows()
    for row in rows:
        marked.begin_row()
        for text, merge in zip_longest(row.cells, row.merges[: len(row.cells)], fillvalue=""):
            covering = {"left": marked.left, "above": marked.above}.get(merge, lambda: None)()
            if covering is None:
                marked.add(text)
            else:
                marked.go_on(covering)
    return marked.rows
