"""Ranks the passages of one generation for a query.

Each signal that searches (vectors of passages, sentences and questions, BM25) puts forward its best candidates; every
candidate is then scored by all signals, so that no score is a guess for a missing one. ``SignalWeights`` names them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache, partial
from typing import Protocol

import numpy as np

from trendsqa.embedding.encoder import Vectors
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.opening import KindVectors, OpenGeneration
from trendsqa.index.rows import Ordinals, Scores
from trendsqa.index.texts.lexical import tokenise
from trendsqa.index.texts.records import PassageRecord
from trendsqa.index.vectors.row_filter import RowFilter
from trendsqa.questions.question import Question
from trendsqa.retrieval.definition import defines
from trendsqa.retrieval.fusion import Signal, fuse, min_max_scale, parts_of, weigh
from trendsqa.retrieval.hit import JUDGE, UNREAD, Filters, Hit, Ranking, SentenceMatch
from trendsqa.retrieval.intent import intent_fit
from trendsqa.retrieval.precedence import LOOKED_AT, LinkedFrom, own_words_first, own_words_of
from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights
from trendsqa.retrieval.stage_times import Stage, timed

__all__ = ["Reranker", "Reranking", "Searcher", "judged_text", "judged_titles"]

_SENTENCES_PER_PASSAGE = 4
"""Sentences looked at for each passage wanted: several of the best sentences often share a passage."""
_FILTERS_AT_HAND = 8
"""Of the filters used last, what passes stays at hand: among a million passages one takes ten milliseconds to apply,
and up to ten megabytes to keep."""


_DOCUMENTS_AT_HAND = 1024
"""Documents of which the sections that link to them stay at hand."""


class Reranker(Protocol):
    """Whatever reads a question and passages together."""

    def scores(self, question: str, passages: Sequence[str]) -> Scores:
        """Relevance of each passage, higher is better; shape (passages,)."""


@dataclass(frozen=True, slots=True)
class Reranking:
    """A judge that reads the best ``passages`` of a ranking; its verdict raises a score by up to ``weight``.

    Of a question that may need several passages it reads ``of_several``. If a brief is among those that it reads, it
    reads the sections that link to the brief's item too, so that they can be compared.
    ``in_log_odds``: True if verdicts are log-odds, which are scaled to probabilities; others are scaled among those
    that were read.
    """

    judge: Reranker
    passages: int
    weight: float
    in_log_odds: bool = False
    of_several: int = 0

    def signal(
        self,
        question: Question,
        fused: Scores,
        records_at: Callable[[Ordinals], Sequence[PassageRecord]],
        linked_from: LinkedFrom,
    ) -> Signal:
        """The verdicts; passages that were not read get nothing, so they stay behind.

        ``records_at`` gives the passages at some places of ``fused``: only the best are fetched. ``linked_from`` gives
        the sections that link to a document.
        """
        passages = max(self.passages, self.of_several) if question.wants_several else self.passages
        best = np.argsort(-fused, kind="stable")[: max(passages, LOOKED_AT)]
        ranked = records_at(best)
        places = sorted({*range(min(passages, len(best))), *own_words_of(ranked, linked_from, passages)})
        read = best[places]
        verdicts = self.judge.scores(
            question.interpreted,
            [judged_text(judged_titles(ranked[place]), ranked[place].judged_words) for place in places],
        )
        raw, scaled = np.full_like(fused, UNREAD), np.zeros_like(fused)
        raw[read] = verdicts
        scaled[read] = 1 / (1 + np.exp(-verdicts)) if self.in_log_odds else min_max_scale(verdicts)
        return Signal(JUDGE, self.weight, raw, scaled)


def judged_text(titles: str, text: str) -> str:
    """Text that a judge reads for a passage, in training as in serving: its words after its titles."""
    return f"{titles}. {text}" if titles else text


def judged_titles(passage: PassageRecord) -> str:
    """Titles that say what a passage is about, from the document's down to its section's."""
    return " > ".join(dict.fromkeys((passage.document.title, *passage.section.heading_path)))


@dataclass(frozen=True, slots=True)
class _Passing:
    """Rows that pass a filter: passages, and the sentences and curated questions of these."""

    passages: RowFilter
    sentences: RowFilter
    questions: RowFilter

    @classmethod
    def of(cls, opened: OpenGeneration, filters: Filters) -> "_Passing | None":
        """None where nothing is asked."""
        wanted = asdict(filters)
        without = wanted.pop("without_editions")
        passages = opened.columns.passing(wanted, without_editions=without)
        if passages is None:
            return None
        allowed = RowFilter({name: value for name, value in wanted.items() if value}, without, passages)
        bounds = (opened.vectors[kind].bounds for kind in (VectorKind.SENTENCES, VectorKind.QUESTIONS))
        return cls(allowed, *map(allowed.within, bounds))


class Searcher:
    """Searches one open generation. Safe to share between threads."""

    def __init__(
        self, opened: OpenGeneration, *, model: RankingModel, candidates: int, reranking: Reranking | None = None
    ) -> None:
        """Each signal puts ``candidates`` passages forward; ``reranking`` lets a reranker score the best of them."""
        self._reranking = reranking
        self._opened = opened
        self._model = model
        self._candidates = candidates
        self._linked_from = lru_cache(_DOCUMENTS_AT_HAND)(self._linking_sections)
        self._passing = lru_cache(_FILTERS_AT_HAND)(partial(_Passing.of, opened))

    def search(self, question: Question, *, limit: int, offset: int = 0, filters: Filters) -> Ranking:
        """Hits ``offset`` to ``offset + limit`` of the ranking for ``question``.

        ``total`` is the number of candidates that were ranked.
        """
        lexical = self._opened.lexical.scores(question.query_terms)
        ordinals = self._put_forward(question, lexical, self._passing(filters))
        hits = self._rank(question, lexical, ordinals, limit, offset) if len(ordinals) else ()
        return Ranking(question.typed, question.interpreted, hits, len(ordinals), self._opened.generation.name)

    def holding(self, *among: Filters) -> Callable[[str], bool] | None:
        """Test of a word: True if a passage that passes one of ``among`` contains it, in any form; None if all pass."""
        passing = [self._passing(filters) for filters in among]
        ordinals = [some.passages.passages for some in passing if some is not None]
        if len(ordinals) < len(passing) or not ordinals:
            return None
        places, lexical = np.concatenate(ordinals), self._opened.lexical
        return lambda word: bool((lexical.scores(tokenise(word))[places] > 0).any())

    def _put_forward(self, question: Question, lexical: Scores, passing: _Passing | None) -> Ordinals:
        opened, wanted, vector = self._opened, self._candidates, question.search_vector
        passages, sentences, questions = (
            (passing.passages, passing.sentences, passing.questions) if passing else (None, None, None)
        )
        by_passage, _ = opened.vectors[VectorKind.PASSAGES].index.search(vector, wanted, passages)
        by_words = opened.lexical.best(lexical, wanted, passages.passages if passages else None)
        limit = wanted * _SENTENCES_PER_PASSAGE
        by_sentence = _passages_of(opened.vectors[VectorKind.SENTENCES], vector, limit, sentences)
        by_question = _passages_of(opened.vectors[VectorKind.QUESTIONS], vector, limit, questions)
        return np.unique(np.concatenate([by_passage, by_words, by_sentence, by_question]))

    def _rank(
        self, question: Question, lexical: Scores, ordinals: Ordinals, limit: int, offset: int
    ) -> tuple[Hit, ...]:
        opened = self._opened
        candidates = _Candidates(opened, question, lexical[ordinals], ordinals)
        signals = weigh(list(candidates.signals(self._model.weights_for(question))))
        if self._reranking:
            with timed(Stage.JUDGE):
                judged = self._reranking.signal(question, fuse(signals), candidates.records_at, self._linked_from)
            signals = (*signals, judged)
        fused = fuse(signals)
        # Equal scores keep document order, so that the same query always gives the same ranking.
        order = np.argsort(-fused, kind="stable")[: max(offset + limit, LOOKED_AT)]
        ranked = opened.table.passages(ordinals[order])
        verdicts = next((signal.raw[order] for signal in signals if signal.name == JUDGE), None)
        wanted = own_words_first(ranked, self._linked_from, verdicts)[offset : offset + limit]
        order, records = order[wanted], [ranked[place] for place in wanted]
        return tuple(
            Hit(
                rank=offset + place + 1,
                passage=record,
                score=float(fused[position]),
                parts=parts_of(signals, position),
                sentences=self._sentences(candidates.sentences, position),
            )
            for place, (position, record) in enumerate(zip(order, records, strict=True))
        )

    def _linking_sections(self, document_id: str) -> frozenset[str]:
        return frozenset(mention.section_id for mention in self._opened.table.mentions_of(document_id))

    def _sentences(self, similarities: "_Grouped", position: int) -> tuple[SentenceMatch, ...]:
        rows, scores = similarities.group(position)
        spans = self._opened.sentence_spans[rows]
        return tuple(
            SentenceMatch(int(start), int(end), float(score)) for (start, end), score in zip(spans, scores, strict=True)
        )


def _passages_of(vectors: KindVectors, query: Vectors, limit: int, allowed: RowFilter | None) -> Ordinals:
    """Passages of the ``limit`` best rows for ``query``, one for each row."""
    rows, _ = vectors.index.search(query, limit, allowed)
    passages: Ordinals = np.searchsorted(vectors.bounds, rows, side="right") - 1
    return passages


class _Candidates:
    """The candidates of one question with the raw scores of each signal; ``lexical`` are their BM25 scores."""

    def __init__(self, opened: OpenGeneration, question: Question, lexical: Scores, ordinals: Ordinals) -> None:
        self._opened = opened
        self._question = question
        self._lexical = lexical
        self._ordinals = ordinals
        self.sentences = self._similarities(opened.vectors[VectorKind.SENTENCES])

    def signals(self, weights: SignalWeights) -> Iterator[tuple[str, float, Scores]]:
        """(name, weight, raw scores of shape (candidates,)) of each signal that counts and has something to say."""
        opened, question = self._opened, self._question
        passage = opened.vectors[VectorKind.PASSAGES].index.scores(question.search_vector, self._ordinals)
        sentence = self.sentences.best(np.float32(-1))
        yield "passage", weights.passage, passage
        yield "sentence", weights.sentence, sentence
        yield "lexical", weights.lexical, self._lexical
        # A passage that nobody wrote questions for is judged by its own words, not ranked behind all others.
        own_words = np.maximum(passage, sentence)
        if weights.question and len(opened.vectors[VectorKind.QUESTIONS].index):
            asked = self._similarities(opened.vectors[VectorKind.QUESTIONS])
            yield "question", weights.question, asked.best(own_words)
        if weights.made_question and len(opened.vectors[VectorKind.MADE_QUESTIONS].index):
            made = self._similarities(opened.vectors[VectorKind.MADE_QUESTIONS])
            # A question made by rule says little where the passage itself comes closer.
            yield "made_question", weights.made_question, np.maximum(made.best(own_words), own_words)
        if weights.intent and question.intent:
            fits = intent_fit(question.intent, opened.grid, opened.columns.sections[self._ordinals])
            yield "intent", weights.intent, fits
        if weights.definition and question.asked_term:
            says = [float(defines(record.text, question.asked_term)) for record in self.records]
            yield "definition", weights.definition, np.array(says, dtype=np.float32)

    def records_at(self, places: Ordinals) -> tuple[PassageRecord, ...]:
        """The candidates at ``places``."""
        return self._opened.table.passages(self._ordinals[places])

    @cached_property
    def records(self) -> tuple[PassageRecord, ...]:
        return tuple(self._opened.table.passages(self._ordinals))

    def _similarities(self, vectors: KindVectors) -> "_Grouped":
        query = self._question.search_vector
        return _Grouped.of(vectors.bounds, self._ordinals, lambda rows: vectors.index.scores(query, rows))


@dataclass(frozen=True, slots=True)
class _Grouped:
    """The similarity of every sentence (or question) of the candidates, candidate by candidate.

    Candidate i's are ``rows[firsts[i] : firsts[i + 1]]``, each with its score.
    """

    rows: Ordinals
    scores: Scores
    firsts: Ordinals

    @classmethod
    def of(cls, bounds: Ordinals, ordinals: Ordinals, score: Callable[[Ordinals], Scores]) -> "_Grouped":
        starts = bounds[ordinals]
        lengths = bounds[ordinals + 1] - starts
        firsts = np.concatenate([[0], np.cumsum(lengths)])
        rows = np.arange(firsts[-1]) + np.repeat(starts - firsts[:-1], lengths)
        return cls(rows, score(rows), firsts)

    def best(self, otherwise: Scores | np.float32) -> Scores:
        """The highest similarity of each candidate, shape (candidates,); ``otherwise`` for a candidate with none."""
        lengths = np.diff(self.firsts)
        best = np.full(len(lengths), -np.inf, dtype=np.float32)
        np.maximum.at(best, np.repeat(np.arange(len(lengths)), lengths), self.scores)
        result: Scores = np.where(lengths > 0, best, otherwise).astype(np.float32)
        return result

    def group(self, position: int) -> tuple[Ordinals, Scores]:
        """The rows and similarities of one candidate's sentences."""
        own = slice(self.firsts[position], self.firsts[position + 1])
        return self.rows[own], self.scores[own]
