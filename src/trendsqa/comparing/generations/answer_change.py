"""Questions of a set with another outcome in two generations: answered or refused, from which section.

Questions are named by id. No text of a question, an answer or a source goes into it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trendsqa.evaluation.experiment import Experiment
from trendsqa.evaluation.measures.earlier_run import EarlierRun
from trendsqa.evaluation.measures.outcome import MeasuredOutcome
from trendsqa.evaluation.measures.record import Record
from trendsqa.evaluation.measures.run_comparison import RunComparison, compare

__all__ = ["AnswerChange", "AnswerChanges", "AnswerOutcome", "compare_answers"]


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """Outcome of one question; the section of its first quote is empty for a refusal.

    ``held`` says whether the answer holds an accepted quote whole; None for a question that has none.
    """

    answered: bool
    section_id: str
    held: bool | None

    @classmethod
    def of(cls, record: Record) -> "AnswerOutcome":
        """Outcome of the question of a record."""
        cited = record.answer.citations if record.answer.answered else ()
        return cls(
            answered=record.answer.answered,
            section_id=cited[0].passage.section.id if cited else "",
            held=record.answering.golds_held > 0 if record.question.answerable else None,
        )


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One question that fares differently; ``what`` says how, a phrase each."""

    id: str
    type: str
    answerable: bool
    before: AnswerOutcome
    after: AnswerOutcome
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerChanges:
    """A question set asked of both.

    ``changed`` is in the order of the questions. ``gold_lost`` and ``gold_found`` are the ids of the questions one of
    whose accepted quotes the collection does not hold any more, or holds only now.
    """

    questions: int
    changed: tuple[AnswerChange, ...]
    gold_lost: tuple[str, ...]
    gold_found: tuple[str, ...]
    comparison: RunComparison


def compare_answers(before: Experiment, after: Experiment, moved: Mapping[str, str]) -> AnswerChanges:
    """``after`` against ``before``; ``moved`` has the new id of each section that moved, by its earlier id.

    Raises:
        QuestionSetError: they are not runs of the same question set.
    """
    earlier = EarlierRun(
        asked_on=before.asked_on,
        generation=before.status.generation,
        encoder=before.status.encoder,
        questions_sha256=before.questions_sha256,
        outcomes=tuple(map(MeasuredOutcome.of, before.records)),
    )
    comparison = compare(earlier, after)
    changes = (_change(old, new, moved) for old, new in zip(before.records, after.records, strict=True))
    missing, missing_now = dict.fromkeys(before.coverage.missing), dict.fromkeys(after.coverage.missing)
    return AnswerChanges(
        questions=len(after.records),
        changed=tuple(change for change in changes if change.what),
        gold_lost=tuple(id_ for id_ in missing_now if id_ not in missing),
        gold_found=tuple(id_ for id_ in missing if id_ not in missing_now),
        comparison=comparison,
    )


def _change(old: Record, new: Record, moved: Mapping[str, str]) -> AnswerChange:
    before, after = AnswerOutcome.of(old), AnswerOutcome.of(new)
    question = new.question
    what = tuple(_what(before, after, moved))
    return AnswerChange(question.id, question.type, question.answerable, before, after, what)


def _what(before: AnswerOutcome, after: AnswerOutcome, moved: Mapping[str, str]) -> Iterator[str]:
    if before.answered != after.answered:
        yield "is answered now" if after.answered else "is refused now"
    elif moved.get(before.section_id, before.section_id) != after.section_id:
        yield "is answered from another section first"
    if before.held != after.held:
        yield "holds an accepted quote now" if after.held else "holds no accepted quote any more"
