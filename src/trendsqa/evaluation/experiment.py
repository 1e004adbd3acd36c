"""Asks an assistant every question of a set and keeps what came back, scored, question by question."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

from trendsqa.answering.answering import Answering
from trendsqa.answering.catalogue import CollectionStatus
from trendsqa.errors import IndexUnavailableError, QuestionSetError, RightsError
from trendsqa.evaluation.measures.answer_metrics import score_answer
from trendsqa.evaluation.measures.record import Record, Summary
from trendsqa.evaluation.measures.retrieval_metrics import RANKS_SCORED, score_ranking
from trendsqa.evaluation.questions.locating import SourceTexts, Target
from trendsqa.evaluation.questions.question import GoldQuestion, digest_of

__all__ = ["Experiment", "GoldCoverage", "run_experiment"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GoldCoverage:
    """Number of gold quotes, and ids of the questions with one that no document contains whole.

    ``in_part``: only a run of at least 60 % of a quote's words stands in the collection. ``missing``: not
    even that, so nothing can hit it; usually another form or edition of the source is in the collection.
    An id is repeated for each such quote.
    """

    golds: int
    in_part: tuple[str, ...]
    missing: tuple[str, ...]

    @classmethod
    def of(cls, targets: Mapping[str, Sequence[Target]]) -> "GoldCoverage":
        """The coverage of the ``targets`` of each question id."""
        return cls(
            golds=sum(len(of_one) for of_one in targets.values()),
            in_part=tuple(i for i, of_one in targets.items() for t in of_one if t.places and not t.whole),
            missing=tuple(i for i, of_one in targets.items() for t in of_one if not t.places),
        )


@dataclass(frozen=True, slots=True)
class Experiment:
    """One run of a question set. ``records`` are in the order of the questions.

    ``asked_on`` is the day (ISO 8601, UTC) and ``questions_sha256`` the digest of the set, the same only for the same.
    ``without_history`` are the questions that have a history, asked once more as if they had none.
    ``unreadable`` are the documents whose text the assistant may not give: their quotes cannot be checked.
    """

    asked_on: str
    questions_sha256: str
    status: CollectionStatus
    records: tuple[Record, ...]
    without_history: tuple[Record, ...]
    coverage: GoldCoverage
    unreadable: tuple[str, ...]

    def overall(self) -> Summary:
        """The measures over all questions, asked with their history."""
        return Summary.of(self.records)

    def by_type(self) -> dict[str, Summary]:
        """The measures of each type of question, in the order in which the types first appear."""
        types = dict.fromkeys(record.question.type for record in self.records)
        return {kind: Summary.of([record for record in self.records if record.question.type == kind]) for kind in types}

    def with_history(self) -> Summary:
        """The measures of the questions that have a history, asked with it."""
        return Summary.of([record for record in self.records if record.question.history])

    def bare(self) -> Summary:
        """The measures of the same questions asked without it: the gap shows what the history is worth."""
        return Summary.of(self.without_history)


def run_experiment(
    assistant: Answering,
    questions: Sequence[GoldQuestion],
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> Experiment:
    """Every question asked once, and once more without its history if it has one, with scores.

    ``on_progress`` is called after each asking with how many are done and how many there are.

    Raises:
        QuestionSetError: there are no questions.
        IndexUnavailableError: the collection is empty; that is no run, and must not pass for a score of 0.
    """
    if not questions:
        raise QuestionSetError("The question set holds no questions; expected at least one.")
    sources, unreadable = _read_sources(assistant)
    targets = {question.id: tuple(sources.locate(gold.quote) for gold in question.gold) for question in questions}
    follow_ups = [question for question in questions if question.history]
    total = len(questions) + len(follow_ups)

    def ask(question: GoldQuestion, history: tuple[str, ...], done: int) -> Record:
        record = _ask(assistant, question, history, targets[question.id], sources)
        if on_progress is not None:
            on_progress(done, total)
        return record

    return Experiment(
        asked_on=datetime.now(UTC).date().isoformat(),
        questions_sha256=digest_of(questions),
        status=assistant.status(),
        records=tuple(ask(q, q.history, done) for done, q in enumerate(questions, start=1)),
        without_history=tuple(ask(q, (), done) for done, q in enumerate(follow_ups, start=len(questions) + 1)),
        coverage=GoldCoverage.of(targets),
        unreadable=unreadable,
    )


def _read_sources(assistant: Answering) -> tuple[SourceTexts, tuple[str, ...]]:
    """The collection's texts, and the ids of the documents whose text is withheld.

    Raises IndexUnavailableError if the collection is empty.
    """
    documents = assistant.documents()
    if not any(document.passages for document in documents):
        raise IndexUnavailableError(
            f"The collection has {len(documents)} documents and no passages, so there is nothing to measure; "
            "add a document with 'trendsqa corpus add FILE', then run 'trendsqa index build'."
        )
    texts: dict[str, str] = {}
    withheld: list[str] = []
    # What has no passages has no quotes to check.
    for document in (one for one in documents if one.passages):
        try:
            texts[document.id] = assistant.text(document.id)
        except RightsError as error:
            _LOG.warning("%s: quotes cannot be checked: %s", document.id, error)
            withheld.append(document.id)
    return SourceTexts(texts), tuple(withheld)


def _ask(
    assistant: Answering,
    question: GoldQuestion,
    history: tuple[str, ...],
    targets: Sequence[Target],
    sources: SourceTexts,
) -> Record:
    """One asking of ``question`` after ``history``, timed and scored."""
    started = perf_counter()
    answer = assistant.ask(question.question, history=history, limit=RANKS_SCORED)
    took_ms = (perf_counter() - started) * 1000
    return Record(
        question=question,
        answer=answer,
        retrieval=score_ranking(answer.hits, targets, need_all=question.need_all, sources=sources)
        if question.answerable
        else None,
        answering=score_answer(answer, question, targets, sources),
        took_ms=took_ms,
    )
