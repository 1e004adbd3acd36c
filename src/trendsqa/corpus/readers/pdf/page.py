"""Content of a PDF page and a PDF's structure, independent of the PDF library."""

from dataclasses import dataclass, field

__all__ = ["MarkedContent", "PageLink", "PdfPage", "Run", "StructureNode"]


@dataclass(frozen=True, slots=True)
class Run:
    """Letters drawn one after another in one font.

    ``x`` and ``y`` are its start, in points from the lower left corner; ``size`` is the font's size in points. ``mark``
    is the id of its marked content, None outside. ``artifact`` is true for text that the file marks as not content,
    such as page numbers. The text may end with a line break.
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
    """One page: its number from 1, its runs in drawing order, its links, and if it shows a picture."""

    number: int
    runs: tuple[Run, ...]
    links: tuple[PageLink, ...]
    has_images: bool


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """Reference to an element's words: a page from 1 and the id of a marked content on it."""

    page: int
    mark: int


@dataclass(slots=True)
class StructureNode:
    """An element of a tagged PDF: its standard type (``P``, ``H1``, ``LI``) and its children, in order.

    ``address`` is the target of a ``Link``.
    """

    kind: str
    children: "list[StructureNode | MarkedContent]" = field(default_factory=list)
    address: str = ""
