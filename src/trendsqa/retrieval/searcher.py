"""Ranks the passages of one generation for a query.

Four signals: similarity of the query to the passage, to the passage's best sentence and to its best curated question,
and BM25. Each puts forward its best candidates; every candidate is then scored by all, so that no score is a guess for
a missing one. A question that asks what a term means has a fifth: whether the passage says so.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np

from trendsqa.corpus.glossary import Glossary, Term
from trendsqa.embedding.encoder import Encoder, Vectors
from trendsqa.index.dense import Ordinals, Scores
from trendsqa.index.opening import OpenGeneration
from trendsqa.retrieval.defining import asked_term, defines
from trendsqa.retrieval.fusion import fuse, parts_of, weigh
from trendsqa.retrieval.hit import Filters, Hit, Ranking, SentenceMatch

__all__ = ["Searcher", "SignalWeights"]

_SENTENCES_PER_PASSAGE = 4
"""Sentences looked at for each passage wanted: several of the best sentences often share a passage."""


@dataclass(frozen=True, slots=True)
class SignalWeights:
    """How much each signal counts; only the ratios matter."""

    passage: float
    sentence: float
    lexical: float
    question: float = 0.3
    """Counts only where curated questions are held."""
    definition: float = 0.3
    """Counts only where a question asks what a term of the glossary means."""


@dataclass(frozen=True, slots=True)
class _Query:
    """A query as the signals read it: its text, its vector, the BM25 score of every passage, the term it asks for."""

    text: str
    vector: Vectors
    lexical: Scores
    term: Term | None


class Searcher:
    """Searches one open generation. Safe to share between threads."""

    def __init__(
        self,
        opened: OpenGeneration,
        encoder: Encoder,
        *,
        weights: SignalWeights,
        candidates: int,
        glossary: Glossary | None = None,
    ) -> None:
        """Each signal puts ``candidates`` passages forward; BM25 reads the query as ``glossary`` expands it."""
        self._glossary = glossary or Glossary(())
        self._opened = opened
        self._encoder = encoder
        self._weights = weights
        self._candidates = candidates

    def search(
        self, query: str, *, interpreted: str | None = None, limit: int, offset: int = 0, filters: Filters
    ) -> Ranking:
        """Hits ``offset`` to ``offset + limit`` of the ranking for ``interpreted`` (by default the query itself).

        ``total`` is the number of candidates that were ranked.
        """
        text = interpreted or query
        read = _Query(
            text=text,
            vector=self._encoder.encode_queries([text]),
            lexical=self._opened.lexical.scores(self._glossary.expand(text)),
            term=asked_term(text, self._glossary),
        )
        ordinals = self._put_forward(read, self._allowed(filters))
        hits = self._rank(read, ordinals, limit, offset) if len(ordinals) else ()
        return Ranking(query, text, hits, len(ordinals), self._opened.generation.name)

    def _put_forward(self, query: "_Query", allowed: Ordinals | None) -> Ordinals:
        opened, wanted = self._opened, self._candidates
        by_passage, _ = opened.passage_vectors.search(query.vector, wanted, allowed)
        by_words = opened.lexical.best(query.lexical, wanted, allowed)
        limit = wanted * _SENTENCES_PER_PASSAGE
        rows, _ = opened.sentence_vectors.search(query.vector, limit, self._rows_of(allowed, opened.sentence_bounds))
        by_sentence = np.searchsorted(opened.sentence_bounds, rows, side="right") - 1
        asked, _ = opened.question_vectors.search(query.vector, limit, self._rows_of(allowed, opened.question_bounds))
        by_question = np.searchsorted(opened.question_bounds, asked, side="right") - 1
        return np.unique(np.concatenate([by_passage, by_words, by_sentence, by_question]))

    def _allowed(self, filters: Filters) -> Ordinals | None:
        wanted = asdict(filters)
        without = wanted.pop("without_editions")
        return self._opened.table.passing(wanted, without_editions=without)

    @staticmethod
    def _rows_of(allowed: Ordinals | None, bounds: Ordinals) -> Ordinals | None:
        if allowed is None:
            return None
        ranges = [np.arange(bounds[ordinal], bounds[ordinal + 1]) for ordinal in allowed]
        return np.concatenate(ranges) if ranges else np.empty(0, dtype=np.int64)

    def _rank(self, query: "_Query", ordinals: Ordinals, limit: int, offset: int) -> tuple[Hit, ...]:
        weights, opened = self._weights, self._opened
        similarities = _Grouped.of(
            opened.sentence_bounds, ordinals, lambda rows: opened.sentence_vectors.scores(query.vector, rows)
        )
        passage, sentence = opened.passage_vectors.scores(query.vector, ordinals), similarities.best(np.float32(-1))
        raw = [
            ("passage", weights.passage, passage),
            ("sentence", weights.sentence, sentence),
            ("lexical", weights.lexical, query.lexical[ordinals]),
        ]
        if len(opened.question_vectors):
            asked = _Grouped.of(
                opened.question_bounds, ordinals, lambda rows: opened.question_vectors.scores(query.vector, rows)
            )
            # A passage that nobody wrote questions for is judged by its own words, not ranked behind all others.
            raw.append(("question", weights.question, asked.best(np.maximum(passage, sentence))))
        if query.term:
            raw.append(("definition", weights.definition, self._defining(query.term, ordinals)))
        signals = weigh(raw)
        fused = fuse(signals)
        # Equal scores keep document order, so that the same query always gives the same ranking.
        order = np.argsort(-fused, kind="stable")[offset : offset + limit]
        records = opened.table.passages(ordinals[order])
        return tuple(
            Hit(
                rank=offset + place + 1,
                passage=record,
                score=float(fused[position]),
                parts=parts_of(signals, position),
                sentences=self._sentences(similarities, position),
            )
            for place, (position, record) in enumerate(zip(order, records, strict=True))
        )

    def _defining(self, term: Term, ordinals: Ordinals) -> Scores:
        """1 for each passage that says what ``term`` is, else 0."""
        records = self._opened.table.passages(ordinals)
        return np.array([float(defines(record.text, term)) for record in records], dtype=np.float32)

    def _sentences(self, similarities: "_Grouped", position: int) -> tuple[SentenceMatch, ...]:
        rows, scores = similarities.group(position)
        spans = self._opened.sentence_spans[rows]
        return tuple(
            SentenceMatch(int(start), int(end), float(score)) for (start, end), score in zip(spans, scores, strict=True)
        )


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
