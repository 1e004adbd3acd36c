"""The course of learning when to stop, from collections that have nothing to do with one another.

What is reported for a collection is measured by a model that learned from all the others. What is written is learned
from all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

import numpy as np

import trendsqa
from trendsqa.answering.assistant import Assistant, Considered
from trendsqa.embedding.encoder import EncoderIdentity
from trendsqa.errors import InputError
from trendsqa.evaluation.measures.abstention_metrics import auroc
from trendsqa.index.generations.manifest import Stopping, fingerprint
from trendsqa.questions.input_kind.classifier import InputClassifier
from trendsqa.tuning.progress_counter import ProgressCounter
from trendsqa.tuning.scored_case import ScoredCase
from trendsqa.tuning.stopping.asked_collection import AskedCollection
from trendsqa.tuning.stopping.confidence_fit import ASKED_AND_ANSWERABLE, JudgedExample, fit_confidence, operating_point

__all__ = ["REFUSED", "AssistantOver", "learn_stopping", "trial_stopping"]

REFUSED = 0.04
"""Share of the questions with right quotes that the operating point gives up to be right about the others."""
_FEWEST_CASES = 50

AssistantOver = Callable[[AskedCollection], Assistant]
"""A new assistant over an index of the collection."""


def learn_stopping(
    collections: Sequence[AskedCollection],
    assistant_over: AssistantOver,
    *,
    inputs: InputClassifier,
    encoder: EncoderIdentity,
    on_progress: Callable[[int, int], None] | None = None,
) -> Stopping:
    """Coefficients of evidence and the threshold, learned from ``collections``.

    ``encoder`` and ``inputs`` are those that will serve. ``on_progress`` is told (questions asked, to ask in all).

    Raises:
        InputError: There are too few questions of either kind.
    """
    cases = [case for collection in collections for case in collection.cases]
    answerable = sum(case.answerable for case in cases)
    if min(answerable, len(cases) - answerable) < _FEWEST_CASES:
        raise InputError(
            f"There are {answerable} questions with an answer and {len(cases) - answerable} without; learning needs at "
            f"least {_FEWEST_CASES} of each. Put more into the corpus folder, pairs/*.jsonl"
        )
    advance = ProgressCounter(on_progress, len(cases)).advance
    examples: list[JudgedExample] = []
    for collection in collections:
        with closing(assistant_over(collection)) as assistant:
            examples += _judged(collection, assistant, advance)
    confidence = fit_confidence(examples)
    unseen = _confidences_unseen(examples)
    threshold = operating_point(
        [value for value, example in zip(unseen, examples, strict=True) if example.right], refused=REFUSED
    )
    return Stopping(
        confidence={"intercept": confidence.intercept, **confidence.coefficients},
        threshold=threshold,
        inputs=inputs.write(),
        encoder=fingerprint(encoder),
        report={
            "code_version": trendsqa.__version__,
            "questions": answerable,
            "twins": len(cases) - answerable,
            "answerable_share_assumed": ASKED_AND_ANSWERABLE,
            "collections": _report(examples, unseen, threshold),
        },
    )


def trial_stopping(inputs: InputClassifier, encoder: EncoderIdentity) -> Stopping:
    """Stopping of an assistant while it is being learned."""
    return Stopping({"intercept": 0.0}, 0.0, inputs.write(), fingerprint(encoder), report={})


def _judged(collection: AskedCollection, assistant: Assistant, advance: Callable[[], None]) -> Iterator[JudgedExample]:
    for case in collection.cases:
        considered = assistant.consider(case.question)
        if considered.evidence:
            yield JudgedExample(considered.evidence, _is_right(case, considered), case.answerable, collection.name)
        advance()


def _is_right(case: ScoredCase, considered: Considered) -> bool:
    return any(
        case.answered_by(excerpt.passage.document.id, excerpt.char_start, excerpt.char_end)
        for excerpt in considered.excerpts
    )


def _confidences_unseen(examples: Sequence[JudgedExample]) -> list[float]:
    """The confidence in each example, by a model that learned from the other collections; from all if there is one."""
    names = {example.collection for example in examples}
    models = {
        name: fit_confidence([example for example in examples if example.collection != name] or examples)
        for name in sorted(names)
    }
    return [models[example.collection].confidence(example.evidence) for example in examples]


def _report(
    examples: Sequence[JudgedExample], unseen: Sequence[float], threshold: float
) -> Mapping[str, Mapping[str, Any]]:
    """Measures by collection, each by the model that learned from the others, and of all together."""
    names = sorted({example.collection for example in examples})
    groups = {name: [n for n, example in enumerate(examples) if example.collection == name] for name in names}
    groups["all"] = list(range(len(examples)))
    return {name: _measures([examples[n] for n in rows], [unseen[n] for n in rows], threshold)
            for name, rows in groups.items()}  # fmt: skip


def _measures(
    examples: Sequence[JudgedExample], confidences: Sequence[float], threshold: float
) -> Mapping[str, float | None]:
    values = np.array(confidences)
    answerable = np.array([example.answerable for example in examples], dtype=np.bool_)
    area = auroc(positive=list(-values[~answerable]), negative=list(-values[answerable]))
    refused = values < threshold
    return {
        "questions": int(answerable.sum()),
        "twins": int((~answerable).sum()),
        "right": _share(np.array([example.right for example in examples])[answerable]),
        "auroc": area and round(area, 4),
        "refused_of_answerable": _share(refused[answerable]),
        "refused_of_twins": _share(refused[~answerable]),
    }


def _share(values: "np.ndarray[Any, Any]") -> float | None:
    return round(float(values.mean()), 4) if len(values) else None
