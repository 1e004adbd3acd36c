"""Combines signals into one score: a convex combination of min-max-scaled scores.

Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, ACM TOIS 2023: it beats reciprocal rank
fusion and is robust to the choice of its few parameters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trendsqa.index.rows import Scores
from trendsqa.retrieval.hit import ScorePart

__all__ = ["Signal", "fuse", "min_max_scale", "parts_of", "weigh"]


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal over the candidates of a query: its raw and scaled scores, each of shape (candidates,)."""

    name: str
    weight: float
    raw: Scores
    scaled: Scores


def weigh(raw: Sequence[tuple[str, float, Scores]]) -> tuple[Signal, ...]:
    """Signals from (name, weight, raw scores), each scaled among the candidates, the weights made to sum to 1."""
    total = sum(weight for _, weight, _ in raw) or 1.0
    return tuple(Signal(name, weight / total, scores, min_max_scale(scores)) for name, weight, scores in raw)


def min_max_scale(raw: Scores) -> Scores:
    """(raw - min) / (max - min), all 0 where the scores are equal; shape as given, float32."""
    if not len(raw):
        return raw
    low, high = float(raw.min()), float(raw.max())
    if high <= low:
        return np.zeros_like(raw)
    scaled: Scores = ((raw - low) / (high - low)).astype(np.float32)
    return scaled


def fuse(signals: Sequence[Signal]) -> Scores:
    """Sum of weight × scaled over at least one signal; shape (candidates,)."""
    fused: Scores = np.sum([signal.weight * signal.scaled for signal in signals], axis=0, dtype=np.float32)
    return fused


def parts_of(signals: Sequence[Signal], position: int) -> tuple[ScorePart, ...]:
    """The parts of one candidate's fused score, in the order of the signals."""
    return tuple(
        ScorePart(
            signal=signal.name,
            raw=float(signal.raw[position]),
            scaled=float(signal.scaled[position]),
            contribution=float(signal.weight * signal.scaled[position]),
        )
        for signal in signals
    )
