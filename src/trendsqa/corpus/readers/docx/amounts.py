"""Amounts of text: what the parts of a document show, and what the walk through them left out or added."""

from collections import Counter
from collections.abc import Iterator

from trendsqa.corpus.documents.coverage import Amounts, LeftOut
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.documents.text_cleaning import clean_text
from trendsqa.corpus.readers.docx.parts.namespaces import Element, elements, names, qualified

__all__ = ["COMMENTS", "DELETED", "HEADERS", "HIDDEN", "DocxTally", "seen_of", "shown_text", "total"]

DELETED = "deleted text"
HIDDEN = "hidden text"
HEADERS = "headers and footers"
COMMENTS = "comments"
_WORDS = names("w:t w:delText m:t a:t")
_GAPS = names("w:p w:br w:cr w:tab w:ptab w:tc a:p a:br")
_DRAWN_WORDS = qualified("v:textpath")


def shown_text(element: Element) -> str:
    """The text in an element's subtree, hidden and deleted text included, each alternative once."""
    return clean_text("".join(_pieces(element)))


def _pieces(top: Element) -> Iterator[str]:
    """A piece for each element with text, in order; without recursion, since files nest at will."""
    waiting = [iter([top])]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
            continue
        if element.tag in _WORDS:
            yield "".join([element.text or "", *(child.tail or "" for child in element)])
        elif element.tag in _GAPS:
            yield " "
        elif element.tag == qualified("w:noBreakHyphen"):
            yield "-"
        elif element.tag == qualified("w:sym"):
            yield "·"
        elif element.tag == _DRAWN_WORDS:
            yield f" {element.get('string') or ''} "
        waiting.append(elements(element))


class DocxTally:
    """Counts, while a document is read, of what is left out and what is added to its text."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._characters: Counter[str] = Counter()
        self.added = Counter[str]()
        self.equations = 0
        self.equations_marked = 0
        self.symbols = 0
        self.symbols_unknown = 0

    def leave(self, reason: str, text: str) -> None:
        """Count text that is left out on purpose."""
        words = clean_text(text).split()
        if words:
            self._words[reason] += len(words)
            self._characters[reason] += sum(map(len, words))

    def add(self, text: str) -> None:
        """Count text that Word shows or a table needs and no part contains: numbers, marks, merged cells."""
        words = clean_text(text).split()
        self.added["words"] += len(words)
        self.added["characters"] += sum(map(len, words))

    def replace(self, before: str, after: str) -> None:
        """Count text that is written in another form."""
        self.add(after)
        words = clean_text(before).split()
        self.added["words"] -= len(words)
        self.added["characters"] -= sum(map(len, words))

    def left_out(self) -> tuple[LeftOut, ...]:
        """All that was left out, by reason."""
        return tuple(LeftOut(reason, self._words[reason], count) for reason, count in self._characters.items())

    def seen(self, texts: list[str], *, tables: int, notes: int) -> Amounts:
        """The amounts of a document whose parts show ``texts``, with what was added to them."""
        words = [word for text in texts for word in text.split()]
        return Amounts(
            words=len(words) + self.added["words"],
            characters=sum(map(len, words)) + self.added["characters"],
            tables=tables,
            notes=notes,
        )


def seen_of(document: ParsedDocument) -> Amounts:
    """The amounts that an inserted document shows; those of its blocks if its reader does not count."""
    if document.seen.characters:
        return document.seen
    words = [word for block in document.blocks for word in clean_text(block.text).split()]
    return Amounts(words=len(words), characters=sum(map(len, words)))


def total(amounts: list[Amounts]) -> Amounts:
    """The sum of amounts."""
    return Amounts(
        words=sum(one.words for one in amounts),
        characters=sum(one.characters for one in amounts),
        tables=sum(one.tables for one in amounts),
        notes=sum(one.notes for one in amounts),
    )
