"""The workbook's own parts: which sheets there are, in what order, and how numbers become dates."""

import re
from dataclasses import dataclass

from trendsqa.corpus.readers.xlsx.package import WorkbookPackage, local_name

__all__ = ["SheetEntry", "WorkbookFacts", "workbook_facts"]

_USUAL_PART = "xl/workbook.xml"
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")
_TRUE = {"1", "true", "on"}


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet: its name, the name of its part, and true if the program shows it."""

    title: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class WorkbookFacts:
    """Facts that the workbook states about itself.

    ``calculated_on_load`` is true if the program computes all formulas when it opens the file, so that the values
    stored beside them need not be right.
    """

    title: str
    changed: str
    sheets: tuple[SheetEntry, ...]
    strings_part: str
    styles_part: str
    from_1904: bool
    calculated_on_load: bool


def workbook_facts(package: WorkbookPackage) -> WorkbookFacts:
    """The facts of a workbook.

    Raises:
        ValueError: There is no workbook part, or the part of a sheet is missing.
    """
    main = next(iter(package.related("", "officeDocument")), _USUAL_PART)
    if main not in package:
        raise ValueError(f"it has no part {main}")
    related = package.relationships(main)
    parts = {found.key: found for found in related}
    sheets, from_1904, calculated = [], False, False
    for element in package.elements(main, "workbookPr", "sheet", "calcPr"):
        name = local_name(element)
        if name == "workbookPr":
            from_1904 = element.get("date1904", "") in _TRUE
        elif name == "calcPr":
            calculated = element.get("fullCalcOnLoad", "") in _TRUE
        else:
            keys = [value for key, value in element.attrib.items() if str(key).endswith("}id")]
            found = parts.get(str(keys[0])) if keys else None
            if found is not None and found.kind == "worksheet":
                if found.target not in package:
                    raise ValueError(f"the part {found.target} of a sheet is missing")
                visible = element.get("state", "visible") == "visible"
                sheets.append(SheetEntry(str(element.get("name", "")), found.target, visible))
    title, changed = _properties(package)
    return WorkbookFacts(
        title=title,
        changed=changed,
        sheets=tuple(sheets),
        strings_part=next((found.target for found in related if found.kind == "sharedStrings"), ""),
        styles_part=next((found.target for found in related if found.kind == "styles"), ""),
        from_1904=from_1904,
        calculated_on_load=calculated,
    )


def _properties(package: WorkbookPackage) -> tuple[str, str]:
    """Title and date of the last change."""
    title = changed = ""
    for kind in ("core-properties", "coreProperties"):  # the second in Strict files
        for part in package.related("", kind):
            for element in package.elements(part, "title", "modified"):
                text = (element.text or "").strip()
                if local_name(element) == "title":
                    title = text
                elif _DATE.fullmatch(text):
                    changed = text
    return title, changed
