"""The JSON form of answers and rankings, version 1: one shape for the command line and the HTTP API."""

from dataclasses import asdict
from typing import Any

from trendsqa.answering.answer import Answer, Citation, Nearest
from trendsqa.answering.citing import link_to
from trendsqa.retrieval.hit import Hit, Ranking

__all__ = ["answer_to_dict", "ranking_to_dict"]

_MOST_NEAREST = 3
"""Near sections that an abstention names, by the contract."""


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """An answer as ``POST /api/v1/ask`` gives it."""
    return {
        "question": answer.question,
        "interpreted_question": answer.interpreted_question,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "answer": [{"text": quote.text, "citation": quote.citation} for quote in answer.quotes],
        "citations": [_citation_to_dict(citation) for citation in answer.citations],
        "linked": [asdict(item) for item in answer.linked],
        "passages": [_hit_to_dict(hit) for hit in answer.hits],
        "reason": answer.reason,
        "nearest": [_nearest_to_dict(near) for near in answer.nearest[:_MOST_NEAREST]],
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
    """A ranked passage with its document, section, page, offsets and the parts of its score."""
    passage = asdict(hit.passage) | {"heading_path": list(hit.passage.heading_path)}
    return {
        "rank": hit.rank,
        "score": hit.score,
        **passage,
        "link": link_to(hit.passage, hit.passage.text, hit.passage.page),
        "score_parts": [asdict(part) for part in hit.parts],
    }


def _nearest_to_dict(nearest: Nearest) -> dict[str, Any]:
    return asdict(nearest) | {"heading_path": list(nearest.heading_path)}


def _citation_to_dict(citation: Citation) -> dict[str, Any]:
    return asdict(citation) | {"heading_path": list(citation.heading_path)}
