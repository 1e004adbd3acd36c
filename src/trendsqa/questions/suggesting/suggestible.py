"""All that one generation can suggest: curated questions, headings and names of documents whose text people see."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np

from trendsqa.corpus.source import Form
from trendsqa.index.rows import Ordinals
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.texts.records import DocumentRecord, SectionRecord
from trendsqa.questions.suggesting.suggestion import Suggestion, SuggestionKind
from trendsqa.questions.suggesting.word_beginnings import WordBeginnings, folded

__all__ = ["Suggestible"]

_LONGEST = 160
"""Characters of a text that still fits into a list under a field; a longer question tells somebody's situation."""
_MOST = 50_000
"""Texts kept; headings of a very large collection beyond them are found by searching only."""
_BETWEEN = " › "
_NUMBERING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.):]\s+")


@dataclass(frozen=True, slots=True)
class Suggestible:
    """Suggestions, better ones first: questions, those that read as one before bare keywords, then all else.

    Within each, shorter ones come first, and of equal ones those of the newest edition.

    ``texts`` are theirs, folded, and ``editions`` their editions. ``of_rows`` has for each row of the vectors of
    curated questions the place of its suggestion, -1 if there is none.
    """

    suggestions: tuple[Suggestion, ...]
    texts: tuple[str, ...]
    editions: np.ndarray[tuple[int], np.dtype[np.str_]]
    of_rows: Ordinals
    beginnings: WordBeginnings

    @classmethod
    def of(cls, table: PassageTable) -> "Suggestible":
        """All that the collection in ``table`` can suggest. Raises IndexDamagedError."""
        documents = [document for document in table.documents() if _is_shown(document)]
        by_id = {document.id: document for document in documents}
        asked = [_question(record.text, record.section_id, by_id) for record in table.questions()]
        headings = (section for document in documents for section in table.sections(document.id))
        others = chain(_names(documents), chain.from_iterable(map(_of_section, headings)))
        found = (one for one in chain(filter(None, asked), others) if len(one.text) <= _LONGEST)
        newest_first = sorted(_each_once(islice(found, _MOST)), key=lambda one: one.edition, reverse=True)
        kept = sorted(newest_first, key=_goodness)
        texts = tuple(folded(one.text) for one in kept)
        places: dict[tuple[str, str], int] = {}
        for place, (text, one) in enumerate(zip(texts, kept, strict=True)):
            places.setdefault((text, one.edition), place)
        rows = [places.get((folded(one.text), one.edition), -1) if one else -1 for one in asked]
        editions = np.array([one.edition for one in kept], dtype=np.str_)
        return cls(tuple(kept), texts, editions, np.array(rows, dtype=np.int64), WordBeginnings(texts))


def _goodness(one: Suggestion) -> tuple[bool, bool, int]:
    """Key to sort by, smaller is better."""
    return one.kind is not SuggestionKind.QUESTION, not one.text.endswith("?"), len(one.text)


def _is_shown(document: DocumentRecord) -> bool:
    return document.form != Form.NONE and document.passages > 0


def _question(text: str, section_id: str, documents: dict[str, DocumentRecord]) -> Suggestion | None:
    document = documents.get(section_id.partition("#")[0])
    return _suggestion(text, SuggestionKind.QUESTION, document, section_id) if document else None


def _of_section(section: SectionRecord) -> Iterator[Suggestion]:
    """The section's heading, under what tells where it stands, and its trend's name."""
    title, document = _NUMBERING.sub("", section.title), section.document
    above = _NUMBERING.sub("", section.trend or _above(section))
    if any(char.isalpha() for char in title):
        text = title if folded(above) in {"", folded(title)} else f"{above}{_BETWEEN}{title}"
        yield _suggestion(text, SuggestionKind.HEADING, document, section.id)
    if section.trend:
        yield _suggestion(section.trend, SuggestionKind.NAME, document)


def _above(section: SectionRecord) -> str:
    """The heading above, or the document's title if there is none and one word must do; else empty."""
    if len(section.heading_path) > 1:
        return section.heading_path[-2]
    return "" if len(section.title.split()) > 1 else section.document.title


def _names(documents: Iterable[DocumentRecord]) -> Iterator[Suggestion]:
    organisations: dict[tuple[str, str], list[DocumentRecord]] = {}
    for document in documents:
        yield _suggestion(document.title, SuggestionKind.NAME, document)
        for name in dict.fromkeys((document.organisation, document.publisher)):
            organisations.setdefault((name, document.edition), []).append(document)
    for (name, edition), named in organisations.items():
        if name:
            only = named[0] if len(named) == 1 else None
            yield _suggestion(name, SuggestionKind.NAME, only, edition=edition)


def _suggestion(
    text: str, kind: SuggestionKind, document: DocumentRecord | None, section_id: str = "", *, edition: str = ""
) -> Suggestion:
    words = " ".join(text.split())
    if document is None:
        return Suggestion(words, kind, "", "", section_id, edition)
    return Suggestion(words, kind, document.id, document.title, section_id, document.edition)


def _each_once(suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """The first of those of one kind and edition that read the same."""
    seen: set[tuple[str, SuggestionKind, str]] = set()
    for one in suggestions:
        key = (folded(one.text), one.kind, one.edition)
        if one.text and key not in seen:
            seen.add(key)
            yield one
