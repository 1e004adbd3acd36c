"""The one object that surfaces hold: it asks, searches and reads, over exactly one generation per call."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from trendsqa.answering.answer import Answer, Citation, Outcome, Quote
from trendsqa.answering.collection_reader import CollectionReader
from trendsqa.answering.confidence import (
    EMPTY_COLLECTION,
    MAY_NOT_ANSWER,
    NOT_ANSWERED,
    NOTHING_MATCHES,
    UNTUNED,
    ConfidenceModel,
    is_near,
)
from trendsqa.answering.evidence import LOOKED_AT, Evidence, gather
from trendsqa.answering.overviews import Overviews
from trendsqa.answering.quoting.citing import cite, show
from trendsqa.answering.quoting.excerpt import Excerpt
from trendsqa.answering.quoting.selection import select
from trendsqa.answering.quoting.span_reader import SpanReading
from trendsqa.index.opening import OpenGeneration
from trendsqa.index.texts.lexical import tokenise
from trendsqa.index.texts.records import MentionRecord, PassageRecord
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.input_kind.replies import reply_to
from trendsqa.questions.interpreting import Interpreter
from trendsqa.questions.missing import missing_terms
from trendsqa.questions.question import Question
from trendsqa.questions.suggesting.next_questions import NextQuestions
from trendsqa.questions.suggesting.suggester import Suggester
from trendsqa.questions.suggesting.suggestion import Suggestion
from trendsqa.retrieval.hit import Filters, Hit, Ranking
from trendsqa.retrieval.searcher import Searcher, judged_titles
from trendsqa.retrieval.stage_times import Stage, collected, timed

__all__ = ["Assistant", "Considered"]

_NEAREST = 3
"""Sections named when the collection does not answer."""
_BY_OUTLINE = 0.95
"""Confidence in an answer that stands in a document's outline: a rule read the question, which may err."""
_FEWEST_WORDS_OF_PART = 50
"""Words that each of several questions in one is answered with at least."""
_FEWEST_LETTERS = 4
"""Letters from which a beginning tells the word that it is short for."""
_SUGGESTED = 3
"""Questions suggested after an answer, and in reply to an input that was no question."""
_SHARE_OF_COUNTERPART = 2
"""What is quoted because another edition quotes the like gets half of the words of an answer."""


@dataclass(frozen=True, slots=True)
class Considered:
    """Excerpts that would be quoted for a question, and the evidence for them; None if nothing was found."""

    ranking: Ranking
    excerpts: tuple[Excerpt, ...]
    evidence: Evidence | None


class Assistant(CollectionReader):
    """Asks, searches and reads. Safe to share between threads."""

    def __init__(  # noqa: PLR0913 - its parts, most of which an installation may do without
        self,
        opened: OpenGeneration,
        interpreter: Interpreter,
        searcher: Searcher,
        *,
        max_words: int,
        threshold: float,
        model: ConfidenceModel = UNTUNED,
        replies: Mapping[str, str] | None = None,
        span_reading: SpanReading | None = None,
        on_answer: Callable[[Answer], None] | None = None,
    ) -> None:
        """Answer from ``opened``: at most about ``max_words`` words, none below ``threshold`` by ``model``.

        ``replies`` are the operator's own texts for inputs that are no question, by kind.
        ``span_reading`` lets a reader point at what answers in the best passages.
        ``on_answer`` is told every answer that is given.
        """
        self._on_answer = on_answer
        self._span_reading = span_reading
        super().__init__(opened)
        self._interpreter = interpreter
        self._searcher = searcher
        self._max_words = max_words
        self._threshold = threshold
        self._model = model
        self._replies = replies or {}
        self._overviews = Overviews(opened.table)
        self._suggester = Suggester(opened, interpreter.encode)
        self._next_questions = NextQuestions(opened.table)

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

        ``as_written`` takes its words as they are: no history, no spelling corrected. If several editions are held and
        no filter names one, the newest that answers is quoted alone.
        """
        started = perf_counter()
        wanted = filters or Filters()
        with collected() as seconds:
            asked = self._as_written(question) if as_written else self.interpret(question, history, among=[wanted])
            answers = (self._answer_in_parts(asked, limit, among) for among in self._one_edition_each(wanted))
            first = next(answers)
            answer = first if first.answered else next((later for later in answers if later.answered), first)
            suggestions = answer.suggestions or self._asked_next(answer, history)
        took_ms = (perf_counter() - started) * 1000
        answer = replace(answer, suggestions=suggestions, took_ms=took_ms, stage_seconds=tuple(seconds.items()))
        if self._on_answer:
            self._on_answer(answer)
        return answer

    def interpret(self, text: str, history: Sequence[str] = (), *, among: Sequence[Filters]) -> Question:
        """The question that ``text`` asks after ``history``, oldest first.

        Its spelling is corrected by words of passages that pass any of ``among``.
        """
        with timed(Stage.INTERPRET):
            return self._interpreter.interpret(text, history, self._searcher.holding(*among))

    def _as_written(self, text: str) -> Question:
        with timed(Stage.INTERPRET):
            return self._interpreter.as_written(text)

    def answers_within(self, question: Question, among: Sequence[Filters]) -> tuple[Answer, ...]:
        """One answer from the passages that pass each of ``among``, in their order.

        ``on_answer`` is not told of these.
        """
        return tuple(self._answer(question, LOOKED_AT, filters) for filters in among)

    def quoting_also(self, question: Question, answer: Answer, section_ids: Sequence[str]) -> Answer:
        """``answer`` with a quote more from each of ``section_ids`` that its ranking holds; other sections give none.

        What is closest in the section is quoted, after the quotes that the answer has, in half the words of an answer.
        """
        excerpts: list[Excerpt] = []
        for section_id in section_ids:
            hits = [hit for hit in answer.hits if hit.passage.section.id == section_id]
            excerpts += select(
                question,
                hits[:1],
                blocks_of=self._opened.table.blocks,
                passages_of=self._opened.table.passages_of,
                max_words=self._max_words // _SHARE_OF_COUNTERPART,
            )
        quotes, citations = self._quote(excerpts, first=len(answer.citations) + 1)
        return replace(answer, quotes=(*answer.quotes, *quotes), citations=(*answer.citations, *citations))

    def _asked_next(self, answer: Answer, history: Sequence[str]) -> tuple[str, ...]:
        """Questions that the sections of ``answer``, or those around them, answer as well."""
        places = [citation.passage.section.id for citation in answer.citations]
        if answer.outcome is Outcome.CLOSE and answer.closest:
            places = [answer.closest.passage.section.id]
        asked = (answer.question, answer.interpreted_question, *history)
        return self._next_questions.after(asked, tuple(dict.fromkeys(places)), limit=_SUGGESTED)

    def _one_edition_each(self, filters: Filters) -> tuple[Filters, ...]:
        if filters.edition or len(self._editions) <= 1:
            return (filters,)
        return tuple(
            replace(filters, without_editions=tuple(other for other in self._editions if other != edition))
            for edition in self._editions
        )

    def _answer_in_parts(self, question: Question, limit: int, filters: Filters) -> Answer:
        """An answer to each question that ``question`` consists of, or the answer to the whole."""
        # Whether a passage has all names must not hang on how many hits somebody wants to see.
        read = self._answer(question, max(limit, LOOKED_AT), filters)
        whole = replace(read, hits=read.hits[:limit])
        if whole.outcome is Outcome.REPLY or not (question.parts or question.of_each_name):
            return whole
        if question.parts:
            parts, named = question.parts, question.parts
        elif _names_together(question, read.hits):
            return whole
        else:
            parts = tuple(of_name.question for of_name in question.of_each_name)
            named = tuple(of_name.name.text for of_name in question.of_each_name)
        answers = [
            self._answer(self.interpret(part, among=[filters]), limit, filters, max_words=self._share_of(parts))
            for part in parts
        ]
        answered = [answer for answer in answers if answer.answered]
        if not answered or (whole.answered and not question.parts and len(answered) < len(parts)):
            return whole
        quotes, citations = self._quote(_each_once(citation for answer in answered for citation in answer.citations))
        return replace(
            whole,
            outcome=Outcome.ANSWERED,
            confidence=sum(answer.confidence for answer in answers) / len(answers),
            quotes=quotes,
            citations=citations,
            linked=self._linked(citations, filters),
            reason=None,
            nearest=(),
            closest=None,
            closest_quote=None,
            missing=tuple(dict.fromkeys(term for answer in answers for term in answer.missing)),
            open=tuple(name for name, answer in zip(named, answers, strict=True) if not answer.answered),
        )

    def _share_of(self, parts: Sequence[str]) -> int:
        return max(self._max_words // len(parts), _FEWEST_WORDS_OF_PART)

    def _linked(self, citations: Sequence[Citation], filters: Filters) -> tuple[MentionRecord, ...]:
        return self._catalogue.linked_from_sections(
            (citation.passage.section.id for citation in citations), edition=filters.edition
        )

    def _answer(self, question: Question, limit: int, filters: Filters, *, max_words: int | None = None) -> Answer:
        if not question.kind.may_be_answered:
            return self._reply(question, filters)
        considered = self._consider(question, limit, filters, max_words)
        ranking, evidence = considered.ranking, considered.evidence
        documents = self._catalogue.passing(filters) if question.overview else ()
        overview = self._overviews.excerpts(question, documents)
        excerpts = overview or considered.excerpts
        missing = () if overview else missing_terms(question, self._mentions)
        certainty = _BY_OUTLINE if overview else self._model.confidence(evidence) if evidence else 0.0
        answered = bool(excerpts) and certainty >= self._threshold and not missing
        near = evidence is not None and is_near(evidence)
        quotes, citations = self._quote(excerpts) if answered else ((), ())
        shown, nearest = self._quote(excerpts[:1]) if near and not answered else ((), ())
        return Answer(
            question=question.typed,
            interpreted_question=question.interpreted,
            outcome=Outcome.ANSWERED if answered else Outcome.CLOSE if near else Outcome.NOT_HELD,
            input_kind=question.kind,
            confidence=min(certainty, self._threshold / 2) if missing else certainty,
            quotes=quotes,
            citations=citations,
            linked=self._linked(citations, filters),
            hits=ranking.hits[:limit],
            reason=None if answered else self._reason(question.kind, ranking, near, missing),
            nearest=() if answered else self._nearest(ranking),
            closest=nearest[0] if nearest else None,
            closest_quote=shown[0] if shown else None,
            missing=missing,
            open=(),
            suggestions=(),
            generation=ranking.generation,
            took_ms=0.0,
        )

    def _mentions(self, word: str) -> bool:
        """True if some passage has ``word`` in any form, or a longer word that it may be short for, as "Lincs"."""
        if self._opened.lexical.knows(word):
            return True
        stem = word.lower().removesuffix("s")
        return len(stem) >= _FEWEST_LETTERS and any(known.startswith(stem) for known in self._opened.vocabulary)

    def _reply(self, question: Question, filters: Filters) -> Answer:
        """The reply to an input that is no question to the collection, which is not searched."""
        examples = self.example_questions(filters=filters)
        return Answer(
            question=question.typed,
            interpreted_question=question.typed,
            outcome=Outcome.REPLY,
            input_kind=question.kind,
            confidence=0.0,
            quotes=(),
            citations=(),
            linked=(),
            hits=(),
            reason=reply_to(question.kind, self._replies),
            nearest=(),
            closest=None,
            closest_quote=None,
            missing=(),
            open=(),
            suggestions=() if question.kind is InputKind.DISTRESS else examples[:_SUGGESTED],
            generation=self._opened.generation.name,
            took_ms=0.0,
        )

    def consider(self, question: str) -> Considered:
        """Excerpts and evidence for ``question``, however low the confidence."""
        return self._consider(self.interpret(question, among=[Filters()]), LOOKED_AT, Filters())

    def _consider(self, question: Question, limit: int, filters: Filters, max_words: int | None = None) -> Considered:
        reading = self._span_reading
        with timed(Stage.RETRIEVE):
            # What is read must not hang on how many hits somebody wants to see.
            wanted = max(limit, LOOKED_AT, reading.passages if reading else 0)
            ranking = self._searcher.search(question, limit=wanted, filters=filters)
        if not ranking.hits:
            return Considered(ranking, (), None)
        with timed(Stage.QUOTE):
            excerpts = select(
                question,
                ranking.hits,
                blocks_of=self._opened.table.blocks,
                passages_of=self._opened.table.passages_of,
                max_words=max_words or self._max_words,
                spans=reading.spans(question.interpreted, ranking.hits) if reading else None,
            )
            return Considered(ranking, excerpts, gather(question, ranking.hits, excerpts, self._opened.lexical))

    def search(self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters | None = None) -> Ranking:
        """Ranked passages from ``offset`` on."""
        return self._searcher.search(self._as_written(query), limit=limit, offset=offset, filters=filters or Filters())

    def suggest(self, text: str, *, limit: int = 6, edition: str = "") -> tuple[Suggestion, ...]:
        """Up to ``limit`` texts to ask for what is typed so far, best first, from one ``edition`` or all."""
        return self._suggester.suggest(text, limit=limit, edition=edition)

    def _quote(self, excerpts: Sequence[Excerpt], *, first: int = 1) -> tuple[tuple[Quote, ...], tuple[Citation, ...]]:
        table = self._opened.table
        citations = tuple(cite(n, excerpt, table) for n, excerpt in enumerate(excerpts, start=first))
        shown = (show(citation, table.blocks(citation.passage.section.id), table) for citation in citations)
        return tuple(shown), citations

    def _reason(self, kind: InputKind, ranking: Ranking, near: bool, missing: Sequence[str]) -> str:
        if not self._opened.generation.counts.passages:
            return EMPTY_COLLECTION
        said = reply_to(kind, self._replies, missing)
        if said:
            return said
        if not ranking.hits:
            return NOTHING_MATCHES
        return MAY_NOT_ANSWER if near else NOT_ANSWERED

    def _nearest(self, ranking: Ranking) -> tuple[PassageRecord, ...]:
        """The best passage of each of the sections that come closest, best first."""
        nearest: dict[str, PassageRecord] = {}
        for hit in ranking.hits:
            if len(nearest) < _NEAREST:
                nearest.setdefault(hit.passage.section.id, hit.passage)
        return tuple(nearest.values())


def _names_together(question: Question, hits: Sequence[Hit]) -> bool:
    """True if one of ``hits`` contains all the names that ``question`` joins, so that it may answer for all."""
    stems = frozenset[str]().union(*(of_name.name.stems for of_name in question.of_each_name))
    return any(stems <= set(tokenise(f"{judged_titles(hit.passage)} {hit.passage.text}")) for hit in hits)


def _each_once(citations: Iterable[Citation]) -> list[Excerpt]:
    """The excerpts that are cited, without those that lie within an earlier one."""
    kept: list[Excerpt] = []
    for cited in citations:
        within = any(
            one.passage.id == cited.passage.id and one.char_start <= cited.char_start and cited.char_end <= one.char_end
            for one in kept
        )
        if not within:
            kept.append(Excerpt(cited.passage, cited.char_start, cited.char_end, cited.page))
    return kept
