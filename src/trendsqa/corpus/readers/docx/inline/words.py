"""The words of one paragraph: its runs, links, fields, equations and marks, in order, with what is not to be read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.docx.amounts import DELETED, HIDDEN, DocxTally, shown_text
from trendsqa.corpus.readers.docx.inline.equations import equation_text
from trendsqa.corpus.readers.docx.inline.fields import Fields, form_value, link_address
from trendsqa.corpus.readers.docx.notes import REFERENCES, DocxNote, Notes
from trendsqa.corpus.readers.docx.parts.namespaces import (
    Element,
    child_value,
    elements,
    is_true,
    names,
    qualified,
    switched_on,
)
from trendsqa.corpus.readers.docx.parts.package import DocxPart
from trendsqa.corpus.readers.docx.parts.styles import Style, Styles
from trendsqa.corpus.readers.raised_text import note_mark, spell_lowered, spell_raised
from trendsqa.corpus.readers.symbol_fonts import is_symbol_font, symbol

__all__ = ["GONE", "DocxLine", "WordReader"]

GONE = names("w:del w:moveFrom")
_PROPERTIES = names("w:pPr w:rPr w:sdtPr w:sdtEndPr w:customXmlPr w:smartTagPr w:rubyPr")
_BREAKS = names("w:br w:cr w:tab w:ptab")
_EQUATIONS = names("m:oMath m:oMathPara")
_DRAWINGS = names("w:drawing w:pict w:object")
_EQUATION_MARKER = "[equation]"
# Half points above the line from which figures are read as raised; less is fine adjustment.
_RAISED = 4
_SUPERSCRIPT, _SUBSCRIPT, _NOTE = "superscript", "subscript", "note"


@dataclass(slots=True)
class _Piece:
    """Words with one format; ``raised`` says that they stand above or below the line, or are a note's mark."""

    text: str
    strong: bool = False
    address: str = ""
    raised: str = ""


@dataclass(slots=True)
class DocxLine:
    """The words of a paragraph with its drawings and notes. ``size`` is the largest, in half points."""

    pieces: list[_Piece] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    notes: list[DocxNote] = field(default_factory=list)
    size: int = 0

    @property
    def text(self) -> str:
        """All words."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_strong(self) -> bool:
        """True if there are words, and all are bold."""
        worded = [piece for piece in self.pieces if piece.text.strip()]
        return bool(worded) and all(piece.strong for piece in worded)

    @classmethod
    def of(cls, text: str) -> "DocxLine":
        """A line of plain words."""
        return cls([_Piece(text)])

    def marked(self, marker: str) -> "DocxLine":
        """The line with the number that Word shows before it."""
        return DocxLine([_Piece(f"{marker} ", self.is_strong), *self.pieces]) if marker else self

    def write_to(self, stream: BlockStream) -> None:
        """Write the words with their links."""
        for address, pieces in groupby(self.pieces, key=lambda piece: piece.address):
            if address:
                stream.begin_link(address)
            for piece in pieces:
                stream.write(piece.text, strong=piece.strong)
            if address:
                stream.end_link()

    def follow(self, before: "DocxLine") -> None:
        """Put the words of another line before those of this one."""
        self.pieces[:0] = before.pieces
        self.drawings[:0] = before.drawings
        self.notes[:0] = before.notes


class WordReader:
    """Reads the paragraphs of one part."""

    def __init__(self, part: DocxPart, styles: Styles, notes: Notes, tally: DocxTally, fields: Fields) -> None:
        self._part = part
        self._styles = styles
        self._notes = notes
        self._tally = tally
        self._fields = fields
        self._line = DocxLine()
        self._chain: tuple[Style, ...] = ()
        self._unread = ""
        self._address = ""
        self._equation_before: _Piece | None = None
        self._toggles: dict[tuple[Style | None, str, str], bool] = {}

    def read(self, paragraph: Element, chain: tuple[Style, ...], unread: str = "") -> DocxLine:
        """The words of a paragraph in the styles ``chain``; ``unread`` is the reason if none are to be read."""
        self._line, self._chain, self._unread = DocxLine(), chain, unread
        self._content(paragraph)
        line = self._line
        line.pieces = list(self._settled(line.pieces))
        return line

    def _content(self, parent: Element) -> None:
        for child in elements(parent):
            if child.tag in GONE:
                self._leave(DELETED, child)
            elif child.tag == qualified("w:r"):
                self._run(child)
            elif child.tag == qualified("w:hyperlink"):
                self._linked(child, self._target(child))
            elif child.tag == qualified("w:fldSimple"):
                self._linked(child, link_address(child.get(qualified("w:instr")) or ""))
            elif child.tag in _EQUATIONS:
                self._equation(child)
            elif child.tag not in _PROPERTIES:
                self._content(child)

    def _linked(self, element: Element, address: str) -> None:
        outer, self._address = self._address, address or self._address
        self._content(element)
        self._address = outer

    def _target(self, hyperlink: Element) -> str:
        """The target of a link; empty for a bookmark of the same document."""
        target = self._part.address(hyperlink.get(qualified("r:id")))
        anchor = hyperlink.get(qualified("w:anchor")) or ""
        return f"{target}#{anchor}" if target and anchor else target

    def _run(self, run: Element) -> None:
        properties = run.find(qualified("w:rPr"))
        reason = self._reason(properties)
        if reason:
            for mark in run.iterchildren(qualified("w:fldChar")):
                self._fields.pass_mark(mark)
            for code in run.iterchildren(qualified("w:instrText")):
                self._fields.add_code(code.text or "")
            self._leave(reason, run)
            return
        self._parts(run, self._format(properties))

    def _reason(self, properties: Element | None) -> str:
        """The reason why a run is not read; empty if it is."""
        if self._unread:
            return self._unread
        if self._is_on("w:strike", properties) or self._is_on("w:dstrike", properties):
            return DELETED
        return HIDDEN if self._is_on("w:vanish", properties) else ""

    def _is_on(self, toggle: str, properties: Element | None) -> bool:
        if properties is not None and properties.find(qualified(toggle)) is not None:
            return switched_on(properties.find(qualified(toggle)))
        key = (self._chain[0] if self._chain else None, child_value(properties, "w:rStyle"), toggle)
        if key not in self._toggles:
            self._toggles[key] = self._styles.is_on(toggle, properties, self._chain)
        return self._toggles[key]

    def _format(self, properties: Element | None) -> _Piece:
        """An empty piece with the run's format."""
        position = child_value(properties, "w:position")
        by_position = _SUPERSCRIPT if position.isdecimal() and int(position) >= _RAISED else ""
        raised = self._styles.run_value("w:vertAlign", properties, self._chain)
        return _Piece(
            "",
            strong=self._is_on("w:b", properties),
            address=self._address or self._fields.address,
            raised=raised if raised in {_SUPERSCRIPT, _SUBSCRIPT} else by_position,
        )

    def _parts(self, run: Element, form: _Piece) -> None:
        properties = run.find(qualified("w:rPr"))
        font = self._styles.run_value("w:rFonts", properties, self._chain, "w:ascii")
        size = self._styles.run_value("w:sz", properties, self._chain)
        for child in elements(run):
            if child.tag == qualified("w:t"):
                self._text(child, form, font)
                self._line.size = max(self._line.size, int(size) if size.isdecimal() else 0)
            elif child.tag in _BREAKS:
                self._write("\n", form)
            elif child.tag in REFERENCES:
                if self._reference(child, run, form):
                    return
            elif child.tag in _DRAWINGS:
                self._drawing(child)
            elif child.tag in _MARKUP:
                _MARKUP[child.tag](self, child, form)
            elif len(child) and child.tag not in _PROPERTIES:
                self._content(child)

    def _text(self, element: Element, form: _Piece, font: str) -> None:
        text = "".join([element.text or "", *(child.tail or "" for child in element)])
        if is_symbol_font(font):
            text = "".join(one if one.isspace() else self._symbol(ord(one), font) for one in text)
        reason = self._fields.unseen
        if reason:
            self._tally.leave(reason, text)
        else:
            self._write(text, form)

    def _symbol(self, code: int, font: str) -> str:
        shown = symbol(code, font)
        self._tally.symbols += 1
        self._tally.symbols_unknown += not shown
        return shown

    def _write(self, text: str, form: _Piece) -> None:
        if text:
            self._line.pieces.append(_Piece(text, form.strong, form.address, form.raised))

    def _hyphen(self, _: Element, form: _Piece) -> None:
        self._write("-", form)

    def _sym(self, element: Element, form: _Piece) -> None:
        try:
            code = int(element.get(qualified("w:char")) or "", 16)
        except ValueError:
            return
        shown = self._symbol(code, element.get(qualified("w:font")) or "")
        if self._fields.unseen:
            self._tally.leave(self._fields.unseen, shown)
        else:
            self._write(shown, form)

    def _field_mark(self, mark: Element, form: _Piece) -> None:
        is_end = mark.get(qualified("w:fldCharType")) == "end"
        if is_end and self._fields.is_formula:
            self._mark_equation(form)
        value = form_value(mark)
        self._tally.add(value)
        self._write(value, form)
        self._fields.pass_mark(mark)
        form.address = self._address or self._fields.address

    def _field_code(self, element: Element, _: _Piece) -> None:
        self._fields.add_code(element.text or "")

    def _deleted(self, element: Element, _: _Piece) -> None:
        self._leave(DELETED, element)

    def _ruby(self, element: Element, form: _Piece) -> None:
        """Write a word with its reading in brackets, as programs without ruby show it."""
        for name in ("w:rubyBase", "w:rt"):
            for part in element.iterchildren(qualified(name)):
                self._tally.add("()" if name == "w:rt" else "")
                self._write("(" if name == "w:rt" else "", form)
                self._content(part)
                self._write(")" if name == "w:rt" else "", form)

    def _reference(self, reference: Element, run: Element, form: _Piece) -> bool:
        """Write a note's mark; true if it is all that the run says."""
        own = shown_text(run) if is_true(reference.get(qualified("w:customMarkFollows"))) else ""
        mark, note = self._notes.mark(reference, own)
        if note is not None:
            self._line.notes.append(note)
        if mark:
            self._tally.replace(own, f"[{mark}]")
            self._line.pieces.append(_Piece(mark, form.strong, form.address, _NOTE))
        return bool(own)

    def _equation(self, element: Element) -> None:
        form = _Piece("", address=self._address)
        shown = shown_text(element)
        if not shown:
            return
        reason = self._unread or self._fields.unseen
        if reason:
            self._tally.leave(reason, shown)
            return
        text = equation_text(element)
        self._tally.equations += 1
        self._tally.equations_marked += not text
        self._tally.replace(shown, text or _EQUATION_MARKER)
        if self._line.pieces and self._line.pieces[-1] is self._equation_before:
            self._tally.add(";")
            self._write("; ", form)
        beside = " " if element.tag == qualified("m:oMathPara") else ""
        self._write(f"{beside}{text or _EQUATION_MARKER}{beside}", form)
        self._equation_before = self._line.pieces[-1]

    def _mark_equation(self, form: _Piece) -> None:
        """Write a marker for an equation whose text the file does not contain."""
        self._tally.equations += 1
        self._tally.equations_marked += 1
        self._tally.add(_EQUATION_MARKER)
        self._write(_EQUATION_MARKER, form)

    def _drawing(self, element: Element) -> None:
        embedded = element.find(f".//{qualified('o:OLEObject')}")
        if embedded is not None and (embedded.get("ProgID") or "").startswith("Equation"):
            self._mark_equation(_Piece(""))
        else:
            self._line.drawings.append(element)

    def _leave(self, reason: str, element: Element) -> None:
        self._tally.leave(reason, shown_text(element))
        self._tally.leave(reason, self._notes.referred_text(element))

    def _settled(self, pieces: list[_Piece]) -> list[_Piece]:
        """The pieces with raised and lowered figures, and marks of notes, as they are written in a line."""
        groups = [list(group) for _, group in groupby(pieces, key=_kind_of_group)]
        settled: list[_Piece] = []
        before = ""
        for at, group in enumerate(groups):
            text = "".join(piece.text for piece in group)
            if group[0].raised:
                after = "".join(piece.text for piece in groups[at + 1]) if at + 1 < len(groups) else ""
                if group[0].raised == _SUBSCRIPT and groups[at + 1 :] and groups[at + 1][0].raised:
                    # What is raised after it is spelt apart from it.
                    after = ""
                written = _FORMS[group[0].raised](text, before, after)
                if group[0].raised != _NOTE:
                    self._tally.replace(text, written)
                text = written
                settled.append(_Piece(written, group[0].strong, group[0].address))
            else:
                settled += group
            before = (before + text)[-_CONTEXT:]
        return settled


# Characters before a raised figure that decide about it.
_CONTEXT = 60


def _kind_of_group(piece: _Piece) -> object:
    """Pieces at one height are one group; each mark of a note stands for itself."""
    return id(piece) if piece.raised == _NOTE else piece.raised


_FORMS: dict[str, Callable[[str, str, str], str]] = {
    _SUPERSCRIPT: spell_raised,
    _SUBSCRIPT: spell_lowered,
    _NOTE: note_mark,
}
_MARKUP: dict[str, Callable[[WordReader, Element, _Piece], None]] = {
    qualified("w:noBreakHyphen"): WordReader._hyphen,  # noqa: SLF001 - a table of its own methods
    qualified("w:sym"): WordReader._sym,  # noqa: SLF001
    qualified("w:fldChar"): WordReader._field_mark,  # noqa: SLF001
    qualified("w:instrText"): WordReader._field_code,  # noqa: SLF001
    qualified("w:delText"): WordReader._deleted,  # noqa: SLF001
    qualified("w:delInstrText"): lambda *_: None,
    qualified("w:ruby"): WordReader._ruby,  # noqa: SLF001
    qualified("w:softHyphen"): lambda *_: None,
}
