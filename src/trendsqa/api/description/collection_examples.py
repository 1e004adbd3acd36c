"""Invented documents for the API's description; neither they nor their pages exist."""

from typing import Any

from trendsqa.api.response_examples import LINKED_EXAMPLE

__all__ = [
    "DEGRADED_EXAMPLE",
    "DOCUMENTS_EXAMPLE",
    "FILTERS_EXAMPLE",
    "OUTLINE_EXAMPLE",
    "READY_EXAMPLE",
    "TEXT_EXAMPLE",
]

_DOCUMENT: dict[str, Any] = {
    "document_id": "example-meetings-2024",
    "title": "Running meetings online",
    "form": "full",
    "kind": "guidance",
    "organisation": "Example Council",
    "country": "United Kingdom",
    "language": "en",
    "published": "2024-03",
    "edition": "2024",
    "publisher": "Example Press",
    "licence": "OGL-UK-3.0",
    "terms": "full",
    "attribution": "Contains public sector information licensed under the Open Government Licence v3.0.",
    "status": "resolved",
    "url": "https://example.org/meetings",
    "note": "Written for small councils.",
    "page_count": 12,
    "losses": ["Page 9 is a picture; its words are not stored."],
    "section_count": 1,
    "passage_count": 8,
    "word_count": 2450,
}

DOCUMENTS_EXAMPLE: dict[str, Any] = {"documents": [_DOCUMENT]}
"""What the list of documents may give back."""

OUTLINE_EXAMPLE: dict[str, Any] = {
    **_DOCUMENT,
    "sections": [
        {
            "section_id": "example-meetings-2024#choosing-software",
            "title": "Choosing software",
            "heading_path": ["Choosing software"],
            "level": 1,
            "trend": "",
            "facet": "",
            "form": "full",
            "page": 4,
            "url": "https://example.org/meetings",
        }
    ],
    "links": [LINKED_EXAMPLE],
    "linked_from": [
        {
            "section_id": "example-trends-2024#meetings/guidance",
            "document_id": "example-trends-2024",
            "document_title": "Trends in meetings",
            "heading_path": ["Meetings", "Guidance"],
            "text": "how to run meetings online",
        }
    ],
}
"""What an outline may give back."""

FILTERS_EXAMPLE: dict[str, Any] = {
    "edition": [{"value": "2025", "passages": 310, "documents": 1}, {"value": "2024", "passages": 296, "documents": 1}],
    "trend": [{"value": "harnessing-data", "passages": 61, "documents": 2}],
    "kind": [
        {"value": "guidance", "passages": 214, "documents": 14},
        {"value": "report", "passages": 606, "documents": 2},
    ],
    "publisher": [{"value": "Example Press", "passages": 214, "documents": 14}],
    "form": [{"value": "full", "passages": 784, "documents": 12}, {"value": "brief", "passages": 36, "documents": 4}],
    "passages": 820,
    "documents": 16,
    "generation": "20240601T120000Z-1a2b3c4d",
}
"""What the values of filters may be."""

TEXT_EXAMPLE: dict[str, Any] = {
    "text": "Running meetings online\nChoosing software\nAsk three suppliers for a trial before a contract is signed.",
}
"""What a text may give back."""

READY_EXAMPLE: dict[str, Any] = {
    "status": "ready",
    "failing": None,
    "generation": "20240601T120000Z-1a2b3c4d",
    "created": "2024-06-01T12:00:00Z",
    "documents": 50,
    "passages": 1276,
    "editions": ["2024"],
    "encoder": "all-MiniLM-L6-v2",
}
"""What readiness may give back."""

DEGRADED_EXAMPLE: dict[str, Any] = {
    **READY_EXAMPLE,
    "status": "degraded",
    "failing": {
        "generation": "20240602T120000Z-5e6f7a8b",
        "message": "It cannot be opened. Whoever runs the server finds out why with `trendsqa doctor`.",
        "since": "2024-06-02T12:00:03Z",
    },
}
"""The same where a newer generation is published that cannot be opened."""
