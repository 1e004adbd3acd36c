"""Learns which kinds of questions stay open: logistic regression on the vectors of questions."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from trendsqa.answering.question_kind import KindModel
from trendsqa.embedding.encoder import Vectors

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

    def loss(parameters: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float, object]:
        scores = parameters[0] + vectors @ parameters[1:]
        errors = weights * (expit(scores) - is_answered)
        value = float(weights @ (np.logaddexp(0.0, scores) - is_answered * scores))
        slope = np.concatenate([[errors.sum()], errors @ vectors + 2 * _PENALTY * parameters[1:]])
        return value + _PENALTY * float(parameters[1:] @ parameters[1:]), slope

    found = minimize(loss, np.zeros(vectors.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return KindModel(float(found[0]), found[1:].astype(np.float32))
