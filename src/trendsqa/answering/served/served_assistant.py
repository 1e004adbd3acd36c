"""The assistant of a server: reads in its own process, has the work done elsewhere, and gives kept answers again."""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from trendsqa.answering.answer import Answer
from trendsqa.answering.answer_counts import AnswerCounter
from trendsqa.answering.collection_reader import CollectionReader
from trendsqa.answering.served.answer_cache import AnswerCache
from trendsqa.answering.served.sealed_answer import Asked
from trendsqa.answering.served.work import Work
from trendsqa.index.opening import OpenGeneration
from trendsqa.questions.question import Question
from trendsqa.questions.suggesting.suggestion import Suggestion
from trendsqa.retrieval.hit import Filters, Ranking

__all__ = ["ServedAssistant"]


class ServedAssistant(CollectionReader):
    """Asks, searches and reads over one generation. Safe to share between threads."""

    def __init__(
        self,
        opened: OpenGeneration,
        work: Work,
        cache: AnswerCache,
        *,
        counter: AnswerCounter,
    ) -> None:
        """``work`` is done over the same generation as ``opened``; ``counter`` counts every answer given."""
        super().__init__(opened)
        self._work = work
        self._cache = cache
        self._counter = counter

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        as_written: bool = False,
        limit: int = 10,
        filters: Filters | None = None,
    ) -> Answer:
        """The answer to ``question`` after the earlier questions ``history``, oldest first.

        Raises:
            OverloadedError: Too many questions wait already.
            WorkStoppedError: The work took too long.
        """
        started = perf_counter()
        asked = Asked(question, tuple(history), as_written, limit, filters or Filters())
        given = self._cache.answer(asked, lambda: self._ask(asked))
        answer = given.answer
        if given.again:
            answer = replace(answer, took_ms=(perf_counter() - started) * 1000)
        self._counter.count(answer, again=given.again)
        return answer

    def interpret(self, text: str, history: Sequence[str] = (), *, among: Sequence[Filters]) -> Question:
        """The question that ``text`` asks after ``history``."""
        question: Question = self._work.call("interpret", text, tuple(history), among=tuple(among))
        return question

    def answers_within(self, question: Question, among: Sequence[Filters]) -> tuple[Answer, ...]:
        """One answer from the passages that pass each of ``among``, in their order."""
        answers: tuple[Answer, ...] = self._work.call("answers_within", question, tuple(among), may_shed=False)
        return answers

    def quoting_also(self, question: Question, answer: Answer, section_ids: Sequence[str]) -> Answer:
        """``answer`` with a quote more from each of ``section_ids`` that its ranking holds."""
        if not section_ids:
            return answer
        more: Answer = self._work.call("quoting_also", question, answer, tuple(section_ids), may_shed=False)
        return more

    def search(self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters | None = None) -> Ranking:
        """Ranked passages from ``offset`` on."""
        ranking: Ranking = self._work.call("search", query, limit=limit, offset=offset, filters=filters)
        return ranking

    def suggest(self, text: str, *, limit: int = 6, edition: str = "") -> tuple[Suggestion, ...]:
        """Up to ``limit`` texts to ask for what is typed so far, best first."""
        found: tuple[Suggestion, ...] = self._work.call("suggest", text, limit=limit, edition=edition)
        return found

    def close(self) -> None:
        """Give back the files, and what does the work."""
        self._work.close()
        super().close()

    def _ask(self, asked: Asked) -> Answer:
        answer: Answer = self._work.call(
            "ask",
            asked.question,
            history=asked.history,
            as_written=asked.as_written,
            limit=asked.limit,
            filters=asked.filters,
        )
        return answer
