"""The parts of a workbook's archive, read as streams of XML elements; no part is ever held as a whole.

openpyxl is not used for reading: in its streaming mode it has no merged cells, no hidden rows and no comments, it gives
either formulas or values, and it does not read Strict Open XML.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from trendsqa.errors import UnreadableFileError

__all__ = ["Relationship", "WorkbookPackage", "local_name"]

_CHUNK_BYTES = 2**16
# All parts of one workbook, unpacked; two passes over each sheet are made. A million full rows have about this much.
_MOST_BYTES = 2 * 2**30
# Tags since the last element that was asked for, which stay in memory: a full row of 16,384 cells has about 200,000.
_MOST_TAGS = 1_000_000
# Rows, each twice, and strings; a full sheet has 1,048,576 rows.
_MOST_ELEMENTS = 4_000_000


@dataclass(frozen=True, slots=True)
class Relationship:
    """A part that another part refers to: ``kind`` is the last word of its type ("worksheet", "comments")."""

    key: str
    kind: str
    target: str


class WorkbookPackage:
    """A workbook's archive; part names have no leading slash and match without regard to case."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._entries = {_plain(entry.filename): entry for entry in self._archive.infolist()}
        self._bytes = self._elements = 0

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._entries

    def elements(self, part: str, *names: str) -> Iterator[etree._Element]:
        """The elements of a part with one of these local names, each complete, in order of their ends.

        An element is emptied when the next is asked for. None if there is no such part.

        Raises:
            UnreadableFileError: The part has a document type, or is larger than any workbook's.
            lxml.etree.XMLSyntaxError: The part is damaged.
        """
        entry = self._entries.get(_plain(part))
        if entry is None:
            return
        parser = etree.XMLPullParser(
            events=("end",), tag=[f"{{*}}{name}" for name in names], resolve_entities=False, no_network=True
        )
        tags, first = 0, True
        with self._archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                tags += chunk.count(b"<")
                self._check_size(len(chunk), tags, part)
                parser.feed(chunk)
                for _, found in parser.read_events():
                    element: etree._Element = found  # type: ignore[assignment]
                    if first:
                        self._check_type(element, part)
                    yield element
                    _empty(element)
                    tags, first = 0, False
                    self._elements += 1
        parser.close()

    def relationships(self, part: str) -> list[Relationship]:
        """The parts that ``part`` refers to, without links to the outside; of the whole workbook for an empty name."""
        folder, _, file = part.rpartition("/")
        found = []
        for element in self.elements(posixpath.join(folder, "_rels", f"{file}.rels"), "Relationship"):
            if element.get("TargetMode") == "External":
                continue
            target = unquote(element.get("Target", ""))
            joined = target if target.startswith("/") else posixpath.join(folder, target)
            kind = element.get("Type", "").rpartition("/")[2]
            found.append(Relationship(element.get("Id", ""), kind, posixpath.normpath(joined).lstrip("/")))
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts of one kind that ``part`` refers to."""
        return [found.target for found in self.relationships(part) if found.kind == kind]

    def _check_size(self, more: int, tags: int, part: str) -> None:
        self._bytes += more
        if self._bytes > _MOST_BYTES or tags > _MOST_TAGS or self._elements > _MOST_ELEMENTS:
            raise UnreadableFileError(
                f"{self._name} has more content in {part} than a sheet can show. "
                f"Open it in its own program, delete what is empty, save it again, and add the new file."
            )

    def _check_type(self, element: etree._Element, part: str) -> None:
        # ECMA-376, part 2, forbids a document type; its entities would hide text or unfold to gigabytes.
        if element.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFileError(
                f"{self._name} declares a document type in {part}, which no workbook does. "
                f"Open it in its own program, save it again, and add the new file."
            )


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, which differs between Strict and Transitional files."""
    return str(element.tag).rpartition("}")[2]


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()


def _empty(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while parent[0] is not element:
            del parent[0]
