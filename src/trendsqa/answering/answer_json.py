"""The JSON form of answers and rankings, version 1: one shape for the command line and the HTTP API."""

from collections.abc import Iterable, Iterator
from typing import Any

from trendsqa.answering.answer import Answer
from trendsqa.answering.wire_fields import CITATION, LINKED, NEAREST, PASSAGE, QUOTE, SCORE_PART
from trendsqa.index.texts.records import DocumentRecord, PassageRecord, SectionRecord
from trendsqa.retrieval.hit import Hit, Ranking

__all__ = ["answer_to_dict", "attribute_of", "flatten", "ranking_to_dict"]

_MOST_NEAREST = 3
"""Near sections that an abstention names, by the contract."""


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """An answer as ``POST /api/v1/ask`` gives it."""
    return {
        "question": answer.question,
        "interpreted_question": answer.interpreted_question,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "answer": [flatten(quote, QUOTE) for quote in answer.quotes],
        "citations": [flatten(citation, CITATION) for citation in answer.citations],
        "linked": [flatten(mention, LINKED) for mention in answer.linked],
        "passages": [_hit_to_dict(hit) for hit in answer.hits],
        "reason": answer.reason,
        "nearest": [flatten(passage, NEAREST) for passage in answer.nearest[:_MOST_NEAREST]],
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
    levels = {type(level): level for level in _levels(record)}
    found = ((name, attribute_of(name, levels)) for name in names)
    return {name: _plain(getattr(levels[owner], attribute)) for name, (owner, attribute) in found}


def attribute_of(name: str, levels: Iterable[type]) -> tuple[type, str]:
    """The class among ``levels``, innermost first, and its attribute that the field ``name`` on the wire comes from."""
    return next(((level, name) for level in levels if hasattr(level, name)), None) or _RENAMED[name]


def _levels(record: object) -> Iterator[object]:
    yield record
    for name in ("passage", "section", "document"):
        if hasattr(record, name):
            yield from _levels(getattr(record, name))
            return


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
