"""Content of a PDF page and a PDF's structure, independent of the PDF library."""

from dataclasses import dataclass, field

from trendsqa.corpus.documents.coverage import LeftOut

__all__ = ["Bookmark", "MarkedContent", "PageLink", "PageNotes", "PdfPage", "PlacedText", "Run", "StructureNode"]


@dataclass(frozen=True, slots=True)
class Run:
    """Letters drawn one after another in one font.

    ``x`` and ``y`` are its start, in points from the lower left corner; ``size`` is the font's size in points. ``mark``
    is the id of its marked content, None outside; a field's or a note's is minus the number of its object.
    ``artifact`` is true for text that the file marks as not content, such as page numbers. The text may end with a line
    break.
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
    """One page: its number from 1, its runs in drawing order, its links, and if it shows a picture.

    ``is_picture`` is true if it shows a picture or a drawing in place of text. ``left_out`` is text that the page holds
    and its runs do not.
    """

    number: int
    runs: tuple[Run, ...]
    links: tuple[PageLink, ...]
    has_images: bool
    is_picture: bool = False
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedText:
    """The lines of a filled-in field or of a note, and the area in which they stand, in points; size of the letters.

    ``number`` tells it apart from others of the file, and is the number of its object if it is one.
    """

    lines: tuple[str, ...]
    left: float
    bottom: float
    right: float
    top: float
    size: float
    number: int


@dataclass(frozen=True, slots=True)
class PageNotes:
    """Text that stands on a page beside its own, and text that only a click on the page opens."""

    texts: tuple[PlacedText, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a file's outline: its title, its level from 1, and the page it leads to, from 1."""

    title: str
    level: int
    page: int | None


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
