"""What a PDF page and a PDF's structure hold, without the library that reads them."""

from dataclasses import dataclass, field

__all__ = ["MarkedContent", "PageLink", "PdfPage", "Run", "StructureNode"]


@dataclass(frozen=True, slots=True)
class Run:
    """Letters drawn one after another in one font.

    ``x`` and ``y`` are where it begins, in points from the lower left corner; ``size`` is the font's size in
    points. ``mark`` is the id of the marked content it stands in, None outside. ``artifact`` is true for what
    the file itself calls no content, such as page numbers. The text may end with a line break.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool
    mark: int | None = None
    artifact: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    """An area of a page that leads to an address; points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    address: str


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its number from 1, its runs in drawing order, its links, and whether it shows a picture."""

    number: int
    runs: tuple[Run, ...]
    links: tuple[PageLink, ...]
    has_images: bool


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """The place of an element's words: a page from 1 and the id of a marked content on it."""

    page: int
    mark: int


@dataclass(slots=True)
class StructureNode:
    """An element of a tagged PDF: its standard type (``P``, ``H1``, ``LI``) and what it holds, in order.

    ``address`` is where a ``Link`` leads.
    """

    kind: str
    children: "list[StructureNode | MarkedContent]" = field(default_factory=list)
    address: str = ""
