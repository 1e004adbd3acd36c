"""Logistic regression with weighted examples, ridge penalty and, where wanted, no negative coefficients."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

__all__ = ["fit_logistic"]

_Values = NDArray[np.float64]


def fit_logistic(
    features: _Values, outcomes: _Values, weights: _Values, *, penalty: float, nonnegative: bool = False
) -> tuple[float, _Values]:
    """(intercept, coefficients) that minimise the weighted log loss + penalty × sum of squared coefficients.

    ``features`` has the shape (examples, n); ``outcomes`` are 0 or 1 and ``weights`` sum to about 1, both of shape
    (examples,). ``nonnegative`` lets no coefficient fall below 0; the intercept is free and not penalised.
    """

    def loss(parameters: _Values) -> tuple[float, _Values]:
        scores = parameters[0] + features @ parameters[1:]
        errors = weights * (expit(scores) - outcomes)
        value = float(weights @ (np.logaddexp(0.0, scores) - outcomes * scores))
        slope = np.concatenate([[errors.sum()], errors @ features + 2 * penalty * parameters[1:]])
        return value + penalty * float(parameters[1:] @ parameters[1:]), slope

    size = features.shape[1]
    bounds = [(None, None), *[(0.0 if nonnegative else None, None)] * size]
    found: _Values = minimize(loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return float(found[0]), found[1:]
