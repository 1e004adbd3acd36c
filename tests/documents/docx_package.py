"""Word documents written part by part, for markup that python-docx cannot write."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import relpath, split
from xml.sax.saxutils import escape

_SCHEMAS = "http://schemas.openxmlformats.org"
_NAMESPACES = {
    "w": f"{_SCHEMAS}/wordprocessingml/2006/main",
    "r": f"{_SCHEMAS}/officeDocument/2006/relationships",
    "m": f"{_SCHEMAS}/officeDocument/2006/math",
    "mc": f"{_SCHEMAS}/markup-compatibility/2006",
    "a": f"{_SCHEMAS}/drawingml/2006/main",
    "dgm": f"{_SCHEMAS}/drawingml/2006/diagram",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES.items())
_RELATION = f"{_SCHEMAS}/officeDocument/2006/relationships"
_CORE = f"{_SCHEMAS}/package/2006/relationships/metadata/core-properties"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass
class WordFile:
    """The parts of a document: the inside of each root element. ``others`` are parts by id: kind, name, bytes, type."""

    body: str = ""
    styles: str = ""
    numbering: str = ""
    footnotes: str = ""
    endnotes: str = ""
    comments: str = ""
    settings: str = ""
    header: str = ""
    title: str | None = None
    changed: str = ""
    main: str = "word/document.xml"
    main_type: str = f"{_WORD}.document.main+xml"
    strict: bool = False
    links: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, tuple[str, str, bytes, str]] = field(default_factory=dict)

    def saved(self) -> bytes:
        """The file's bytes."""
        folder, name = split(self.main)
        named = {
            kind: (f"{folder}/{kind}.xml", _root(root, getattr(self, kind)))
            for kind, root in (("styles", "styles"), ("numbering", "numbering"), ("footnotes", "footnotes"),
                               ("endnotes", "endnotes"), ("comments", "comments"), ("settings", "settings"),
                               ("header", "hdr"))
            if getattr(self, kind)
        }  # fmt: skip
        relations = [_relation(kind, kind, relpath(path, folder)) for kind, (path, _) in named.items()]
        relations += [_relation(key, kind, relpath(path, folder)) for key, (kind, path, _, _) in self.others.items()]
        relations += [_link(key, address) for key, address in self.links.items()]
        parts = dict(named.values()) | {self.main: _root("document", f"<w:body>{self.body}</w:body>")}
        parts[f"{folder}/_rels/{name}.rels"] = _relations("".join(relations))
        roots = _relation("main", "officeDocument", self.main)
        if self.title is not None or self.changed:
            roots += f'<Relationship Id="core" Type="{_CORE}" Target="docProps/core.xml"/>'
            parts["docProps/core.xml"] = self._core()
        parts["_rels/.rels"] = _relations(roots)
        texts = {path: (_as_strict(text) if self.strict else text).encode() for path, text in parts.items()}
        return self._packed(texts | {path: data for _, path, data, _ in self.others.values()})

    def _core(self) -> str:
        return (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"<dc:title>{escape(self.title or '')}</dc:title><dcterms:modified>{self.changed}</dcterms:modified>"
            "</cp:coreProperties>"
        )

    def _packed(self, parts: Mapping[str, bytes]) -> bytes:
        kinds = {self.main: self.main_type} | {path: kind for _, path, _, kind in self.others.values()}
        types = "".join(f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in kinds.items())
        defaults = '<Default Extension="xml" ContentType="application/xml"/>'
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "[Content_Types].xml",
                f'<Types xmlns="{_SCHEMAS}/package/2006/content-types">{defaults}{types}</Types>',
            )
            for path, data in parts.items():
                archive.writestr(path, data)
        return out.getvalue()


def _root(name: str, inside: str) -> str:
    return f"<w:{name} {_DECLARED}>{inside}</w:{name}>"


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{inside}</Relationships>'


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_RELATION}/{kind}" Target="{target}"/>'


def _link(key: str, address: str) -> str:
    return f'<Relationship Id="{key}" Type="{_RELATION}/hyperlink" Target="{escape(address)}" TargetMode="External"/>'


def _as_strict(xml: str) -> str:
    """The part with the addresses of ISO/IEC 29500 Strict."""
    for family in ("wordprocessingml", "officeDocument", "drawingml"):
        xml = xml.replace(f"{_SCHEMAS}/{family}/2006/", f"http://purl.oclc.org/ooxml/{family}/")
    return xml


def run(text: str, properties: str = "") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph; content that is no markup becomes a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(one if one.startswith("<") else run(one) for one in content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """A cell; content that is no block becomes a paragraph."""
    blocks = (one if one.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else paragraph(one) for one in content or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; a cell that is no markup becomes one."""
    inside = "".join(one if one.startswith(("<w:tc>", "<w:sdt>")) else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    """A table."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def control(inside: str, properties: str = "") -> str:
    """A content control around anything."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def text_box(*blocks: str) -> str:
    """A run with a text box as Word writes it: once for itself and once for older programs."""
    inside = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field_marks(code: str, *result: str) -> str:
    """A field with its code and its result."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    coded = f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
    return f"{marks['begin']}{coded}{marks['separate']}{''.join(result)}{marks['end']}"


def style(
    key: str, name: str = "", based: str = "", paragraph: str = "", words: str = "", kind: str = "paragraph"
) -> str:
    """A style with properties for its paragraphs and its words."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name or key}"/>{base}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{words}</w:rPr></w:style>"
    )


def in_list(number: int, level: int = 0) -> str:
    """The property of a paragraph that makes it an item."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def levels(key: int, *forms: tuple[str, str], inside: str = "") -> str:
    """A definition of list levels with these (format, pattern), each starting at 1."""
    return (
        f'<w:abstractNum w:abstractNumId="{key}">{inside}'
        + "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
            for at, (form, pattern) in enumerate(forms)
        )
        + "</w:abstractNum>"
    )


def numbered(number: int, definition: int, inside: str = "") -> str:
    """A list of a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{inside}</w:num>'
