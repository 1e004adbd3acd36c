"""Footnotes and endnotes: their text, and the marks that Word shows for them."""

from dataclasses import dataclass

from trendsqa.corpus.readers.docx.amounts import shown_text
from trendsqa.corpus.readers.docx.parts.namespaces import Element, child_value, names, qualified
from trendsqa.corpus.readers.docx.parts.package import DocxPart
from trendsqa.corpus.readers.numerals import numeral

__all__ = ["REFERENCES", "DocxNote", "Notes"]

REFERENCES = names("w:footnoteReference w:endnoteReference")
_KINDS = {
    qualified("w:footnoteReference"): ("footnote", "footnotes", "decimal"),
    qualified("w:endnoteReference"): ("endnote", "endnotes", "lowerRoman"),
}


@dataclass(frozen=True, slots=True)
class DocxNote:
    """A note that the text refers to; ``mark`` is empty if the note's own text begins with its mark."""

    element: Element
    part: DocxPart
    mark: str


class Notes:
    """The notes of a document; each is given out once, at the first reference to it."""

    def __init__(self, main: DocxPart) -> None:
        self._elements: dict[tuple[str, str], tuple[Element, DocxPart]] = {}
        self._forms: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._marks: dict[tuple[str, str], str] = {}
        settings = main.related("settings")
        for kind, plural, usual in _KINDS.values():
            own = None if settings is None else settings.root.find(qualified(f"w:{kind}Pr"))
            section = next(main.root.iter(qualified(f"w:{kind}Pr")), None)
            self._forms[kind] = child_value(own, "w:numFmt") or child_value(section, "w:numFmt") or usual
            start = child_value(own, "w:numStart") or child_value(section, "w:numStart")
            self._numbers[kind] = int(start) - 1 if start.isdecimal() else 0
            part = main.related(plural)
            for element in () if part is None else part.root.iterchildren(qualified(f"w:{kind}")):
                if part is not None:
                    self._elements[kind, element.get(qualified("w:id")) or ""] = (element, part)

    def mark(self, reference: Element, own_mark: str) -> tuple[str, DocxNote | None]:
        """The mark for a reference, and its note if this is the first reference to it.

        ``own_mark`` is the mark that the author typed; empty if Word counts.
        """
        key = self._key(reference)
        if key in self._marks:
            return self._marks[key], None
        found = self._elements.get(key)
        if found is None:
            return own_mark, None
        if not own_mark:
            self._numbers[key[0]] += 1
        self._marks[key] = own_mark or numeral(self._numbers[key[0]], self._forms[key[0]])
        return self._marks[key], DocxNote(*found, "" if own_mark else self._marks[key])

    def referred_text(self, element: Element) -> str:
        """The text of the notes to which a subtree refers."""
        found = (self._elements.get(self._key(reference)) for reference in element.iter(*REFERENCES))
        return "\n".join(shown_text(note) for note, _ in filter(None, found))

    def texts(self, body: Element) -> list[str]:
        """The text of each note that the document refers to, once."""
        keys = dict.fromkeys(self._key(reference) for reference in body.iter(*REFERENCES))
        return [shown_text(self._elements[key][0]) for key in keys if key in self._elements]

    @staticmethod
    def _key(reference: Element) -> tuple[str, str]:
        return _KINDS[str(reference.tag)][0], reference.get(qualified("w:id")) or ""
