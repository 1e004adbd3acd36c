"""Curated questions that are not answered by the sections that answered them in an earlier generation."""

from dataclasses import dataclass
from enum import StrEnum

from trendsqa.index.texts.passage_table import PassageTable

__all__ = ["QuestionChange", "QuestionKind", "compare_questions", "curated_questions"]


class QuestionKind(StrEnum):
    """Outcome of a curated question."""

    APPEARED = "appeared"
    MOVED = "moved"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """One curated question and the sections that answered it and answer it now.

    ``section_gone``: it was lost because no section that answered it is held any more; otherwise it is not among the
    curated questions of those sections any longer.
    """

    kind: QuestionKind
    question: str
    earlier_sections: tuple[str, ...]
    sections: tuple[str, ...]
    section_gone: bool


def curated_questions(table: PassageTable) -> dict[str, tuple[str, ...]]:
    """The ids of the sections that answer each curated question."""
    places: dict[str, dict[str, None]] = {}
    for record in table.questions():
        places.setdefault(record.text, {})[record.section_id] = None
    return {question: tuple(sections) for question, sections in places.items()}


def compare_questions(
    before: dict[str, tuple[str, ...]], after: dict[str, tuple[str, ...]], moved: dict[str, str], held: set[str]
) -> tuple[QuestionChange, ...]:
    """The questions that are not answered by the sections that answered them; one that moved is the same section.

    ``before`` and ``after`` are ``curated_questions`` of each generation. ``moved`` has the new id of each section that
    moved, by its earlier id; ``held`` are the ids of all sections now.
    """
    changes = []
    for question in dict.fromkeys((*before, *after)):
        earlier, now = before.get(question, ()), after.get(question, ())
        followed = [moved.get(section_id, section_id) for section_id in earlier]
        if set(followed) != set(now):
            kind = QuestionKind.APPEARED if not earlier else QuestionKind.MOVED if now else QuestionKind.LOST
            gone = kind is QuestionKind.LOST and held.isdisjoint(followed)
            changes.append(QuestionChange(kind, question, earlier, now, gone))
    return tuple(changes)
