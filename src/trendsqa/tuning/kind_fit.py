"""Learns which kinds of questions stay open: logistic regression on the vectors of questions."""

import numpy as np

from trendsqa.answering.question_kind import KindModel
from trendsqa.embedding.encoder import Vectors
from trendsqa.tuning.logistic import fit_logistic

__all__ = ["fit_kind"]

_PENALTY = 3e-4
"""Curated questions and near misses by one author, asked of another's, say: from 1e-3 down it makes no difference."""


def fit_kind(answered: Vectors, left_open: Vectors) -> KindModel:
    """The model that tells ``answered`` questions from those ``left_open``, as if there were as many of each.

    Both hold unit vectors, shape (questions, dimension), at least one each.
    """
    vectors = np.vstack([answered, left_open]).astype(np.float64)
    is_answered = np.repeat([1.0, 0.0], [len(answered), len(left_open)])
    weights = np.repeat([0.5 / len(answered), 0.5 / len(left_open)], [len(answered), len(left_open)])

    intercept, direction = fit_logistic(vectors, is_answered, weights, penalty=_PENALTY)
    return KindModel(intercept, direction.astype(np.float32))
