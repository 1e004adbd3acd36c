"""Small workbooks: what openpyxl writes, and parts written by hand for what it cannot write."""

import zipfile
from dataclasses import dataclass, field
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def saved(workbook) -> bytes:
    """The bytes of an openpyxl workbook."""
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def cell(reference: str, value: object = "", formula: str = "", *, style: int = 0, kind: str = "") -> str:
    """A cell: a text in it if ``value`` is one, else a number; ``kind`` is its type if it has another."""
    if isinstance(value, str) and not kind and not formula:
        return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t>{value}</t></is></c>'
    begin = f'<c r="{reference}" s="{style}" t="{kind or "n"}">'
    return f"{begin}{formula and f'<f>{formula}</f>'}{'' if value is None else f'<v>{value}</v>'}</c>"


def row(number: int, *cells: str, attributes: str = "") -> str:
    """A row of cells."""
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


@dataclass
class RawWorkbook:
    """A workbook of one sheet from XML; ``before`` and ``after`` stand around the sheet's rows."""

    rows: str
    before: str = ""
    after: str = ""
    settings: str = ""
    styles: str = ""
    strings: str = ""
    sheet_parts: dict[str, tuple[str, str]] = field(default_factory=dict)  # name: type, content
    other_parts: dict[str, str] = field(default_factory=dict)
    main_part: str = "xl/workbook.xml"
    main: str = MAIN
    office: str = OFFICE

    def saved(self) -> bytes:
        """The bytes of the archive."""
        parts = {
            "_rels/.rels": self.related({"r1": ("officeDocument", f"/{self.main_part}")}),
            self.main_part: (
                f'<workbook xmlns="{self.main}" xmlns:r="{self.office}">{self.settings}'
                '<sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>'
            ),
            "xl/sheets/one.xml": (
                f'<worksheet xmlns="{self.main}">{self.before}<sheetData>{self.rows}</sheetData>{self.after}'
                "</worksheet>"
            ),
            "xl/sheets/_rels/one.xml.rels": self.related(
                {f"r{number}": (kind, f"/{name}") for number, (name, (kind, _)) in enumerate(self.sheet_parts.items())}
            ),
            "xl/styles.xml": f'<styleSheet xmlns="{self.main}">{self.styles}</styleSheet>',
            "xl/strings.xml": f'<sst xmlns="{self.main}">{self.strings}</sst>',
            **{name: content for name, (_, content) in self.sheet_parts.items()},
            **self.other_parts,
        }
        folder, _, file = self.main_part.rpartition("/")
        parts[f"{folder}/_rels/{file}.rels"] = self.related(
            {
                "r1": ("worksheet", "/xl/sheets/one.xml"),
                "r2": ("styles", "/xl/styles.xml"),
                "r3": ("sharedStrings", "/xl/strings.xml"),
            }
        )
        return archived(parts)

    def related(self, targets: dict[str, tuple[str, str]]) -> str:
        entries = "".join(
            f'<Relationship Id="{key}" Type="{self.office}/{kind}" Target="{target}"/>'
            for key, (kind, target) in targets.items()
        )
        return f'<Relationships xmlns="{PACKAGE}">{entries}</Relationships>'


def archived(parts: dict[str, str]) -> bytes:
    """The bytes of an archive with these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
