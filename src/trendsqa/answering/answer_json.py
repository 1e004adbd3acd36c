"""JSON form of answers, rankings and records, version 1: one shape for the command line and the HTTP API.

Other programs are written against the names of the fields. They are listed here in order, each with what it holds; a
field that is not listed is not sent.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from trendsqa.answering.answer import Answer, Quote
from trendsqa.index.texts.records import DocumentRecord, PassageRecord, SectionRecord
from trendsqa.retrieval.hit import Hit, Ranking

__all__ = [
    "CITATION",
    "CLOSEST",
    "DOCUMENT",
    "LINKED",
    "LINKING_SECTION",
    "NEAREST",
    "PASSAGE",
    "QUOTE",
    "QUOTE_PART",
    "SCORE_PART",
    "SECTION",
    "Fields",
    "answer_to_dict",
    "attribute_of",
    "flatten",
    "ranking_to_dict",
]

_MOST_NEAREST = 3
"""Near sections that an abstention names, by the contract."""


Fields = Mapping[str, str]
"""What a field holds, by its name."""

_ATTRIBUTION = "Line that the licence asks to be shown with its words; empty where it asks none."
_EDITION = "Edition of the source; empty where it has none."
_KIND = "Kind of source."
_LICENCE = "Its licence."
_NOTE = "What a reader must know of it; often empty."
_ORGANISATION = "Whose it is."
_PUBLISHER = "Who published it."
_SECTION_ID = "The section, by an id that survives rebuilds."
_TABLE_HEADER = "Rows that name the columns of quoted rows, as they stand in the document; else empty."
_TITLE = "Its title."
_URL = "The publisher's own page; empty where none is known."

NEAREST: Fields = {
    "document_id": "The document that holds the words.",
    "document_title": _TITLE,
    "heading_path": "Titles from the outermost section down to the one that holds the words.",
    "section_id": _SECTION_ID,
    "page": "1-based page on which the words begin; null where the format has no pages.",
    "page_label": "The page's printed number, as `iv`; the same as `page` if the file has none.",
    "passage_id": "The passage that holds the words.",
    "url": _URL,
    "link": "The same with a fragment that leads to the words; empty where no page is known.",
}
"""Of a passage: where words stand."""

_ORIGIN: Fields = {
    **NEAREST,
    "form": "`full`, the source's own text, or `brief`, an account of it in our own words.",
    "kind": _KIND,
    "edition": _EDITION,
    "publisher": _PUBLISHER,
    "licence": _LICENCE,
    "attribution": _ATTRIBUTION,
    "char_start": "First character of the words, in code points into the document's text.",
    "char_end": "One past the last character.",
}
"""Of a passage: a place with what is known of the document it lies in."""

CITATION: Fields = {
    **_ORIGIN,
    "n": "The citation's number in this answer.",
    "quote": "The words, as they stand in the document.",
}
"""Of a citation."""

CLOSEST: Fields = {**CITATION, "table_header": _TABLE_HEADER}
"""Of the quote that comes closest to a question without an answer."""

PASSAGE: Fields = {
    **_ORIGIN,
    "terms": "What may be done with the source's text: `full`, `quote` or `link`.",
    "trend": "The report's trend that the section belongs to; empty outside the trends.",
    "facet": "The part of that trend, as `risks` or `where-to-start`; empty outside.",
    "rank": "Place in the ranking; 1 is best.",
    "score": "Sum of the contributions of its parts.",
    "text": "The passage's words.",
    "table_header": "Rows that name the columns of a table that began before the passage; else empty.",
}
"""Of a hit, without the parts of its score."""

SCORE_PART: Fields = {
    "signal": "What was measured.",
    "raw": "In the signal's own unit, as cosine or BM25.",
    "scaled": "Between 0 and 1 among the candidates of this query.",
    "contribution": "The signal's weight times `scaled`.",
}
"""Of a part of a score."""

QUOTE: Fields = {
    "text": "The quote.",
    "citation": "The number of the citation that says where the words stand.",
    "table_header": _TABLE_HEADER,
}
"""Of a quote."""

QUOTE_PART: Fields = {
    "kind": "Kind of block, so that a list can be set as a list and a table as a table.",
    "text": "Its words, within those of the quote.",
    "depth": "Depth of a list item within other items; 0 for every other block.",
    "header": "Of a table: the rows that name its columns, if the quoted rows stand below them; else empty.",
    "header_rows": "Of a table: how many of its own rows, the first ones, name its columns.",
}
"""Of one block of a quote."""

LINKED: Fields = {
    "document_id": "The source.",
    "title": _TITLE,
    "kind": _KIND,
    "organisation": _ORGANISATION,
    "form": "`full`, `brief`, or `none` where no text of it is held.",
    "url": "Its public page; empty where none is known.",
    "note": _NOTE,
    "section_id": "The section that links to it.",
    "text": "The words of the link.",
}
"""Of a link from a section to a source."""

DOCUMENT: Fields = {
    "document_id": "Its id.",
    "title": _TITLE,
    "form": "`full`, the source's own text; `brief`, an account of it in our own words; `none`, no text held.",
    "kind": _KIND,
    "organisation": _ORGANISATION,
    "country": "Where that is; empty where not known.",
    "language": "Language of its title (BCP 47), as `en` or `sv`.",
    "published": "Its date, as precise as it is known; empty where not known.",
    "edition": _EDITION,
    "publisher": _PUBLISHER,
    "licence": _LICENCE,
    "terms": "`full`: the text may be given out; `quote`: passages may, the whole text to this machine alone; "
    "`link`: no text.",
    "attribution": _ATTRIBUTION,
    "status": "`resolved`, `moved` or `unresolved`: what became of its public page.",
    "url": _URL,
    "note": _NOTE,
    "page_count": "Pages; null where the format has none.",
    "losses": "What was lost when its file was read, a line each.",
    "section_count": "Sections of its outline.",
    "passage_count": "Passages that can be found.",
    "word_count": "Words of its text.",
}
"""Of a document."""

SECTION: Fields = {
    "section_id": _SECTION_ID,
    "title": "Its own title.",
    "heading_path": "Titles from the outermost section down to this one.",
    "level": "1 for the outermost.",
    "trend": "Trend of the report's grid; empty outside it.",
    "facet": "Facet of the report's grid; empty outside it.",
    "form": "Whose words the section is made of: `full` or `brief`.",
    "page": "1-based page of its heading; null where the format has no pages.",
    "url": "The publisher's page that carries it; empty where none is known.",
}
"""Of a section."""

LINKING_SECTION: Fields = {
    "section_id": "The section.",
    "document_id": "The document it belongs to.",
    "document_title": "That document's title.",
    "heading_path": "Titles down to the section; empty where its outline is not held.",
    "text": "The words of the link.",
}
"""Of a section that links to a source."""


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """An answer as ``POST /api/v1/ask`` gives it."""
    return {
        "question": answer.question,
        "interpreted_question": answer.interpreted_question,
        "answered": answer.answered,
        "outcome": answer.outcome.value,
        "input_kind": answer.input_kind.value,
        "confidence": answer.confidence,
        "answer": [flatten(quote, QUOTE) | _parts_of(quote) for quote in answer.quotes],
        "citations": [flatten(citation, CITATION) for citation in answer.citations],
        "linked": [flatten(mention, LINKED) for mention in answer.linked],
        "passages": [_hit_to_dict(hit) for hit in answer.hits],
        "reason": answer.reason,
        "nearest": [flatten(passage, NEAREST) for passage in answer.nearest[:_MOST_NEAREST]],
        "closest": _closest_to_dict(answer),
        "missing": list(answer.missing),
        "open": list(answer.open),
        "suggestions": list(answer.suggestions),
        "generation": answer.generation,
        "took_ms": answer.took_ms,
    }


def ranking_to_dict(ranking: Ranking, took_ms: float = 0.0) -> dict[str, Any]:
    """A ranking as ``POST /api/v1/search`` gives it."""
    return {
        "query": ranking.query,
        "total": ranking.total,
        "hits": [_hit_to_dict(hit) for hit in ranking.hits],
        "generation": ranking.generation,
        "took_ms": took_ms,
    }


def _hit_to_dict(hit: Hit) -> dict[str, Any]:
    return flatten(hit, PASSAGE) | {"score_parts": [flatten(part, SCORE_PART) for part in hit.parts]}


def _closest_to_dict(answer: Answer) -> dict[str, Any] | None:
    if answer.closest is None or answer.closest_quote is None:
        return None
    quote = answer.closest_quote
    return flatten(answer.closest, CITATION) | {"table_header": quote.table_header} | _parts_of(quote)


def _parts_of(quote: Quote) -> dict[str, Any]:
    return {"parts": [flatten(part, QUOTE_PART) for part in quote.parts]}


_RENAMED = {
    "document_id": (DocumentRecord, "id"),
    "document_title": (DocumentRecord, "title"),
    "section_id": (SectionRecord, "id"),
    "passage_id": (PassageRecord, "id"),
    "section_count": (DocumentRecord, "sections"),
    "passage_count": (DocumentRecord, "passages"),
    "word_count": (DocumentRecord, "words"),
}
"""Fields that have another name on the wire, so that records of several kinds fit on one level."""


def flatten(record: object, names: Iterable[str]) -> dict[str, Any]:
    """The fields ``names`` of ``record`` and of the records that it stands in, on one level.

    A citation stands in a passage, that in a section, and that in a document. Of several fields of one name the
    innermost counts.
    """
    levels = [*_levels(record)]
    places = _places(tuple(names), tuple(map(type, levels)))
    return {name: _plain(getattr(levels[level], attribute)) for name, level, attribute in places}


@cache
def _places(names: tuple[str, ...], kinds: tuple[type, ...]) -> tuple[tuple[str, int, str], ...]:
    """For each field: its name, the place of the record that holds it, and its name there.

    Kept, since there are few kinds of records and an answer has hundreds of fields.
    """
    found = ((name, *attribute_of(name, kinds)) for name in names)
    return tuple((name, kinds.index(owner), attribute) for name, owner, attribute in found)


def attribute_of(name: str, levels: Iterable[type]) -> tuple[type, str]:
    """The class among ``levels``, innermost first, and its attribute that the field ``name`` on the wire comes from."""
    return next(((level, name) for level in levels if hasattr(level, name)), None) or _RENAMED[name]


def _levels(record: object) -> Iterator[object]:
    yield record
    while name := _outer(type(record)):  # type: ignore[arg-type] # mypy takes a class for not hashable
        record = getattr(record, name)
        yield record


@cache
def _outer(kind: type) -> str:
    """The field of a record that holds the record it stands in; empty for the outermost."""
    return next((name for name in ("passage", "section", "document") if hasattr(kind, name)), "")


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
