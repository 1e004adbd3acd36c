"""A passage with its score and the parts the score is made of."""

from dataclasses import dataclass

from trendsqa.index.texts.records import PassageRecord

__all__ = ["JUDGE", "UNREAD", "Filters", "Hit", "Ranking", "ScorePart", "SentenceMatch"]


JUDGE = "judge"
"""The name of a judge's signal among the parts of a score."""
UNREAD = -10.0
"""A verdict in place of none: log-odds far below those of any passage that answers."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on hits; an empty string is no condition. No hit is of an edition in ``without_editions``.

    ``form`` is ``full``, the sources' own words, or ``brief``, our summaries.
    """

    edition: str = ""
    kind: str = ""
    publisher: str = ""
    trend: str = ""
    facet: str = ""
    document_id: str = ""
    form: str = ""
    without_editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One signal's share of a score.

    ``raw`` is in the signal's own unit (cosine, BM25), ``scaled`` in 0–1 among the candidates of this query,
    and ``contribution`` is weight × scaled: the contributions of a hit sum to its score.
    """

    signal: str
    raw: float
    scaled: float
    contribution: float


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """A sentence of a passage, by offsets into the document's text, and its cosine to the query."""

    char_start: int
    char_end: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, its place in the ranking (1 is best), its score, the score's parts and its sentences in order."""

    rank: int
    passage: PassageRecord
    score: float
    parts: tuple[ScorePart, ...]
    sentences: tuple[SentenceMatch, ...]

    @property
    def verdict(self) -> float | None:
        """The judge's verdict; None if no judge read the passage."""
        read = (part.raw for part in self.parts if part.signal == JUDGE and part.raw > UNREAD)
        return next(read, None)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hits, best first, with the query as it was interpreted and the number of passages that were ranked."""

    query: str
    interpreted_query: str
    hits: tuple[Hit, ...]
    total: int
    generation: str
