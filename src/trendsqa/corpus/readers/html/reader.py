"""HTML to blocks: the main content of a page, without boilerplate.

lxml and not an extractor: headings, lists, links and order come through exactly, the parser is linear in the
page's size and bounded in depth (benchmarks/html_extractors.py has the comparison and its figures).
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree, html

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.damage import damage_reported
from trendsqa.corpus.readers.decoding import decode
from trendsqa.corpus.readers.html.content import content_root, drop_surroundings
from trendsqa.errors import UnreadableFileError

__all__ = ["markup_text", "read_html", "write_markup"]

_BLOCK_TAGS = frozenset(
    {
        "address",
        "article",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "legend",
        "main",
        "nav",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STRONG = frozenset({"b", "strong"})
# Between the title of a page and the name of its site.
_TITLE_SEPARATOR = re.compile(r"\s+[|–—\-·»]\s+")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_html(data: bytes, name: str, charset: str = "") -> ParsedDocument:
    """The blocks of a page's main content; ``name`` is for messages, ``charset`` that of the HTTP header, or empty.

    Raises:
        UnreadableFileError: The page is damaged, or its elements are nested more than 255 deep.
    """
    with damage_reported(name, "HTML"):
        page = _parsed(decode(data, declared=charset, declared_in_markup=True), name)
        if page is None:
            return ParsedDocument("", ())
        title = _title(page)
        root = content_root(page)
        drop_surroundings(root)
        stream = BlockStream()
        _Walk(stream).element(root)
        return ParsedDocument(title, stream.blocks())


def write_markup(markup: str, name: str, stream: BlockStream) -> None:
    """Write a piece of HTML inside another format into ``stream``, tables included, without scripts and styles."""
    page = _parsed(markup, name)
    if page is not None:
        drop_surroundings(page)
        _Walk(stream).element(page)


def markup_text(markup: str, name: str) -> str:
    """The text of a piece of HTML inside another format, without scripts and styles."""
    stream = BlockStream()
    write_markup(markup, name, stream)
    return "\n".join(block.text for block in stream.blocks())


def _parsed(text: str, name: str) -> html.HtmlElement | None:
    """The page as a tree; None if it is empty."""
    # libxml2 would trust a declaration that is no longer true: the text is decoded already.
    text = _XML_DECLARATION.sub("", text).replace("\0", "")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        # lxml raises this for a document without any element or text.
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFileError(
            f"{name} nests its elements deeper than 255 levels, so its text would be cut. "
            f"Open it in a browser, print it to PDF, and add that file."
        )
    # Their content is not text; they are removed before words are counted.
    etree.strip_elements(page, "script", "style", "noscript", "template", with_tail=False)
    return page


def _title(page: html.HtmlElement) -> str:
    """The page's title, without the site's name if the title begins with the page's first heading."""
    shared = page.xpath("string((//meta[@property='og:title']/@content)[1])").strip()
    title = " ".join((shared or page.xpath("string((//head/title|//title)[1])")).split())
    heading = " ".join(page.xpath("string((//h1)[1])").split())
    if heading and title.startswith(heading) and _TITLE_SEPARATOR.match(title[len(heading) :]):
        return heading
    return title


class _Walk:
    """Walks through the tree without recursion and writes its content."""

    def __init__(self, stream: BlockStream) -> None:
        self.stream = stream
        self._strong = 0
        self._numbers: list[Iterator[str] | None] = []
        self._starts: dict[str, Callable[[html.HtmlElement], None]] = {
            "a": lambda element: stream.begin_link(element.get("href") or ""),
            "blockquote": lambda _: stream.begin_quotation(),
            "br": self._line_break,
            "caption": lambda _: stream.begin_caption(),
            "figcaption": lambda _: stream.begin_caption(),
            "li": self._begin_item,
            "menu": self._begin_list,
            "ol": self._begin_list,
            "q": lambda _: stream.write("“"),
            "ul": self._begin_list,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "a": stream.end_link,
            "blockquote": stream.end_quotation,
            "caption": stream.end_caption,
            "figcaption": stream.end_caption,
            "li": stream.end_item,
            "menu": self._end_list,
            "ol": self._end_list,
            "q": lambda: stream.write("”"),
            "ul": self._end_list,
        }

    def element(self, root: html.HtmlElement) -> None:
        """Write the element's text and everything in it."""
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "start":
                if _is_data_table(element):
                    self._table(element)
                    events.skip_subtree()
                else:
                    self._start(element)
            else:
                self._end(element, is_root=element is root)

    def _start(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self.stream.begin_heading(_HEADINGS[tag])
        elif tag in _BLOCK_TAGS:
            self.stream.paragraph_break()
        elif tag in _STRONG:
            self._strong += 1
        elif start := self._starts.get(tag):
            start(element)
        self._write(element.text)

    def _end(self, element: html.HtmlElement, *, is_root: bool) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self.stream.end_heading()
        elif tag in _BLOCK_TAGS:
            self.stream.paragraph_break()
        elif tag in _STRONG:
            self._strong -= 1
        elif end := self._ends.get(tag):
            end()
        if not is_root:
            self._write(element.tail)

    def _write(self, text: str | None) -> None:
        self.stream.write(text or "", strong=self._strong > 0)

    def _line_break(self, element: html.HtmlElement) -> None:
        before = element.getprevious()
        # Older pages begin a paragraph with two line breaks.
        if before is not None and before.tag == "br" and not (before.tail or "").strip():
            self.stream.paragraph_break()
        else:
            self.stream.write("\n")

    def _begin_list(self, element: html.HtmlElement) -> None:
        self.stream.begin_list()
        self._numbers.append(_list_numbers(element) if element.tag == "ol" else None)

    def _end_list(self) -> None:
        self.stream.end_list()
        if self._numbers:
            self._numbers.pop()

    def _begin_item(self, element: html.HtmlElement) -> None:
        numbers = self._numbers[-1] if self._numbers else None
        if numbers is not None and (element.get("value") or "").isdecimal():
            numbers = self._numbers[-1] = _count(int(element.get("value")), 1, "1")
        self.stream.begin_item(next(numbers) if numbers is not None else "")

    def _table(self, table: html.HtmlElement) -> None:
        for caption in table.iterchildren("caption"):
            self.stream.begin_caption()
            self.stream.write(caption.text_content())
            self.stream.end_caption()
        rows = [[_cell_text(cell) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
        self.stream.table(rows)


def _is_data_table(element: html.HtmlElement) -> bool:
    """True if the element is a table of values, not a layout table."""
    if element.tag != "table" or element.get("role") in {"presentation", "none"}:
        return False
    if element.find(".//table") is not None:
        return False
    columns = max((len(row.findall("td")) + len(row.findall("th")) for row in element.iter("tr")), default=0)
    return columns > 1


def _cell_text(cell: html.HtmlElement) -> str:
    return " ".join(" ".join(cell.itertext()).split())


def _list_numbers(element: html.HtmlElement) -> Iterator[str]:
    start = element.get("start") or ""
    backwards = element.get("reversed") is not None
    default = len(element.findall("li")) if backwards else 1
    first = int(start) if start.lstrip("-").isdecimal() and len(start) < 10 else default  # noqa: PLR2004
    return _count(first, -1 if backwards else 1, element.get("type") or "1")


def _count(first: int, step: int, style: str) -> Iterator[str]:
    number = first
    while True:
        letter = chr(ord("a") + number - 1) if 1 <= number <= 26 else ""  # noqa: PLR2004
        shown = {"a": letter, "A": letter.upper()}.get(style) or str(number)
        yield f"{shown}."
        number += step
