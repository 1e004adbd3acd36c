"""Workbooks to blocks: each sheet is a section, its rows are tables short enough to quote."""

import datetime as dt
import warnings
from collections.abc import Iterator
from io import BytesIO

from openpyxl import load_workbook

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.damage import check_archive, damage_reported
from trendsqa.errors import UnreadableFileError

__all__ = ["read_xlsx"]

# Largest table block, about a passage: rows, and characters unless a single row is longer.
_BLOCK_ROWS = 20
_BLOCK_CHARACTERS = 1000
_SEPARATOR = " | "


def read_xlsx(data: bytes, name: str, max_characters: int) -> ParsedDocument:
    """The blocks of a workbook, hidden sheets left out; ``name`` is for messages.

    Raises:
        UnreadableFileError: The workbook is damaged, or gives more than ``max_characters``.
    """
    check_archive(data, name)
    with damage_reported(name, "an XLSX workbook"), warnings.catch_warnings():
        # openpyxl warns about extensions and validation rules that it skips; none of them is text.
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True)
        blocks: list[ParsedBlock] = []
        characters = 0
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            blocks.append(ParsedBlock(BlockKind.HEADING, str(sheet.title), level=1))
            for block in _table_blocks(_rows(sheet)):
                characters += len(block.text)
                if characters > max_characters:
                    raise UnreadableFileError(
                        f"{name} holds more than {max_characters} characters, the limit. "
                        f"Split it, or raise `reading.max_characters` in trendsqa.toml."
                    )
                blocks.append(block)
        title = str(workbook.properties.title or "")
        workbook.close()
    if not any(block.kind is BlockKind.TABLE for block in blocks):
        blocks = []
    return ParsedDocument(title, tuple(blocks))


def _rows(sheet: object) -> Iterator[str]:
    """The sheet's rows that are not empty, cells joined with a bar."""
    # The size that a file states may be the whole grid, so the rows themselves are used.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        cells = [_shown(cell.value, str(getattr(cell, "number_format", ""))) for cell in row]
        if any(cells):
            yield _SEPARATOR.join(cell for cell in _without_empty_end(cells))


def _table_blocks(rows: Iterator[str]) -> Iterator[ParsedBlock]:
    collected: list[str] = []
    length = 0
    for row in rows:
        if collected and (len(collected) == _BLOCK_ROWS or length + len(row) > _BLOCK_CHARACTERS):
            yield ParsedBlock(BlockKind.TABLE, "\n".join(collected))
            collected, length = [], 0
        collected.append(row)
        length += len(row)
    if collected:
        yield ParsedBlock(BlockKind.TABLE, "\n".join(collected))


def _shown(value: object, number_format: str) -> str:
    """A cell's value about as a spreadsheet program shows it, on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, float) or (isinstance(value, int) and "%" in number_format):
        return _number(float(value), number_format)
    return " ".join(str(value).split())


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        decimals = len(number_format.partition(".")[2].partition("%")[0])
        return f"{value * 100:.{min(decimals, 10)}f}%"
    # A spreadsheet keeps fifteen digits; the rest is binary rounding noise.
    return f"{value:.15g}"


def _without_empty_end(cells: list[str]) -> list[str]:
    last = max(index for index, cell in enumerate(cells) if cell)
    return cells[: last + 1]
