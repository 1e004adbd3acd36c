"""Workbooks to blocks: each sheet is a section, and its rows are tables and paragraphs as a person sees them."""

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.damage import check_archive, damage_reported
from trendsqa.corpus.readers.tables.character_budget import CharacterBudget
from trendsqa.corpus.readers.xlsx.cells import CellReader
from trendsqa.corpus.readers.xlsx.package import WorkbookPackage
from trendsqa.corpus.readers.xlsx.sheet_reading import SheetReader
from trendsqa.corpus.readers.xlsx.strings import shared_strings
from trendsqa.corpus.readers.xlsx.styles import cell_styles
from trendsqa.corpus.readers.xlsx.tally import Tally
from trendsqa.corpus.readers.xlsx.workbook import SheetEntry, WorkbookFacts, workbook_facts

__all__ = ["read_xlsx"]

_SHEET_LEVEL = 2
"""Level of the heading that is a sheet's name; a heading of level 1 would become the document's title."""


def read_xlsx(data: bytes, name: str, max_characters: int) -> ParsedDocument:
    """The blocks of a workbook without what is hidden or struck out; ``name`` is for messages.

    Raises:
        UnreadableFileError: The workbook is damaged, or gives more than ``max_characters``.
    """
    check_archive(data, name)
    with damage_reported(name, "an XLSX workbook"):
        package = WorkbookPackage(data, name)
        facts = workbook_facts(package)
        cells, tally = _cell_reader(package, facts), Tally(CharacterBudget(name, max_characters))
        blocks = [
            block for sheet in facts.sheets for block in _sheet_blocks(sheet, SheetReader(sheet, package, cells, tally))
        ]
    tally.tables = sum(block.kind is BlockKind.TABLE for block in blocks)
    return ParsedDocument(
        facts.title,
        tuple(blocks),
        changed=facts.changed,
        seen=tally.seen,
        left_out=tally.left_out,
        losses=tally.losses,
    )


def _cell_reader(package: WorkbookPackage, facts: WorkbookFacts) -> CellReader:
    return CellReader(
        shared_strings(package, facts.strings_part),
        cell_styles(package, facts.styles_part),
        facts.from_1904,
        facts.calculated_on_load,
    )


def _sheet_blocks(sheet: SheetEntry, reading: SheetReader) -> list[ParsedBlock]:
    """The sheet's heading and blocks; a hidden sheet, or one without content, has none."""
    if not sheet.visible:
        reading.leave_out()
        return []
    blocks = reading.blocks()
    if not blocks:
        return []
    reading.tally.shows(sheet.title)
    reading.tally.headings += 1
    return [ParsedBlock(BlockKind.HEADING, sheet.title, level=_SHEET_LEVEL), *blocks]
