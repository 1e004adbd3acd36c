"""Learns how much each signal counts: listwise softmax regression (Cao et al., Learning to Rank, ICML 2007).

The probability that a passage answers is the softmax, over all candidates of the question, of the weighted sum of its
scaled signals; the weights make the passages that do answer most probable. None is negative: a signal may count
nothing, but it never speaks against a passage.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

from trendsqa.embedding.encoder import Vectors
from trendsqa.retrieval.ranking_model import UNTUNED, RankingModel, SignalWeights

__all__ = ["CUT_OFF", "RANKS_SCORED", "RankedExample", "fit_ranking", "mean_reciprocal_rank", "reciprocal_ranks"]

CUT_OFF = 10
_SHRINKAGE = 1e-3
"""Keeps weights that the questions say little about small."""
_TOWARDS_SENTENCES = 3e-2
"""Bare keywords are few, so their weights stay near those of sentences unless there is reason to part."""

_Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RankedExample:
    """One question: its candidates' scaled signals, shape (candidates, signals), and which of them answer.

    Signals are in the order of ``SignalWeights.names()``; one that has nothing to say is 0 for all candidates.
    """

    signals: NDArray[np.float32]
    answers: NDArray[np.bool_]
    keywords: bool
    section_id: str


def fit_ranking(examples: Sequence[RankedExample]) -> RankingModel:
    """The weights under which what answers ranks best; examples without an answering candidate teach nothing."""
    teaching = [example for example in examples if example.answers.any()]
    sentences = _fit([example for example in teaching if not example.keywords], None)
    keywords = _fit([example for example in teaching if example.keywords], sentences)
    heard = np.any([example.signals.any(axis=0) for example in teaching], axis=0)
    return RankingModel(_weights(sentences, heard), _weights(keywords, heard))


def reciprocal_ranks(model: RankingModel, examples: Sequence[RankedExample]) -> NDArray[np.float64]:
    """1 / rank of the first candidate that answers, 0 beyond the tenth; shape (examples,)."""
    return np.array([_reciprocal_rank(model, example) for example in examples], dtype=np.float64)


def _reciprocal_rank(model: RankingModel, example: RankedExample) -> float:
    if not example.answers.any():
        return 0.0
    weights = model.keywords if example.keywords else model.sentences
    scores = example.signals @ _vector(weights).astype(np.float32)
    rank = 1 + int((scores > scores[example.answers].max()).sum())
    return 1.0 / rank if rank <= CUT_OFF else 0.0


def _fit(examples: Sequence[RankedExample], towards: _Weights | None) -> _Weights:
    size = len(SignalWeights.names())
    centre = np.zeros(size) if towards is None else towards
    if not examples:
        return centre
    shrinkage = _SHRINKAGE if towards is None else _TOWARDS_SENTENCES

    def loss(weights: _Weights) -> tuple[float, _Weights]:
        total, slope = 0.0, np.zeros(size)
        for example in examples:
            scores = example.signals @ weights
            among = example.answers
            every, right = logsumexp(scores), logsumexp(scores[among])
            total += every - right
            slope += np.exp(scores - every) @ example.signals
            slope -= np.exp(scores[among] - right) @ example.signals[among]
        away = weights - centre
        return (
            total / len(examples) + shrinkage * float(away @ away),
            slope / len(examples) + 2 * shrinkage * away,
        )

    found = minimize(loss, np.maximum(centre, 1.0), jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * size)
    fitted: _Weights = found.x
    return fitted


def _vector(weights: SignalWeights) -> _Weights:
    return np.array([getattr(weights, name) for name in SignalWeights.names()], dtype=np.float64)


def _weights(fitted: _Weights, heard: NDArray[np.bool_]) -> SignalWeights:
    """Only ratios matter: they are given as shares of 1, which people can read.

    A signal that was not ``heard`` in any question keeps the share that it has untuned.
    """
    untuned = _vector(UNTUNED.sentences)
    kept = np.where(heard, 0.0, untuned / untuned.sum())
    taught = np.where(heard, fitted, 0.0)
    shares = kept + (1 - kept.sum()) * taught / (taught.sum() or 1.0)
    return SignalWeights(
        **{name: round(float(share), 4) for name, share in zip(SignalWeights.names(), shares, strict=True)}
    )


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
