"""Small Word documents: what python-docx cannot write by itself is added as XML."""

from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shared import OxmlElement


def saved(document) -> bytes:
    """The bytes of a python-docx document."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def numbered_document(levels: list[tuple[str, str]], paragraphs: list[tuple[str, int | None]]) -> bytes:
    """A document with one list of these (format, pattern) levels; each paragraph has a level, or None."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    definitions = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, (form, pattern) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{definitions}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="900"><w:abstractNumId w:val="900"/></w:num>'))
    for text, level in paragraphs:
        paragraph = document.add_paragraph(text)
        if level is not None:
            properties = paragraph._p.get_or_add_pPr()
            number = OxmlElement("w:numPr")
            for name, value in (("w:ilvl", level), ("w:numId", 900)):
                child = OxmlElement(name)
                child.set(qn("w:val"), str(value))
                number.append(child)
            properties.append(number)
    return saved(document)


def add_link(paragraph, text: str, address: str) -> None:
    """Words at the end of a paragraph that lead to an address."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    key = paragraph.part.relate_to(address, kind, is_external=True)
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>')
    )
