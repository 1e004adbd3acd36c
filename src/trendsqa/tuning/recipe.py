"""Parameters of a tuning. Those that a person may choose have their defaults at ``trendsqa models tune``."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

__all__ = ["Precision", "Recipe"]


class Precision(StrEnum):
    """The numbers that training computes with; weights and measures are 32-bit floats in any case."""

    AUTO = "auto"
    BFLOAT16 = "bfloat16"
    FLOAT32 = "float32"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The parameters of one tuning.

    ``epochs`` is the most there may be, and how long the learning rate takes to fall from ``learning_rate`` to 0,
    after rising from 0 over the first ``warmup_share`` of the steps. ``batch_size`` pairs are computed together and are
    each other's negatives; a ``cached_batch`` above 0 makes that many pairs each other's negatives instead.
    ``strength`` is the share of the change to each weight that is kept: a part keeps most of what was learned, and
    more of what the model knew of other texts (Wortsman et al., Robust Fine-tuning of Zero-shot Models, CVPR 2022).
    Similarities are divided by ``temperature``. ``max_tokens`` cuts the texts of training, special tokens included.
    """

    epochs: int
    learning_rate: float
    rank: int
    batch_size: int
    cached_batch: int
    temperature: float
    strength: float
    warmup_share: float = 0.1
    max_tokens: int = 160
    question_pairs: bool
    precision: Precision
    seed: int

    @property
    def alpha(self) -> int:
        """LoRA's alpha: changes are scaled by alpha / rank, so 2 whatever the rank, and the learning rate holds."""
        return 2 * self.rank

    @property
    def pairs_per_step(self) -> int:
        """Pairs in one optimisation step."""
        return self.cached_batch or self.batch_size

    def steps_per_epoch(self, *kinds: Sequence[object]) -> int:
        """Optimisation steps in one pass over all ``kinds`` of pairs; no step mixes two kinds."""
        return sum(ceil(len(pairs) / self.pairs_per_step) for pairs in kinds)
