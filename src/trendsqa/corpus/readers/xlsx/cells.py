"""A cell of a sheet as the program shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from trendsqa.corpus.readers.tables.grid_row import CellKind
from trendsqa.corpus.readers.xlsx.number_formats import shown_number, shown_text
from trendsqa.corpus.readers.xlsx.strings import CellText, cell_text, parted, unescaped
from trendsqa.corpus.readers.xlsx.styles import PLAIN_STYLE, CellStyle

__all__ = ["NOT_CALCULATED", "CellReader", "ShownCell"]

NOT_CALCULATED = "[not calculated]"
"""Stands for the result of a formula that the file does not contain: a total is never shown as blank."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell: its words, those that are struck out, and those that its number format hides.

    ``uncalculated`` is true for a formula without a usable result, and ``formula`` for any.
    """

    text: str
    kind: CellKind = CellKind.TEXT
    bold: bool = False
    struck: str = ""
    hidden: str = ""
    formula: bool = False
    uncalculated: bool = False

    @property
    def all_text(self) -> str:
        """The words, those that are struck out or hidden included."""
        return " ".join(filter(None, (self.text, self.struck, self.hidden)))


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells of one workbook.

    ``calculated_on_load``: results are computed when the file is opened. A zero beside a formula is then what programs
    write that cannot compute, and may be false.
    """

    strings: Sequence[CellText]
    styles: Sequence[CellStyle]
    from_1904: bool = False
    calculated_on_load: bool = False

    def shown(self, cell: etree._Element) -> ShownCell | None:
        """The cell as shown; None if it has neither a value nor a formula.

        Raises:
            IndexError: It refers to a string that the workbook does not have.
        """
        value, formula, inline = _content(cell)
        kind = cell.get("t", "n")
        style = self._style(cell.get("s", "0"))
        if formula and self._lacks_result(kind, value):
            return ShownCell(NOT_CALCULATED, CellKind.NUMBER, style.bold, formula=True, uncalculated=True)
        if kind == "inlineStr" and inline is not None:
            return _text_cell(cell_text(inline), style, formula=formula)
        if value is None or (not value and not formula):
            return None
        if kind == "s":
            return _text_cell(self.strings[int(value)], style, formula=formula)
        if kind == "str":
            return _text_cell(unescaped(value), style, formula=formula)
        return self._valued(kind, value.strip(), style, formula=formula)

    def _style(self, number: str) -> CellStyle:
        place = int(number) if number.isdecimal() else 0
        return self.styles[place] if place < len(self.styles) else PLAIN_STYLE

    def _lacks_result(self, kind: str, value: str | None) -> bool:
        if value is None:
            return True
        if kind == "str":
            return False  # an empty text is a result
        return not value.strip() or (self.calculated_on_load and kind == "n" and value.strip() == "0")

    def _valued(self, kind: str, value: str, style: CellStyle, *, formula: bool) -> ShownCell:
        hidden = ""
        if kind == "n":
            found = shown_number(value, style.number_format, from_1904=self.from_1904)
            text, of_kind = " ".join(found.text.split()), found.kind
            if not text and value.strip("0.-"):
                hidden = value
        elif kind == "b":
            text, of_kind = ("TRUE" if value in {"1", "true"} else "FALSE"), CellKind.NUMBER
        elif kind == "d":
            text, of_kind = value.removesuffix("T00:00:00").replace("T", " "), CellKind.PERIOD
        else:
            text, of_kind = value, CellKind.NUMBER  # an error, as the program shows it
        if style.struck:
            return ShownCell("", of_kind, struck=text, hidden=hidden, formula=formula)
        return ShownCell(text, of_kind, style.bold, hidden=hidden, formula=formula)


def _content(cell: etree._Element) -> tuple[str | None, bool, etree._Element | None]:
    """The stored value, None if there is none; true for a formula; and the text that stands in the cell itself."""
    value, formula, inline = None, False, None
    for child in cell:
        name = str(child.tag).rpartition("}")[2]
        if name == "v":
            value = child.text or ""
        elif name == "f":
            formula = True
        elif name == "is":
            inline = child
    return value, formula, inline


def _text_cell(content: CellText, style: CellStyle, *, formula: bool) -> ShownCell:
    kept, struck = (" ".join(words.split()) for words in parted(content, struck=style.struck))
    text = shown_text(kept, style.number_format) if style.number_format not in {"General", "@"} else kept
    hidden = kept if kept and not text else ""
    return ShownCell(" ".join(text.split()), CellKind.TEXT, style.bold, struck, hidden, formula)
