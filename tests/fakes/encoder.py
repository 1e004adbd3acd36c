"""An encoder computed from content: each known word is an axis, so rankings can be worked out on paper."""

import re
from collections.abc import Callable, Sequence

import numpy as np

from trendsqa.embedding.encoder import EncoderIdentity, Vectors


class KeywordEncoder:
    """Counts known words; a text without any points along an axis of its own."""

    def __init__(self, *words: str, model: str = "keywords") -> None:
        self._axes = {word: axis for axis, word in enumerate(words)}
        self.identity = EncoderIdentity(
            model=model,
            weights_sha256="0" * 64,
            adapter_sha256="",
            pooling="sum",
            dimension=len(words) + 1,
            max_tokens=256,
            query_prompt="",
            passage_prompt="",
        )
        self.encoded = 0

    def encode_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        self.encoded += len(texts)
        vectors = np.zeros((len(texts), self.identity.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                if word in self._axes:
                    vectors[row, self._axes[word]] += 1
            if not vectors[row].any():
                vectors[row, -1] = 1
        if on_progress:
            on_progress(len(texts))
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True) if len(texts) else vectors

    def encode_queries(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        return self.encode_passages(texts, on_progress)

    def count_tokens(self, text: str) -> int:
        return len(text.split())
