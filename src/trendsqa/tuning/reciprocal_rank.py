"""How well vectors alone find the passages that answer: mean reciprocal rank among the first ten."""

from collections.abc import Sequence

import numpy as np

from trendsqa.embedding.encoder import Vectors

__all__ = ["RANKS_SCORED", "mean_reciprocal_rank"]

RANKS_SCORED = 10
"""A passage beyond this rank counts for nothing, as nobody reads on."""


def mean_reciprocal_rank(questions: Vectors, passages: Vectors, answering: Sequence[Sequence[int]]) -> float:
    """The mean over ``questions`` of 1 / (rank of the first passage that answers), 0 beyond the first ten.

    MRR@10 as Craswell, Mean Reciprocal Rank, Encyclopedia of Database Systems, 2009. All passages are ranked by inner
    product, equals by their number. ``answering[i]`` are the row numbers of the passages that answer question i. Of
    no questions the mean is 0.
    """
    if not answering:
        return 0.0
    best = np.argsort(-(questions @ passages.T), axis=1, kind="stable")[:, :RANKS_SCORED]
    hits = np.array([np.isin(row, list(right)) for row, right in zip(best, answering, strict=True)])
    ranks = 1 + np.argmax(hits, axis=1)
    return float(np.mean(np.where(hits.any(axis=1), 1 / ranks, 0.0)))
