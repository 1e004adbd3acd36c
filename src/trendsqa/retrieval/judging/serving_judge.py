"""The serving judge: an exported cross-encoder on ONNX Runtime."""

from collections.abc import Sequence

import numpy as np

from trendsqa.embedding.exported_model import ExportedGraph
from trendsqa.embedding.serving import open_graph
from trendsqa.errors import ModelError
from trendsqa.index.rows import Scores

__all__ = ["ServingJudge"]

_LONGEST_QUESTION = 64
_LONGEST_PAIR = 224
"""Tokens that are read of a question, and of question and passage together."""


class ServingJudge:
    """Judges with an exported model. Safe to share between threads."""

    def __init__(self, exported: ExportedGraph, *, threads: int = 0) -> None:
        """Open ``exported``; ``threads`` = 0 lets the runtime choose.

        Raises:
            ModelError: A file is missing or altered, or is not an ONNX graph.
        """
        self._session, self._tokenizer = open_graph(exported, threads)
        first, between = (self._tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
        if first is None or between is None:
            raise ModelError(f"The tokenizer in {exported.folder} has no [CLS] or no [SEP], as a BERT model has.")
        self._first, self._between = first, between

    def scores(self, question: str, passages: Sequence[str]) -> Scores:
        """Log-odds that each of ``passages`` answers ``question``; shape (passages,), float32."""
        if not passages:
            return np.empty(0, dtype=np.float32)
        texts = self._tokenizer.encode_batch([question, *passages], add_special_tokens=False)
        asked = [self._first, *texts[0].ids[:_LONGEST_QUESTION], self._between]
        pairs = [[*asked, *text.ids[: _LONGEST_PAIR - len(asked) - 1], self._between] for text in texts[1:]]
        shape = (len(pairs), max(map(len, pairs)))
        ids, mask, kinds = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for row, pair in enumerate(pairs):
            ids[row, : len(pair)] = pair
            mask[row, : len(pair)] = 1
            kinds[row, len(asked) : len(pair)] = 1
        (log_odds,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds})
        scores: Scores = log_odds
        return scores
