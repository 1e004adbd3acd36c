"""A cross-encoder that reads question and passage together and says how well the one answers the other.

Nogueira and Cho, Passage Re-ranking with BERT, 2019 (arXiv:1901.04085). None is shipped; an operator may name any that
sentence-transformers loads. It costs torch, memory and one pass of the model for each passage that it reads.
"""

from collections.abc import Sequence

import numpy as np

from trendsqa.errors import ModelError
from trendsqa.index.rows import Scores

__all__ = ["CrossEncoderReranker"]


class CrossEncoderReranker:
    """A cross-encoder with one output. Safe to share between threads."""

    def __init__(self, model: str) -> None:
        """Load ``model``, a folder or the name of a model on a hub.

        Raises:
            ModelError: It cannot be loaded, or gives more than one number for a pair.
        """
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(model, device="cpu")
        except Exception as error:
            raise ModelError(
                f"retrieval.judge = {model!r} cannot be loaded as a cross-encoder ({error}). Name a folder that holds "
                "one, or set it to nothing."
            ) from error
        if self._model.num_labels != 1:
            raise ModelError(
                f"retrieval.judge = {model!r} gives {self._model.num_labels} numbers for a pair, not one. Name a "
                "cross-encoder that was made for ranking."
            )

    def scores(self, question: str, passages: Sequence[str]) -> Scores:
        """Relevance of each of ``passages``, higher is better; shape (passages,), float32."""
        if not passages:
            return np.empty(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        predicted = self._model.predict(pairs, show_progress_bar=False, convert_to_numpy=True)
        scores: Scores = np.asarray(predicted, dtype=np.float32).reshape(len(passages))
        return scores
