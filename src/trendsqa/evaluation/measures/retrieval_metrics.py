"""Scores a ranking of passages against gold quotes: hit@k, gold recall@k, MRR@10 and passage length.

A passage hits a gold if it holds the quote's words as one run, or at least 60 % of them (rounded up) as one
run at a place where the quote stands in the source. Passages among the first k that follow one another in
the source are joined before matching. A need_all entry hits at k only if every gold is hit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trendsqa.evaluation.questions.locating import Extent, SourceTexts, Target, enough_words, joined
from trendsqa.evaluation.questions.normalising import Words, words_of
from trendsqa.retrieval.hit import Hit

__all__ = ["DEPTHS", "RANKS_SCORED", "RetrievalScore", "RetrievalSummary", "is_hit", "mean", "score_ranking"]

DEPTHS = (1, 3, 5, 10)
"""The k of hit@k and gold recall@k."""
RANKS_SCORED = max(DEPTHS)
"""Passages beyond this rank count for nothing."""


@dataclass(frozen=True, slots=True)
class RetrievalScore:
    """Scores of one ranking on one answerable question.

    ``found[i]`` is how many of the ``golds`` are hit among the first ``DEPTHS[i]`` passages, and ``needed``
    how many must be. ``first_rank`` is the rank of the first passage that hits any gold by itself, None if
    none of the first ten does. ``passage_words`` are the lengths of the passages scored.
    """

    golds: int
    needed: int
    found: tuple[int, ...]
    first_rank: int | None
    passage_words: tuple[int, ...]

    @property
    def hits(self) -> tuple[bool, ...]:
        """Per depth: enough golds hit (all of them where all are needed)."""
        return tuple(found >= self.needed for found in self.found)

    @property
    def any_hits(self) -> tuple[bool, ...]:
        """Per depth: some gold hit, even where all are needed."""
        return tuple(found > 0 for found in self.found)

    @property
    def recalls(self) -> tuple[float, ...]:
        """Per depth: golds hit / golds."""
        return tuple(found / self.golds for found in self.found)

    @property
    def reciprocal_rank(self) -> float:
        """1 / ``first_rank``, 0 where there is none."""
        return 1 / self.first_rank if self.first_rank else 0.0


@dataclass(frozen=True, slots=True)
class RetrievalSummary:
    """Means over answerable questions, each 0 to 1; per depth in the order of ``DEPTHS``.

    None, or empty, where there is nothing to average. ``passage_words`` is the mean over all passages scored.
    """

    hit: tuple[float, ...]
    any_hit: tuple[float, ...]
    gold_recall: tuple[float, ...]
    mrr: float | None
    passage_words: float | None

    @classmethod
    def of(cls, scores: Sequence[RetrievalScore]) -> "RetrievalSummary":
        """The means of ``scores``."""
        return cls(
            hit=_by_depth([score.hits for score in scores]),
            any_hit=_by_depth([score.any_hits for score in scores]),
            gold_recall=_by_depth([score.recalls for score in scores]),
            mrr=mean([score.reciprocal_rank for score in scores]),
            passage_words=mean([length for score in scores for length in score.passage_words]),
        )


def score_ranking(
    hits: Sequence[Hit], targets: Sequence[Target], *, need_all: bool, sources: SourceTexts
) -> RetrievalScore:
    """The score of the first ten ``hits`` against the golds ``targets``."""
    passages = [_placed(hit, sources) for hit in hits[:RANKS_SCORED]]
    return RetrievalScore(
        golds=len(targets),
        needed=len(targets) if need_all else 1,
        found=tuple(sum(is_hit(target, passages[:k]) for target in targets) for k in DEPTHS),
        first_rank=next(
            (
                rank
                for rank, passage in enumerate(passages, start=1)
                if any(is_hit(target, [passage]) for target in targets)
            ),
            None,
        ),
        passage_words=tuple(_length(passage) for passage in passages),
    )


def is_hit(target: Target, passages: Sequence[Extent | Words]) -> bool:
    """True if these passages, joined if they follow one another, hit the gold ``target``.

    A passage is its place, or its words where the document's text is not at hand: then there is no place to
    compare, and only the whole quote counts.
    """
    enough = enough_words(target.length)
    blocks = joined([passage for passage in passages if isinstance(passage, Extent)])
    return any(place.shared(block) >= enough for place in target.places for block in blocks) or any(
        target.run in passage.run for passage in passages if isinstance(passage, Words)
    )


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean, None of nothing."""
    return sum(values) / len(values) if values else None


def _by_depth(rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """The mean of each column of ``rows``; empty without rows."""
    return tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))


def _placed(hit: Hit, sources: SourceTexts) -> Extent | Words:
    """The hit's passage as ``is_hit`` takes it. A place needs no words: every place of a gold is known."""
    passage = hit.passage
    extent = sources.extent(passage.document.id, passage.char_start, passage.char_end)
    return words_of(passage.text) if extent is None else extent


def _length(passage: Extent | Words) -> int:
    """Its number of words."""
    return passage.end - passage.first if isinstance(passage, Extent) else len(passage)
