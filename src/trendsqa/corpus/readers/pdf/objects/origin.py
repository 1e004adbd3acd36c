"""Statements of a PDF about itself as a file: its title, the day of its last change, and the files attached to it."""

import re
from datetime import date
from typing import Any

from pypdf.errors import PyPdfError

from trendsqa.corpus.documents.coverage import LeftOut
from trendsqa.corpus.readers.pdf.objects.resolving import items, mapping, name_tree, number_of, resolved

__all__ = ["attached_files", "last_change", "stored_title"]

# D:YYYYMMDD…; month and day may be missing, and a date that is only a year is not one.
_DATE = re.compile(r"(?:D:)?\s*(\d{4})-?(\d{2})-?(\d{2})")


def stored_title(reader: Any) -> str:
    """The title in the file's information, else in its XMP; empty if it has none."""
    information = mapping(reader.trailer.get("/Info"))
    title = resolved(information.get("/Title"))
    if isinstance(title, str) and title.strip():
        return str(title)
    return _xmp_title(reader)


def _xmp_title(reader: Any) -> str:
    # A damaged packet has no title, and leaves the rest of the file whole.
    if not mapping(mapping(reader.trailer["/Root"]).get("/Metadata")):
        return ""
    try:
        found = reader.xmp_metadata
        titles = found.dc_title if found is not None else None
    except (PyPdfError, ValueError, TypeError, AttributeError, KeyError):
        return ""
    if not titles:
        return ""
    return str(titles.get("x-default") or next(iter(titles.values())) or "")


def last_change(reader: Any) -> str:
    """The day of the file's last change (ISO 8601) as it says it; empty if it does not."""
    stored = resolved(mapping(reader.trailer.get("/Info")).get("/ModDate"))
    found = _DATE.match(stored.strip()) if isinstance(stored, str) else None
    if found is None:
        return ""
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return ""


def attached_files(reader: Any) -> tuple[LeftOut, ...]:
    """The files attached to the file open in ``reader``, as left out; nothing if there are none."""
    root = mapping(reader.trailer["/Root"])
    attached = {_key(file) for _, file in name_tree(mapping(root.get("/Names")).get("/EmbeddedFiles"))}
    attached |= {
        _key(mapping(mapping(annotation).get("/FS")))
        for page in reader.pages
        for annotation in items(page.get("/Annots"))
        if mapping(annotation).get("/Subtype") == "/FileAttachment"
    }
    if not attached:
        return ()
    return (LeftOut(f"{len(attached)} attached {'file' if len(attached) == 1 else 'files'}", 0, 0),)


def _key(file: Any) -> int:
    number = number_of(file)
    return id(file) if number is None else number
