"""Invented answers for the API's description; their document does not exist."""

from typing import Any

__all__ = [
    "ABSTENTION_EXAMPLE",
    "ANSWER_EXAMPLE",
    "COMPARISON_EXAMPLE",
    "FEEDBACK_EXAMPLE",
    "LINKED_EXAMPLE",
    "REPLY_EXAMPLE",
    "SEARCH_EXAMPLE",
    "SUGGESTIONS_EXAMPLE",
]

_QUOTE = "Ask three suppliers for a trial before a contract is signed."
_URL = "https://example.org/meetings"

_PLACE: dict[str, Any] = {
    "document_id": "example-meetings-2024",
    "document_title": "Running meetings online",
    "form": "full",
    "kind": "guidance",
    "edition": "2024",
    "publisher": "Example Press",
    "licence": "OGL-UK-3.0",
    "attribution": "Contains public sector information licensed under the Open Government Licence v3.0.",
    "url": _URL,
    "link": f"{_URL}#:~:text=Ask%20three%20suppliers%20for%20a,before%20a%20contract%20is%20signed.",
    "section_id": "example-meetings-2024#choosing-software",
    "heading_path": ["Choosing software"],
    "page": 4,
    "page_label": "4",
    "char_start": 1820,
    "char_end": 1820 + len(_QUOTE),
    "passage_id": "example-meetings-2024:7",
}

_PART: dict[str, Any] = {"kind": "paragraph", "text": _QUOTE, "depth": 0, "header": "", "header_rows": 0}

_PASSAGE: dict[str, Any] = {
    "rank": 1,
    "score": 0.91,
    "text": _QUOTE,
    "table_header": "",
    **_PLACE,
    "terms": "full",
    "trend": "",
    "facet": "",
    "score_parts": [
        {"signal": "sentence", "raw": 0.72, "scaled": 1.0, "contribution": 0.61},
        {"signal": "lexical", "raw": 8.4, "scaled": 0.75, "contribution": 0.3},
    ],
}

_NEAREST: dict[str, Any] = {
    name: _PLACE[name]
    for name in (
        *("document_id", "document_title", "heading_path", "section_id", "page", "page_label"),
        *("passage_id", "url", "link"),
    )
}

LINKED_EXAMPLE: dict[str, Any] = {
    "document_id": "example-trials",
    "title": "How to run a trial of software",
    "kind": "guidance",
    "organisation": "Example Council",
    "form": "brief",
    "url": "https://example.org/trials",
    "note": "Published before the present rules on buying.",
    "section_id": "example-meetings-2024#choosing-software",
    "text": "advice on trials",
}
"""A source that a section links to."""

ANSWER_EXAMPLE: dict[str, Any] = {
    "question": "How do councils choose a supplier of meeting software? Who pays for it?",
    "interpreted_question": "How do councils choose a supplier of meeting software? Who pays for it?",
    "answered": True,
    "outcome": "answered",
    "input_kind": "question",
    "confidence": 0.83,
    "answer": [{"text": _QUOTE, "citation": 1, "table_header": "", "parts": [_PART]}],
    "citations": [{"n": 1, "quote": _QUOTE, **_PLACE}],
    "linked": [LINKED_EXAMPLE],
    "passages": [_PASSAGE],
    "reason": None,
    "nearest": [],
    "closest": None,
    "missing": [],
    "open": ["Who pays for it?"],
    "suggestions": [],
    "generation": "20240601T120000Z-1a2b3c4d",
    "took_ms": 11.4,
}
"""What ``POST /api/v1/ask`` may give back."""

ABSTENTION_EXAMPLE: dict[str, Any] = {
    **ANSWER_EXAMPLE,
    "question": "Which hologram projector do councils choose?",
    "interpreted_question": "Which hologram projector do councils choose?",
    "answered": False,
    "outcome": "close",
    "confidence": 0.21,
    "answer": [],
    "citations": [],
    "linked": [],
    "reason": "Nothing held here mentions “hologram”.",
    "nearest": [_NEAREST],
    "closest": {"n": 1, "quote": _QUOTE, "table_header": "", "parts": [_PART], **_PLACE},
    "missing": ["hologram"],
    "open": [],
}
"""The same where the collection holds something close, and no answer."""

REPLY_EXAMPLE: dict[str, Any] = {
    **ANSWER_EXAMPLE,
    "question": "Hello",
    "interpreted_question": "Hello",
    "answered": False,
    "outcome": "reply",
    "input_kind": "greeting",
    "confidence": 0.0,
    "answer": [],
    "citations": [],
    "linked": [],
    "passages": [],
    "reason": "Hello. Ask a question that the documents may answer.",
    "open": [],
    "suggestions": ["How do councils choose a supplier of meeting software?"],
}
"""The same where the input was no question."""

SEARCH_EXAMPLE: dict[str, Any] = {
    "query": "meeting software",
    "total": 12,
    "hits": [_PASSAGE],
    "generation": "20240601T120000Z-1a2b3c4d",
    "took_ms": 6.2,
}
"""What a search may give back."""

COMPARISON_EXAMPLE: dict[str, Any] = {
    "topic": "meeting software",
    "interpreted_topic": "meeting software",
    "report": "example-meetings",
    "editions": [
        {
            "edition": "2024",
            "document_id": "example-meetings-2024",
            "document_title": "Running meetings online",
            "answered": True,
            "confidence": 0.83,
            "answer": [{"text": _QUOTE, "citation": 1, "table_header": "", "parts": [_PART]}],
            "citations": [{"n": 1, "quote": _QUOTE, **_PLACE}],
            "linked": [],
            "reason": None,
            "nearest": [],
        },
        {
            "edition": "2025",
            "document_id": "example-meetings-2025",
            "document_title": "Running meetings online",
            "answered": False,
            "confidence": 0.04,
            "answer": [],
            "citations": [],
            "linked": [],
            "reason": "Nothing held here answers the question closely enough to be quoted.",
            "nearest": [_NEAREST],
        },
    ],
    "pairs": [
        {
            "cells": [
                {
                    "edition": "2024",
                    "section_id": "example-meetings-2024#choosing-software",
                    "heading_path": ["Choosing software"],
                    "citations": [1],
                    "matched_by": None,
                },
                {
                    "edition": "2025",
                    "section_id": "example-meetings-2025#choosing-software",
                    "heading_path": ["Choosing software"],
                    "citations": [],
                    "matched_by": "id",
                },
            ]
        }
    ],
    "trends": [
        {
            "older": "2024",
            "newer": "2025",
            "changes": [{"outcome": "renamed", "older": ["Software"], "newer": ["Tools"], "quoted": True}],
            "note": "",
        }
    ],
    "generation": "20240601T120000Z-1a2b3c4d",
    "took_ms": 14.2,
}
"""What a comparison of two editions may give back."""

SUGGESTIONS_EXAMPLE: dict[str, Any] = {
    "query": "choos sof",
    "suggestions": [
        {
            "text": "How do councils choose meeting software?",
            "kind": "question",
            "document_id": "example-meetings-2024",
            "document_title": "Running meetings online",
            "section_id": "example-meetings-2024#choosing-software",
            "edition": "2024",
        },
        {
            "text": "Choosing software",
            "kind": "heading",
            "document_id": "example-meetings-2024",
            "document_title": "Running meetings online",
            "section_id": "example-meetings-2024#choosing-software",
            "edition": "2024",
        },
    ],
    "generation": "20240601T120000Z-1a2b3c4d",
    "took_ms": 0.6,
}
"""What may be suggested while somebody types."""

FEEDBACK_EXAMPLE: dict[str, Any] = {
    "id": "5f0c7d1e9a3b42c68d17e0b94a6f2c38",
    "day": "2024-06-03",
    "question": "How do councils choose a supplier of meeting software?",
    "useful": False,
    "citation": 1,
    "section_id": "example-meetings-2024#choosing-software",
    "words": "It tells how to buy, not how to choose.",
    "generation": "20240601T120000Z-1a2b3c4d",
    "outcome": "answered",
}
"""What somebody may have said of an answer."""
