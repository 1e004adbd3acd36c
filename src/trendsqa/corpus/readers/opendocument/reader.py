"""OpenDocument texts to blocks: headings, lists with their numbers, tables, notes and text boxes.

Own code and not odfpy, which has no walk in reading order, no numbering, and no release since 2020.
"""

import zipfile
from io import BytesIO

from lxml import etree

from trendsqa.corpus.documents.coverage import Amounts
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.amounts_left_out import LeftOutTexts, amounts_of
from trendsqa.corpus.readers.changed_date import iso_date
from trendsqa.corpus.readers.damage import check_archive, damage_reported
from trendsqa.corpus.readers.opendocument.inline import plain_text
from trendsqa.corpus.readers.opendocument.names import qualified
from trendsqa.corpus.readers.opendocument.styles import OdtStyles
from trendsqa.corpus.readers.opendocument.walk import OdtWalk
from trendsqa.corpus.readers.parsed_xml import local_name, parsed_xml
from trendsqa.errors import UnreadableFileError

__all__ = ["read_odt"]

_MARGINS = frozenset({"header", "footer", "header-left", "footer-left", "header-first", "footer-first"})


def read_odt(data: bytes, name: str) -> ParsedDocument:
    """The blocks of an OpenDocument text; ``name`` is for messages.

    Raises:
        UnreadableFileError: The file is damaged, has a password, or unpacks to an unreasonable size.
    """
    check_archive(data, name)
    with damage_reported(name, "an ODT document"), zipfile.ZipFile(BytesIO(data)) as package:
        if b"encryption-data" in _part(package, "META-INF/manifest.xml"):
            raise UnreadableFileError(
                f"{name} is protected with a password. Open it, save it without the password, and add it again."
            )
        content = parsed_xml(package.read("content.xml"))
        styles = _xml(package, "styles.xml")
        meta = _xml(package, "meta.xml")
        return _document(content, styles, meta)


def _document(content: etree._Element, styles: etree._Element, meta: etree._Element) -> ParsedDocument:
    body = content.find(f"{qualified('office:body')}/{qualified('office:text')}")
    left_out = LeftOutTexts()
    margins = [plain_text(part) for part in styles.iter() if local_name(part) in _MARGINS]
    left_out.add("headers and footers", " ".join(margins))
    walk = OdtWalk(OdtStyles((styles, content)), left_out)
    if body is not None:
        walk.container(body)
    return ParsedDocument(
        title=" ".join((meta.findtext(f".//{qualified('dc:title')}") or "").split()),
        blocks=walk.blocks(),
        changed=iso_date(meta.findtext(f".//{qualified('dc:date')}") or ""),
        seen=_seen(body, margins),
        left_out=left_out.parts(),
    )


def _seen(body: etree._Element | None, margins: list[str]) -> Amounts:
    """The amounts of the file's text, deleted and hidden text included."""
    if body is None:
        return Amounts()
    deleted = [plain_text(part) for part in body.iter(qualified("text:deletion"))]
    return amounts_of(
        [plain_text(body), *deleted, *margins],
        tables=len(list(body.iter(qualified("table:table")))),
        notes=len(list(body.iter(qualified("text:note")))),
        headings=len(list(body.iter(qualified("text:h")))),
    )


def _part(package: zipfile.ZipFile, part: str) -> bytes:
    return package.read(part) if part in package.namelist() else b""


def _xml(package: zipfile.ZipFile, part: str) -> etree._Element:
    """The part's root; an empty element if the file has no such part."""
    content = _part(package, part)
    return parsed_xml(content) if content.strip() else etree.Element("absent")
