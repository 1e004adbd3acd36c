"""Kind of a package: Open XML by its relationship and content types, OpenDocument by its declared type.

Parts may have any names, so that names decide only if a package declares nothing.
"""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from trendsqa.corpus.readers.recognising.formats import DOCX, ODT, PPTX, SUPPORTED, XLSX
from trendsqa.errors import UnreadableFileError

__all__ = ["package_type"]

_MAIN_RELATIONSHIP = "/relationships/officeDocument"
"""End of the relationship's type, in the transitional and in the strict form (ECMA-376, part 1, annex F)."""
_OPEN_XML = {"wordprocessingml": DOCX, "ms-word": DOCX, "spreadsheetml": XLSX, "ms-excel": XLSX}
_OPEN_XML |= {"presentationml": PPTX, "ms-powerpoint": PPTX}
_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_OPENDOCUMENT = "application/vnd.oasis.opendocument."
# Files that declare what they are take a few kilobytes.
_MOST_BYTES = 2**20
_OTHERS = {
    f"{_OPENDOCUMENT}spreadsheet": ("an OpenDocument workbook (ODS)", "Save it as XLSX and add that file."),
    f"{_OPENDOCUMENT}presentation": ("an OpenDocument presentation (ODP)", "Save it as PPTX or PDF and add that file."),
    "application/epub+zip": ("an e-book (EPUB)", "Convert it to HTML or PDF and add that file."),
    "binary": ("a binary Excel workbook (XLSB)", "Save it as XLSX and add that file."),
    "iwork": ("a Pages, Numbers or Keynote document", "Export it as DOCX, XLSX, PPTX or PDF and add that file."),
    "opendocument": ("an OpenDocument file of another kind", "Save it as PDF and add that file."),
    "archive": ("an archive", f"Unpack it and add the files it contains. What can be read is {SUPPORTED}."),
}


def package_type(data: bytes, name: str) -> str:
    """The media type of a package.

    Raises:
        UnreadableFileError: It is damaged, or of a kind that cannot be read.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            found = _kind(package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFileError(
            f"{name} is a damaged Office file or archive ({error}). "
            f"Open it in its own program, save it again, and add the new file."
        ) from error
    if found in _OTHERS:
        what, advice = _OTHERS[found]
        raise UnreadableFileError(f"{name} is {what}, which cannot be read. {advice}")
    return found


def _kind(package: zipfile.ZipFile) -> str:
    """The media type, or a key of ``_OTHERS``."""
    names = set(package.namelist())
    declared = _beginning(package, names, "mimetype").decode("ascii", "replace").strip()
    if declared.removesuffix("-template") == ODT:
        return ODT
    if declared.startswith(_OPENDOCUMENT):
        return declared.removesuffix("-template") if declared.removesuffix("-template") in _OTHERS else "opendocument"
    if declared in _OTHERS:
        return declared
    if any(part.endswith(".iwa") or part == "Index.zip" for part in names):
        return "iwork"
    return _open_xml(package, names) or next((kind for part, kind in _PARTS.items() if part in names), "archive")


def _open_xml(package: zipfile.ZipFile, names: set[str]) -> str:
    """The kind of the package's main part by its content type; empty if there is none."""
    relations = _parsed(_beginning(package, names, "_rels/.rels"))
    types = _parsed(_beginning(package, names, "[Content_Types].xml"))
    for relation in relations:
        if relation.get("Type", "").endswith(_MAIN_RELATIONSHIP):
            declared = _content_type(types, unquote(relation.get("Target", "")).lstrip("/"))
            if "sheet.binary" in declared:
                return "binary"
            return next((kind for sign, kind in _OPEN_XML.items() if sign in declared), "")
    return ""


def _content_type(types: list[etree._Element], part: str) -> str:
    """The part's own content type, or that of its ending."""
    ending = PurePosixPath(part).suffix.removeprefix(".").lower()
    default = ""
    for declaration in types:
        if declaration.get("PartName", "").lstrip("/").lower() == part.lower():
            return str(declaration.get("ContentType", ""))
        if declaration.get("Extension", "").lower() == ending:
            default = str(declaration.get("ContentType", ""))
    return default


def _beginning(package: zipfile.ZipFile, names: set[str], part: str) -> bytes:
    """The first bytes of a part, empty without it: a hostile package unpacks to gigabytes."""
    if part not in names:
        return b""
    with package.open(part) as opened:
        return opened.read(_MOST_BYTES)


def _parsed(xml: bytes) -> list[etree._Element]:
    """The elements of a declaring part; none if it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    root = etree.fromstring(xml, parser) if xml.strip() else None
    return [] if root is None else [element for element in root if isinstance(element.tag, str)]
