"""The course of training a judge: on pairs and further examples, measured on pairs that it did not see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import trendsqa
from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.errors import InputError
from trendsqa.evaluation.measures.abstention_metrics import auroc
from trendsqa.tuning.judging.judge_examples import JudgeExample, examples_of_pairs
from trendsqa.tuning.judging.judge_training import JudgeRecipe, JudgeTrainer
from trendsqa.tuning.question_pairs import read_pairs
from trendsqa.tuning.stopping.asked_collection import is_held_out, places_in

__all__ = ["PairExamples", "TrainedJudge", "train"]


@dataclass(frozen=True, slots=True)
class TrainedJudge:
    """Result of a training: a report with its measures, and the file of weights."""

    report: dict[str, Any]
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class PairExamples:
    """Examples of the pairs that are trained on, and of those that measure, by the file they stand in."""

    trained: list[JudgeExample] = field(default_factory=list)
    held_out: dict[str, list[JudgeExample]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, held: Sequence[HeldDocument]) -> "PairExamples":
        """The pairs in the files of ``folder``; passages of other documents are taken from ``held``, if it has them.

        Raises:
            InputError: There are no pairs.
        """
        found, texts = cls(), {item.document.id: item.document.text for item in held}
        for path in sorted(folder.glob("*.jsonl")):
            passages = read_pairs(path)
            words = {
                number: texts[document_id][start:end]
                for number, (document_id, start, end) in places_in(held, passages).items()
            }
            for number, passage in enumerate(passages):
                examples = examples_of_pairs([passage], {0: words.get(number, "")})
                if is_held_out(number):
                    found.held_out.setdefault(path.stem, []).extend(examples)
                else:
                    found.trained.extend(examples)
        if not found.trained:
            raise InputError(f"{folder} holds no pairs of questions to train on: put some there, *.jsonl")
        return found


def train(
    trainer: JudgeTrainer,
    pairs: PairExamples,
    further: Sequence[JudgeExample],
    recipe: JudgeRecipe,
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> TrainedJudge:
    """Train on ``pairs`` and ``further`` examples, and measure on the pairs that were held out."""
    started = perf_counter()
    examples = [*pairs.trained, *further]
    Random(recipe.seed).shuffle(examples)
    trainer.train(examples, on_step=on_progress)
    return TrainedJudge(
        {
            "code_version": trendsqa.__version__,
            "recipe": asdict(recipe),
            "examples": len(examples),
            "answered": sum(example.answered for example in examples),
            "auroc_of_passages_held_out": {name: _auroc(trainer, own) for name, own in pairs.held_out.items()},
            "seconds": round(perf_counter() - started),
        }
    )


def _auroc(trainer: JudgeTrainer, examples: Sequence[JudgeExample]) -> float | None:
    scores = trainer.scores(examples)
    by_label: Mapping[bool, list[float]] = {
        label: [float(score) for score, example in zip(scores, examples, strict=True) if example.answered is label]
        for label in (True, False)
    }
    area = auroc(positive=by_label[True], negative=by_label[False])
    return area and round(area, 4)
