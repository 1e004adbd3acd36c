"""Styles of a workbook's cells: the number format, and bold or struck-out letters."""

from dataclasses import dataclass

from lxml import etree

from trendsqa.corpus.readers.xlsx.number_formats import GENERAL
from trendsqa.corpus.readers.xlsx.package import WorkbookPackage, local_name

__all__ = ["PLAIN_STYLE", "CellStyle", "cell_styles", "is_on"]

# The formats that a file may use without writing them down (ECMA-376, part 1, 18.8.30). Dates and times follow the
# reader's country there, and so they are written as ISO 8601 does; currencies do too, and so they have no sign.
_DATE = "yyyy-mm-dd"
_BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "#,##0;-#,##0",
    6: "#,##0;-#,##0",
    7: "#,##0.00;-#,##0.00",
    8: "#,##0.00;-#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: _DATE,
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "hh:mm",
    21: "hh:mm:ss",
    22: f"{_DATE} hh:mm",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), _DATE),
    **dict.fromkeys(range(32, 36), "hh:mm:ss"),
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: '#,##0;(#,##0);"-"',
    42: '#,##0;(#,##0);"-"',
    43: '#,##0.00;(#,##0.00);"-"',
    44: '#,##0.00;(#,##0.00);"-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
# Programs write 65,490 at most.
_MOST_STYLES = 100_000


@dataclass(frozen=True, slots=True)
class CellStyle:
    """Look of a cell, as far as it bears on its text."""

    number_format: str = GENERAL
    bold: bool = False
    struck: bool = False


PLAIN_STYLE = CellStyle()


def cell_styles(package: WorkbookPackage, part: str) -> list[CellStyle]:
    """The styles in the order in which cells number them; empty without a part of styles.

    Raises:
        ValueError: There are more than any program writes.
    """
    formats = dict(_BUILT_IN)
    fonts: list[tuple[bool, bool]] = []
    styles: list[CellStyle] = []
    known: dict[CellStyle, CellStyle] = {}
    for element in package.elements(part, "numFmt", "font", "xf"):
        within = _parent(element)
        if within == "numFmts":
            formats[_number(element.get("numFmtId"))] = str(element.get("formatCode", GENERAL))
        elif within == "fonts":
            fonts.append((is_on(element, "b"), is_on(element, "strike")))
        elif within == "cellXfs":
            font = _number(element.get("fontId"))
            bold, struck = fonts[font] if font < len(fonts) else (False, False)
            style = CellStyle(formats.get(_number(element.get("numFmtId")), GENERAL), bold, struck)
            styles.append(known.setdefault(style, style))
        if max(len(styles), len(fonts), len(formats)) > _MOST_STYLES:
            raise ValueError(f"it has more than {_MOST_STYLES} styles")
    return styles


def is_on(element: etree._Element, name: str) -> bool:
    """True if a child of this name switches something on, as ``<b/>`` and ``<b val="1"/>`` do."""
    return any(local_name(child) == name and child.get("val", "1") not in {"0", "false", "off"} for child in element)


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
