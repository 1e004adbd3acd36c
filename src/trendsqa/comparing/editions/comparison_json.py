"""The JSON form of a comparison, version 1: one shape for the command line and the HTTP API."""

from dataclasses import asdict
from typing import Any

from trendsqa.answering.answer_json import answer_to_dict
from trendsqa.comparing.editions.comparison import ComparedEdition, Comparison

__all__ = ["comparison_to_dict"]


def comparison_to_dict(comparison: Comparison) -> dict[str, Any]:
    """A comparison as ``POST /api/v1/compare`` gives it."""
    return {
        "topic": comparison.topic,
        "interpreted_topic": comparison.interpreted_topic,
        "report": comparison.report,
        "editions": [_edition_to_dict(edition) for edition in comparison.editions],
        "pairs": [
            {
                "cells": [
                    asdict(cell) | {"heading_path": list(cell.heading_path), "citations": list(cell.citations)}
                    for cell in pair.cells
                ]
            }
            for pair in comparison.pairs
        ],
        "trends": [
            {
                "older": step.older,
                "newer": step.newer,
                "changes": [
                    asdict(trend) | {"older": list(trend.older), "newer": list(trend.newer)} for trend in step.trends
                ],
                "note": step.note,
            }
            for step in comparison.steps
        ],
        "generation": comparison.generation,
        "took_ms": comparison.took_ms,
    }


def _edition_to_dict(edition: ComparedEdition) -> dict[str, Any]:
    answer = answer_to_dict(edition.answer)
    kept = ("answered", "confidence", "answer", "citations", "linked", "reason", "nearest")
    return {
        "edition": edition.edition,
        "document_id": edition.document_id,
        "document_title": edition.document_title,
        **{name: answer[name] for name in kept},
    }
