"""The parts of a Word document's archive, found by their relationships and never by their names.

Strict Open XML differs from the common form in the addresses of its namespaces alone, as far as text goes: they are
translated before a part is parsed.
"""

import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from posixpath import dirname, join, normpath, split
from urllib.parse import unquote

from lxml import etree

from trendsqa.corpus.readers.docx.parts.namespaces import Element, qualified

__all__ = ["DocxPart", "Package", "Relation"]

_ROOT = ""
_TYPES = "[content_types].xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TEMPLATE_CHANGED = "2013-12-23T23:15:00Z"
"""The date in the template of python-docx, which programs that use it leave in their files."""
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_DEFAULT_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}Default"
_OVERRIDDEN_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
# ISO/IEC 29500-1, annex A: each strict namespace has one common counterpart.
_STRICT = re.compile(
    rb"""((?:xmlns(?::[\w.-]+)?|Type|uri)\s*=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/([\w./-]+)(["'])"""
)
_RENAMED = {b"relationships/extendedProperties": b"relationships/extended-properties",
            b"relationships/customProperties": b"relationships/custom-properties"}  # fmt: skip
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part; ``target`` is a part's name, or an address if ``is_external``."""

    kind: str
    target: str
    is_external: bool


class DocxPart:
    """One part of the archive, read and parsed when first needed."""

    def __init__(self, package: "Package", name: str) -> None:
        self.name = name
        self._package = package

    @cached_property
    def root(self) -> Element:
        """The part's root element."""
        return _parsed(self._package.read(self.name))

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """The part's relationships by their id."""
        return self._package.relations(self.name)

    def related(self, kind: str) -> "DocxPart | None":
        """The first part that is related to this one as ``kind`` ("styles"); None if there is none."""
        return next(iter(self.all_related(kind)), None)

    def all_related(self, kind: str) -> "list[DocxPart]":
        """The parts that are related to this one as ``kind``."""
        found = (relation for relation in self.relations.values() if relation.kind == kind)
        return list(dict.fromkeys(filter(None, map(self._package.part, found))))

    def target(self, key: str | None) -> "DocxPart | None":
        """The part that a relationship leads to; None without such a part."""
        relation = self.relations.get(key or "")
        return None if relation is None else self._package.part(relation)

    def address(self, key: str | None) -> str:
        """The address that a relationship leads to; empty for a part of the archive."""
        relation = self.relations.get(key or "")
        return relation.target if relation is not None and relation.is_external else ""


class Package:
    """The archive of a Word document."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        # Names are compared without case, and some programs write the wrong slash.
        self._entries = {_plain(entry): entry for entry in self._archive.namelist()}
        self._parts: dict[str, DocxPart] = {}

    @cached_property
    def main(self) -> DocxPart:
        """The part with the document's body.

        Raises:
            LookupError: The archive has none.
        """
        root = DocxPart(self, _ROOT)
        main = root.related("officeDocument")
        if main is None or main.root.find(qualified("w:body")) is None:
            raise LookupError("it has no part with the text of a document")
        return main

    @cached_property
    def title(self) -> str:
        """The title in the file's properties; empty if it has none."""
        return self._property(_TITLE)

    @cached_property
    def changed(self) -> str:
        """The date of the last change in the file's properties (ISO 8601), or empty."""
        modified = self._property(_MODIFIED)
        found = _DATE.match(modified) if modified != _TEMPLATE_CHANGED else None
        return found.group(0) if found else ""

    def part(self, relation: Relation) -> DocxPart | None:
        """The part that a relationship leads to; None if the archive does not contain it."""
        if relation.is_external or _plain(relation.target) not in self._entries:
            return None
        return self._parts.setdefault(relation.target, DocxPart(self, relation.target))

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        return self._archive.read(self._entries[_plain(name)])

    def relations(self, name: str) -> dict[str, Relation]:
        """The relationships of a part by their id; none if the archive lists none."""
        folder, file = split(name)
        listed = join(folder, "_rels", f"{file}.rels")
        if _plain(listed) not in self._entries:
            return {}
        return {
            element.get("Id") or "": _relation(element, dirname(name))
            for element in _parsed(self.read(listed)).iter(_RELATION)
        }

    def content_type(self, name: str) -> str:
        """The media type that the archive declares for a part, or empty."""
        ending = "." + name.rpartition(".")[2]
        return self._content_types.get(_plain(name)) or self._content_types.get(_plain(ending), "")

    @cached_property
    def _content_types(self) -> dict[str, str]:
        """Media types by the names of parts, and by their endings with a dot before them."""
        if _TYPES not in self._entries:
            return {}
        declared = _parsed(self.read(_TYPES)).iter(_DEFAULT_TYPE, _OVERRIDDEN_TYPE)
        return {
            _plain(e.get("PartName") or "." + (e.get("Extension") or "")): e.get("ContentType") or "" for e in declared
        }

    def _property(self, name: str) -> str:
        properties = DocxPart(self, _ROOT).related("core-properties")
        return "" if properties is None else properties.root.findtext(name) or ""


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relation(element: Element, folder: str) -> Relation:
    kind = (element.get("Type") or "").rpartition("/")[2]
    target = element.get("Target") or ""
    if element.get("TargetMode") == "External":
        return Relation(kind, target, is_external=True)
    # A target counts from the folder of its part, or from the archive's root if it begins with a slash.
    return Relation(kind, normpath(join("/", folder, unquote(target))).lstrip("/"), is_external=False)


def _parsed(data: bytes) -> Element:
    """The root element; nothing outside the part is read for it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(_STRICT.sub(_common, data), parser)


def _common(strict: re.Match[bytes]) -> bytes:
    before, family, name, after = strict.groups()
    return before + b"http://schemas.openxmlformats.org/" + family + b"/2006/" + _RENAMED.get(name, name) + after
