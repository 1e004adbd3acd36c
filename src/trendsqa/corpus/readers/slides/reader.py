"""Presentations to blocks: each slide is a section with its title, in the order in which they are shown.

Own code and not python-pptx: that refuses the strict form, and reads neither diagrams nor which paragraph has a bullet.
"""

import zipfile
from io import BytesIO

from lxml import etree

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.changed_date import iso_date
from trendsqa.corpus.readers.damage import check_archive, damage_reported
from trendsqa.corpus.readers.parsed_xml import local_name
from trendsqa.corpus.readers.slides.package import SlidePackage
from trendsqa.corpus.readers.slides.text import attribute
from trendsqa.corpus.readers.slides.walk import SlidesWalk

__all__ = ["read_pptx"]


def read_pptx(data: bytes, name: str) -> ParsedDocument:
    """The blocks of a presentation, hidden slides left out; a slide is a page. ``name`` is for messages.

    Raises:
        UnreadableFileError: The file is damaged or unpacks to an unreasonable size.
    """
    check_archive(data, name)
    with damage_reported(name, "a PPTX presentation"), zipfile.ZipFile(BytesIO(data)) as archive:
        package = SlidePackage(archive)
        walk = SlidesWalk(package)
        slides = _slides(package)
        for number, slide in enumerate(slides, start=1):
            walk.slide(slide, number)
        core = package.part(package.linked("", "core-properties"))
        return ParsedDocument(
            title=" ".join(_property(core, "title").split()),
            blocks=walk.blocks(),
            page_count=len(slides),
            changed=iso_date(_property(core, "modified")),
            seen=walk.seen(),
            left_out=walk.left_out.parts(),
        )


def _slides(package: SlidePackage) -> list[str]:
    """The names of the slides' parts in the order of the presentation."""
    main = package.linked("", "officeDocument")
    presentation = package.part(main)
    if presentation is None:
        raise KeyError("the presentation's main part")
    links = package.links(main)
    keys = [attribute(element, "id") for element in presentation.iter() if local_name(element) == "sldId"]
    return [links[key].part for key in keys if key in links]


def _property(core: etree._Element | None, name: str) -> str:
    found = next((element for element in core if local_name(element) == name), None) if core is not None else None
    return (found.text or "") if found is not None else ""
