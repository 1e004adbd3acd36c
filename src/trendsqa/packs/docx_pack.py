"""An evidence pack as a document of Word, with Word's own styles. The only file that imports python-docx."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.packs.bibtex import bibtex
from trendsqa.packs.evidence_pack import EvidencePack, PackContext, PackQuote
from trendsqa.packs.harvard import harvard
from trendsqa.packs.pack_block import PackBlock
from trendsqa.packs.ris import ris
from trendsqa.packs.wording import ABOUT, FORBIDDEN, OUR_SUMMARY, SERVICE, SOURCE_LANGUAGE, TITLE, PackWords

__all__ = ["docx_of"]

_MOST_OF_A_PROPERTY = 255
"""Characters of a core property (ECMA-376, part 2)."""
_DEEPEST_BULLET = 3
"""The styles are List Bullet, List Bullet 2 and List Bullet 3."""
_INK, _LINK = RGBColor(0x1F, 0x38, 0x64), RGBColor(0x05, 0x63, 0xC1)
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time in a ZIP file: the same pack is the same bytes on every day."""


def docx_of(pack: EvidencePack, words: PackWords) -> bytes:
    """The file of ``pack`` with its own ``words``, the same bytes for the same pack."""
    document = _Writer(pack, words).written()
    saved = BytesIO()
    document.save(saved)
    return _without_times(saved)


class _Writer:
    """Writes one pack into one document, part by part."""

    def __init__(self, pack: EvidencePack, words: PackWords) -> None:
        self._pack = pack
        self._words = words
        self._document = Document()

    def written(self) -> WordDocument:
        self._set_up()
        self._summary()
        self._quotes()
        self._missing()
        self._contexts()
        self._references()
        self._document.add_heading(self._words.say("About this pack"), 1)
        for said in ABOUT:
            self._document.add_paragraph(self._words.say(said))
        return self._document

    def _set_up(self) -> None:
        document, pack, say = self._document, self._pack, self._words.say
        about, made = document.core_properties, datetime.combine(pack.made, time.min)
        about.title = f"{say(TITLE)}: {pack.question}"[:_MOST_OF_A_PROPERTY]
        about.subject = say(pack.headline)
        about.author, about.last_modified_by = say(SERVICE), say(SERVICE)
        about.language = self._words.tag
        about.comments = f"{say('Generation')} {pack.generation}"[:_MOST_OF_A_PROPERTY]
        about.created, about.modified = made, made
        for language in document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), self._words.tag)
        for name in ("Title", "Heading 1", "Heading 2"):
            document.styles[name].font.color.rgb = _INK
        link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        link.font.color.rgb, link.font.underline = _LINK, True
        (section,) = document.sections
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        footer = section.footer.paragraphs[0]
        made_by = say("%(service)s, generation %(generation)s, made on %(day)s. Page")
        facts = {"service": say(SERVICE), "generation": pack.generation, "day": self._words.day(pack.made)}
        footer.add_run(f"{made_by % facts} ")
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), "PAGE")
        footer._p.append(number)  # noqa: SLF001 - the library has no fields

    def _summary(self) -> None:
        pack, say = self._pack, self._words.say
        self._document.add_heading(say(TITLE), 0)
        self._document.add_paragraph(pack.question, "Subtitle")
        facts = (
            (say("Read as"), pack.read_as),
            (say("Outcome"), say(pack.headline)),
            (say("Reason"), say(pack.reason)),
            (say("Confidence"), say(pack.confidence)),
            (say("Asked among"), pack.among),
            (say("Generation"), pack.generation),
            (say("Made on"), self._words.day(pack.made)),
        )
        for name, fact in facts:
            if fact:
                paragraph = self._document.add_paragraph()
                paragraph.add_run(f"{name}: ", "Strong")
                paragraph.add_run(fact)

    def _quotes(self) -> None:
        if not self._pack.quotes:
            return
        say = self._words.say
        self._document.add_heading(say("The answer") if self._pack.answered else say("What comes closest"), 1)
        for quote in self._pack.quotes:
            self._quote(quote)

    def _quote(self, quote: PackQuote) -> None:
        if quote.summary:
            self._document.add_paragraph().add_run(self._words.say(OUR_SUMMARY), "Strong")
        if not quote.blocks:
            self._document.add_paragraph(self._words.say(FORBIDDEN))
        for block in quote.blocks:
            self._block(block, quoted=not quote.summary)
        source = self._document.add_paragraph()
        where = ", ".join(filter(None, (quote.document_title, quote.place.words)))
        self._in_their_language(source.add_run(f"[{quote.number}] {where}. "))
        if quote.link:
            _add_link(source, f"{self._words.say('Publisher’s page')} [{quote.number}]", quote.link)

    def _missing(self) -> None:
        pack, say = self._pack, self._words.say
        self._list(say("Not answered"), pack.open)
        self._list(say("Named in the question, but nowhere in the documents held"), pack.missing)
        self._list(say("Questions that the documents held answer"), pack.suggestions)
        if pack.nearest:
            self._document.add_heading(say("Nearest sections"), 1)
        for near in pack.nearest:
            paragraph = self._document.add_paragraph(style="List Bullet")
            words = ", ".join(filter(None, (near.document_title, near.place.words)))
            if near.url:
                _add_link(paragraph, words, near.url)
            else:
                self._in_their_language(paragraph.add_run(words))

    def _list(self, heading: str, lines: Sequence[str]) -> None:
        if lines:
            self._document.add_heading(heading, 1)
        for line in lines:
            self._document.add_paragraph(line, "List Bullet")

    def _contexts(self) -> None:
        if self._pack.contexts:
            self._document.add_heading(self._words.say("The passages in context"), 1)
            self._document.add_paragraph(self._words.say("The quoted words are marked and bold."))
        for context in self._pack.contexts:
            self._context(context)

    def _context(self, context: PackContext) -> None:
        numbers = "".join(f"[{number}]" for number in context.numbers)
        place = ", ".join(filter(None, (context.document_title, context.heading)))
        self._in_their_language(*self._document.add_heading(f"{numbers} {place}", 2).runs)
        if context.summary:
            self._document.add_paragraph().add_run(self._words.say(OUR_SUMMARY), "Strong")
        for block in context.blocks:
            self._block(block)

    def _references(self) -> None:
        references = self._pack.references
        if not references:
            return
        self._document.add_heading(self._words.say("References"), 1)
        for reference in references:
            entry = harvard(reference)
            paragraph = self._document.add_paragraph()
            paragraph.add_run("".join(f"[{number}]" for number in reference.numbers) + f" {entry.lead}")
            paragraph.add_run(entry.title, "Emphasis")
            paragraph.add_run(entry.details)
            if entry.url:
                paragraph.add_run(" Available at: ")
            self._in_their_language(*paragraph.runs)
            if entry.url:
                _add_link(paragraph, entry.url, entry.url)
            if reference.attribution:
                self._document.add_paragraph(reference.attribution)
        for name, text in (("BibTeX", bibtex(references)), ("RIS", ris(references))):
            self._document.add_heading(self._words.say("The references as %(name)s") % {"name": name}, 2)
            self._document.add_paragraph(text.replace("\r\n", "\n").strip(), "macro")

    def _block(self, block: PackBlock, *, quoted: bool = False) -> None:
        if block.kind is BlockKind.TABLE:
            self._table(block)
            return
        listed = block.kind is BlockKind.LIST_ITEM
        paragraph = self._document.add_paragraph(style=_bullet(block.depth) if listed else "Quote" if quoted else None)
        for span in block.spans:
            run = paragraph.add_run(span.text, "Quote Char" if quoted and listed else None)
            self._in_their_language(run)
            if span.quoted:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            if span.quoted or block.kind is BlockKind.HEADING:
                run.bold = True

    def _table(self, block: PackBlock) -> None:
        table = self._document.add_table(len(block.rows), block.columns, "Table Grid")
        for row, shown in zip(table.rows, block.rows, strict=True):
            if shown.heading:
                _repeat_on_each_page(row)
            # A row may have fewer cells than the longest.
            for cell, words in zip(row.cells, shown.cells, strict=False):
                run = cell.paragraphs[0].add_run(words)
                self._in_their_language(run)
                run.bold = shown.heading or shown.quoted
                if shown.quoted:
                    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        self._document.add_paragraph()

    def _in_their_language(self, *runs: Run) -> None:
        """Name the language of words that are not ours, where ours are in another."""
        if self._words.tag == SOURCE_LANGUAGE:
            return
        for run in runs:
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), SOURCE_LANGUAGE)
            run._r.get_or_add_rPr().append(language)  # noqa: SLF001 - the library has no languages


def _bullet(depth: int) -> str:
    level = min(depth + 1, _DEEPEST_BULLET)
    return "List Bullet" if level == 1 else f"List Bullet {level}"


def _repeat_on_each_page(row: WordRow) -> None:
    """Name a row as one of the table's header, for a screen reader and for each page that the table is on."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - the library has no header rows


def _add_link(paragraph: Paragraph, words: str, address: str) -> None:
    """Add a link to ``address``; the library can read links, not write them."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(words, "Hyperlink")
    link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001


def _without_times(saved: BytesIO) -> bytes:
    """The ZIP file ``saved`` without the time at which it was written."""
    timeless = BytesIO()
    with ZipFile(saved) as old, ZipFile(timeless, "w", ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(ZipInfo(item.filename, _EPOCH), old.read(item), ZIP_DEFLATED)
    return timeless.getvalue()
