"""HTML to blocks: the main content of a page, without boilerplate.

lxml and not an extractor: headings, lists, links and order come through exactly, the parser is linear in the
page's size and bounded in depth (benchmarks/html_extractors.py has the comparison and its figures).
"""

import re

from lxml import etree, html

from trendsqa.corpus.documents.coverage import Amounts, Loss, LossKind
from trendsqa.corpus.documents.document import BlockKind, cells_of
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.damage import damage_reported
from trendsqa.corpus.readers.decoding import decode
from trendsqa.corpus.readers.html.changed import date_of_change
from trendsqa.corpus.readers.html.content import content_area
from trendsqa.corpus.readers.html.elements import HEADINGS, UNSEEN_TAGS, copy_class_styles, shown_text
from trendsqa.corpus.readers.html.equations import spell_equations
from trendsqa.corpus.readers.html.hiding import remove_hidden, show_addresses
from trendsqa.corpus.readers.html.notes import note_elements, remove_ways_back
from trendsqa.corpus.readers.html.panels import name_panels, remove_controls
from trendsqa.corpus.readers.html.raised import spell_raised_elements
from trendsqa.corpus.readers.html.removal import SURROUNDINGS, Removal
from trendsqa.corpus.readers.html.surroundings import remove_surroundings
from trendsqa.corpus.readers.html.tables import is_data_table
from trendsqa.corpus.readers.html.walk import MarkupWalk
from trendsqa.corpus.readers.html.weighing import weigh
from trendsqa.errors import UnreadableFileError

__all__ = ["markup_text", "read_html", "write_markup"]

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
        title, changed = _title(page), date_of_change(page)
        copy_class_styles(page)
        show_addresses(page)
        etree.strip_elements(page, *UNSEEN_TAGS, with_tail=False)
        return _content(page, title, changed)


def write_markup(markup: str, name: str, stream: BlockStream) -> None:
    """Write a piece of HTML inside another format into ``stream``, tables included, without scripts and styles.

    Only what is hidden and what is a control is left out: a piece has no surroundings.
    """
    page = _parsed(markup, name)
    if page is None:
        return
    copy_class_styles(page)
    etree.strip_elements(page, *UNSEEN_TAGS, with_tail=False)
    removal = Removal()
    _spell(page, removal)
    remove_controls(page, removal)
    spell_raised_elements(page)
    MarkupWalk(stream).element(page)


def markup_text(markup: str, name: str) -> str:
    """The words of a piece of HTML inside another format, without scripts, styles, and bars between cells."""
    stream = BlockStream()
    write_markup(markup, name, stream)
    return "\n".join(map(_words, stream.blocks()))


def _words(block: ParsedBlock) -> str:
    if block.kind is not BlockKind.TABLE:
        return block.text
    return "\n".join(" ".join(cells_of(row)) for row in block.text.split("\n"))


def _content(page: html.HtmlElement, title: str, changed: str) -> ParsedDocument:
    removal = Removal()
    shown = shown_text(page)
    marked, equations = _spell(page, removal)
    weights = weigh(page)
    area = content_area(page, weights)
    root = area.root
    whole = shown_text(page)
    notes = note_elements(root)
    seen = _seen(shown, root, len(notes))
    _count_outside(whole, shown_text(root), removal)
    remove_surroundings(area, weights, removal)
    remove_controls(root, removal)
    remove_ways_back(notes, removal)
    spell_raised_elements(root)
    stream = BlockStream()
    MarkupWalk(stream, notes).element(root)
    losses = (Loss(LossKind.MARKED, marked, equations, "equations"),) if marked else ()
    return ParsedDocument(
        title, stream.blocks(), changed=changed, seen=seen, left_out=removal.left_out(), losses=losses
    )


def _spell(page: html.HtmlElement, removal: Removal) -> tuple[int, int]:
    """Spell equations, name panels, and take out what is not shown; returns the equations marked, and all of them."""
    marked, equations = spell_equations(page, removal)
    name_panels(page, removal)
    remove_hidden(page, removal)
    return marked, equations


def _seen(shown: str, root: html.HtmlElement, notes: int) -> Amounts:
    words = shown.split()
    return Amounts(
        words=len(words),
        characters=sum(map(len, words)),
        tables=sum(map(is_data_table, root.iter("table"))),
        notes=notes,
        headings=sum(1 for _ in root.iter(*HEADINGS)),
    )


def _count_outside(whole: str, inside: str, removal: Removal) -> None:
    """Count what the page has outside its content as surroundings."""
    removal.add(
        SURROUNDINGS,
        len(whole.split()) - len(inside.split()),
        sum(map(len, whole.split())) - sum(map(len, inside.split())),
    )


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
    return page


def _title(page: html.HtmlElement) -> str:
    """The page's title, without the site's name if the title begins with the page's first heading."""
    shared = page.xpath("string((//meta[@property='og:title']/@content)[1])").strip()
    title = " ".join((shared or page.xpath("string((//head/title|//title)[1])")).split())
    heading = " ".join(page.xpath("string((//h1)[1])").split())
    if heading and title.startswith(heading) and _TITLE_SEPARATOR.match(title[len(heading) :]):
        return heading
    return title
