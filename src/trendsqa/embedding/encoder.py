"""Encoder interface and encoder identity."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Encoder", "EncoderIdentity", "Vectors"]

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), float32, each row of length 1."""


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """Parameters that must be equal for two vectors to be comparable.

    ``weights_sha256`` covers the model's own weight files and ``adapter_sha256`` the adapter merged into them (empty if
    there is none). ``max_tokens`` includes the special tokens, and the prompts are put before each text.
    """

    model: str
    weights_sha256: str
    adapter_sha256: str
    pooling: str
    dimension: int
    max_tokens: int
    query_prompt: str
    passage_prompt: str


class Encoder(Protocol):
    """Encodes texts as unit vectors, so that the inner product is the cosine similarity.

    Row i belongs to text i; no texts give shape (0, dimension). A text longer than ``max_tokens`` is cut.
    """

    @property
    def identity(self) -> EncoderIdentity:
        """Identity of this encoder."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` without special tokens and without cutting."""
