"""The JSON form of what changed between two generations."""

from dataclasses import asdict
from typing import Any

from trendsqa.comparing.generations.answer_change import AnswerChanges
from trendsqa.comparing.generations.generation_changes import GenerationChanges
from trendsqa.index.generations.manifest import Generation

__all__ = ["changes_to_dict"]


def changes_to_dict(changes: GenerationChanges, answers: AnswerChanges | None) -> dict[str, Any]:
    """JSON of ``trendsqa index changes --json``; ``answers`` is None if no question set was asked."""
    return {
        "before": _generation(changes.before),
        "after": _generation(changes.after),
        "same_content": changes.is_same_content,
        "curated_questions_of_changed_sections": changes.asked_of_changed,
        "figures": [asdict(figure) for figure in changes.figures],
        "settings": [asdict(setting) for setting in changes.settings],
        "sources": [asdict(source) for source in changes.sources],
        "sections": [asdict(section) for section in changes.sections],
        "questions": [asdict(question) for question in changes.questions],
        "answers": asdict(answers) if answers else None,
    }


def _generation(generation: Generation) -> dict[str, Any]:
    return {
        "generation": generation.name,
        "created": generation.created,
        "content_hash": generation.content_hash,
        "seconds": generation.seconds,
        "bytes": generation.size,
        "encoder": asdict(generation.encoder),
        **asdict(generation.counts),
    }
