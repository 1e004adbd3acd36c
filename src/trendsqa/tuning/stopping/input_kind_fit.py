"""Learns to tell kinds of input apart. The only file that imports sklearn."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from trendsqa.embedding.encoder import Encoder
from trendsqa.errors import QuestionSetError
from trendsqa.questions.input_kind.classifier import InputClassifier
from trendsqa.questions.input_kind.kinds import InputKind

__all__ = ["fit_inputs", "read_inputs"]

_INVERSE_PENALTY = 10.0
"""Best of 3, 10 and 30 in five folds of the shipped inputs: it lets 0.3 % of questions go unasked."""
_MOST_QUESTIONS = 3000
"""Curated questions beside the inputs: more would outweigh the other kinds."""


class _Input(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    kind: InputKind


def read_inputs(path: Path) -> Mapping[str, InputKind]:
    """The texts of the JSON Lines file ``path`` and the kind of each. Raises QuestionSetError."""
    inputs: dict[str, InputKind] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            read = _Input.model_validate_json(line)
            inputs[read.text] = read.kind
    except (OSError, ValueError, ValidationError) as error:
        raise QuestionSetError(f"{path} cannot be read: {error}") from error
    return inputs


def fit_inputs(inputs: Mapping[str, InputKind], questions: Sequence[str], encoder: Encoder) -> InputClassifier:
    """A classifier learned from ``inputs`` and from ``questions``, of which every nth is taken if they are many."""
    from sklearn.linear_model import LogisticRegression

    taken = questions[:: max(1, len(questions) // _MOST_QUESTIONS)]
    vectors = encoder.encode_queries([*inputs, *taken])
    kinds = [*(kind.value for kind in inputs.values()), *[InputKind.QUESTION.value] * len(taken)]
    model: Any = LogisticRegression(C=_INVERSE_PENALTY, max_iter=2000).fit(vectors, kinds)
    return InputClassifier(
        tuple(map(InputKind, model.classes_)), model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
    )
