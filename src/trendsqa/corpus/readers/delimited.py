"""Delimited text (CSV, TSV) to blocks: rows of a table with their header; nothing in a cell is changed."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from trendsqa.corpus.documents.coverage import Amounts
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.decoding import decode
from trendsqa.corpus.readers.tables.character_budget import CharacterBudget
from trendsqa.corpus.readers.tables.grid_row import CellKind, GridRow
from trendsqa.corpus.readers.tables.grid_writing import GridMarks, GridWriter

__all__ = ["read_csv"]

# On equal terms a comma is taken last: it also stands in numbers and sentences.
_DELIMITERS = ("\t", ";", "|", ",")
_TABBED = (".tsv", ".tab")
_NO_DELIMITER = "\x1f"
# Rows that show which character parts the cells; csv.Sniffer takes any frequent letter for one.
_CHARACTERS_LOOKED_AT = 2**17
_SHARE_OF_ROWS = 0.5
# Programs that follow Excel write the delimiter in a line of its own.
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_UNCLOSED = "unexpected end of data"
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2
_NUMBER = re.compile(
    r"(?=.*\d)[-+−(]?\s?[£$€]?\s?[-+−]?(?:\d{1,3}(?:,\d{3})+|\d*)(?:[.,]\d+)?(?:e[+-]?\d+)?\s?[%£€]?\)?"
    r"|\d{1,2}:\d\d(?::\d\d)?",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?"
    r"|\d{4}-\d\d?-\d\d?(?:[T ][\d:.]+Z?)?"
    r"|\d\d?[/.-](?:\d\d?|[A-Za-z]{3})[/.-]\d{2,4}(?: [\d:]+)?"
)
# A longer cell is no number; matching stays short.
_LONGEST_NUMBER = 40


def read_csv(data: bytes, name: str, max_characters: int) -> ParsedDocument:
    """The blocks of a delimited text file; lines of a file without a delimiter are paragraphs or a list.

    Raises:
        UnreadableFileError: There are more than ``max_characters``.
    """
    text = decode(data)
    declared = _DECLARED.match(text)
    if declared is not None:
        text = text[declared.end() :]
    budget = CharacterBudget(name, max_characters)
    budget.spend(sum(map(len, text.split())))
    stream = BlockStream()
    writer = GridWriter(stream, GridMarks(delimited=True), spend=budget.spend)
    rows = _rows(text, declared.group(1) if declared else _delimiter(text, name))
    for number, cells in enumerate(rows, start=1):
        filled = [(column, " ".join(cell.split())) for column, cell in enumerate(cells, start=1) if cell.strip()]
        if filled:
            writer.add(_grid_row(number, filled))
    writer.finish()
    blocks = stream.blocks()
    words = [part for cells in rows for cell in cells for part in cell.split()]
    tables = sum(block.kind is BlockKind.TABLE for block in blocks)
    return ParsedDocument("", blocks, seen=Amounts(len(words), sum(map(len, words)), tables))


def _grid_row(number: int, filled: list[tuple[int, str]]) -> GridRow:
    columns, texts = zip(*filled, strict=True)
    return GridRow(number, columns, texts, "".join(map(_kind, texts)))


def _kind(text: str) -> CellKind:
    if len(text) > _LONGEST_NUMBER:
        return CellKind.TEXT
    if _PERIOD.fullmatch(text):
        return CellKind.PERIOD
    return CellKind.NUMBER if _NUMBER.fullmatch(text) else CellKind.TEXT


def _delimiter(text: str, name: str) -> str:
    """The delimiter that parts most rows into the same number of cells, or a character that no file contains."""
    sample = text[:_CHARACTERS_LOOKED_AT]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1] or sample
    shares = {delimiter: _share_of_rows(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: (shares[delimiter], delimiter == "\t" and _is_tabbed(name)))
    if shares[best] >= _SHARE_OF_ROWS or (shares[best] and _is_tight(sample, best)):
        return best
    return _NO_DELIMITER


def _is_tabbed(name: str) -> bool:
    return name.lower().endswith(_TABBED)


def _share_of_rows(sample: str, delimiter: str) -> float:
    """The share of rows with the most frequent number of cells, not counting one."""
    counts = Counter(sum(1 for _ in row) for row in _rows(sample, delimiter) if any(map(str.strip, row)))
    several = [rows for width, rows in counts.items() if width > 1]
    return max(several) / counts.total() if several else 0.0


def _is_tight(sample: str, delimiter: str) -> bool:
    """True if the delimiter mostly has no space behind it, as a comma in a sentence has."""
    return sample.count(delimiter + " ") * 2 < sample.count(delimiter)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The records; an empty line is an empty one. A quotation mark that is never closed ends with its line."""
    try:
        rows = _parsed(text, delimiter, strict=True)
    except csv.Error as error:
        if _UNCLOSED in str(error):
            return _line_by_line(text, delimiter)
        try:
            rows = _parsed(text, delimiter)
        except csv.Error:  # a cell of more than 128 KiB
            return _line_by_line(text, delimiter)
    return _line_by_line(text, delimiter) if _swallows_rows(rows, delimiter) else rows


def _parsed(text: str, delimiter: str, *, strict: bool = False) -> list[list[str]]:
    return [*csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=strict)]


def _line_by_line(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for line in StringIO(text):
        try:
            rows += _parsed(line, delimiter, strict=True)
        except csv.Error:
            rows.append(line.split(delimiter))
    return rows


def _swallows_rows(rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    """True if a cell contains lines that are rows: its quotation mark was closed by that of another cell."""
    widths = Counter(len(row) for row in rows if len(row) >= _FEWEST_CELLS)
    if not widths:
        return False
    usual = widths.most_common(1)[0][0] - 1
    return any(
        sum(line.count(delimiter) == usual for line in cell.split("\n")[1:-1]) >= _FEWEST_ROWS
        for row in rows
        for cell in row
        if "\n" in cell
    )
