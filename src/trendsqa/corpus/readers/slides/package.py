"""Parts of an Open XML package, found by their relationships and not by their names."""

import posixpath
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from trendsqa.corpus.readers.parsed_xml import parsed_xml

__all__ = ["SlideLink", "SlidePackage"]


@dataclass(frozen=True, slots=True)
class SlideLink:
    """A relationship of a part: the last word of its type ("slide", "notesSlide"), and where it leads.

    ``part`` is another part of the package, or empty; ``address`` a target outside it, or empty.
    """

    kind: str
    part: str = ""
    address: str = ""


class SlidePackage:
    """The parts of a presentation, parsed when asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}

    def part(self, name: str) -> etree._Element | None:
        """The part's root; None if the package has no such part."""
        stored = self._names.get(name.lower())
        return None if stored is None else parsed_xml(self._archive.read(stored))

    def links(self, name: str) -> dict[str, SlideLink]:
        """The relationships of a part by their ids; the empty name is the package itself."""
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        return {element.get("Id", ""): _link(element, folder) for element in root}

    def linked(self, name: str, kind: str) -> str:
        """The first part that ``name`` is linked to as ``kind``; empty without one."""
        return next((link.part for link in self.links(name).values() if link.kind == kind), "")


def _link(element: etree._Element, folder: str) -> SlideLink:
    kind, target = element.get("Type", "").rpartition("/")[2], element.get("Target", "")
    if element.get("TargetMode", "") == "External":
        return SlideLink(kind, address=target)
    return SlideLink(kind, posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/"))
