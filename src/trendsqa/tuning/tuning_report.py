"""Inputs and outcome of a tuning: kept in the adapter's file, so that the next one can be compared."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from trendsqa.tuning.recipe import Recipe

__all__ = ["MEANING", "Environment", "EpochMeasure", "Gain", "TuningCounts", "TuningReport"]

MEANING = (
    "Held-out is skill: questions about sections that were not trained on. Seen is memory as well: questions that were."
)
"""How to read the two measures; it goes wherever they go."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Conditions of the outcome beside recipe and texts: the numbers computed with, and each library's version."""

    precision: str
    libraries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TuningCounts:
    """Counts of training texts. Questions are distinct; ``question_pairs`` is 0 if the second kind is turned off."""

    passages: int
    questions: int
    questions_trained: int
    questions_held_out: int
    sections_trained: int
    sections_held_out: int
    question_pairs: int


@dataclass(frozen=True, slots=True)
class EpochMeasure:
    """One pass over the trained sections: its mean loss, and then MRR@10 of the held-out questions."""

    epoch: int
    loss: float
    held_out: float


@dataclass(frozen=True, slots=True)
class Gain:
    """MRR@10 of passage similarity before tuning and after it, over the same questions."""

    before: float
    after: float


@dataclass(frozen=True, slots=True)
class TuningReport:
    """The outcome of one tuning.

    ``epochs`` are those of the measured half, the best is number ``best_epoch``, and ``held_out`` and ``seen`` are of
    that state. Where all sections were trained on afterwards, ``all_sections_losses`` has the mean loss of each epoch
    and ``all_sections_seen`` the final MRR@10 of all questions, which is memory; else nothing and None.
    ``held_out_sha256`` stands for the held-out questions and all passages. ``tensor_bytes`` is the size of the
    adapter's tensors in its file.
    """

    code_version: str
    model: str
    recipe: Recipe
    environment: Environment
    counts: TuningCounts
    epochs: tuple[EpochMeasure, ...]
    best_epoch: int
    held_out: Gain
    seen: Gain
    all_sections_losses: tuple[float, ...]
    all_sections_seen: float | None
    held_out_sha256: str
    tensor_bytes: int
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """The report for JSON, with the sentence that says how to read it."""
        return {**asdict(self), "alpha": self.recipe.alpha, "measure": "MRR@10, passage similarity", "meaning": MEANING}
