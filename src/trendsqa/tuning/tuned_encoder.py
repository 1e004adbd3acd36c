"""The course of one tuning: train on half of the sections, measure on the others, then train on all of them.

What was measured decides how long is trained and whether the outcome may stand; the training itself is the tuner's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

import trendsqa
from trendsqa.embedding.adapter import write_adapter
from trendsqa.embedding.encoder import Encoder
from trendsqa.errors import InputError
from trendsqa.tuning.earlier_adapter import EarlierAdapter
from trendsqa.tuning.progress_counter import ProgressCounter
from trendsqa.tuning.ranking_fit import mean_reciprocal_rank
from trendsqa.tuning.recipe import Recipe
from trendsqa.tuning.training_pairs import AskedQuestion, PassagePair, QuestionPair, TuningTexts
from trendsqa.tuning.tuning_report import Environment, EpochMeasure, Gain, TuningCounts, TuningReport

__all__ = ["FEWEST_QUESTIONS", "TunedEncoder", "Tuner", "TuningTarget", "tune_encoder"]

FEWEST_QUESTIONS = 64
"""Fewer do not fill a batch from half of the sections: nothing to tell apart, and nothing to measure by."""
_FEWEST_SECTIONS = 2

_Adapter = dict[str, NDArray[np.float32]]
_BYTES_OF_A_NUMBER = 2
"""In an adapter's file."""


class Tuner(Protocol):
    """A model that can be given adapters."""

    @property
    def encoder(self) -> Encoder:
        """The model with the adapter that it has now."""

    @property
    def environment(self) -> Environment:
        """Numbers and libraries that training computes with."""

    def train(
        self,
        passage_pairs: Sequence[PassagePair],
        question_pairs: Sequence[QuestionPair],
        *,
        on_step: Callable[[], None],
        after_epoch: Callable[[int, float], bool],
    ) -> None:
        """Give the model a new adapter, from its published weights on.

        ``after_epoch`` is told an epoch's number from 1 and its mean loss, and says whether to go on.
        """

    def adapter(self) -> _Adapter:
        """The adapter as a file keeps it."""

    def restore(self, adapter: _Adapter) -> None:
        """Give the model back an earlier adapter."""


@dataclass(frozen=True, slots=True)
class TuningTarget:
    """Place of the adapter, the one there now, and whether a worse one may replace it."""

    path: Path
    earlier: EarlierAdapter | None
    force: bool

    @property
    def held_out_path(self) -> Path:
        """Place of the adapter of the trained half: what is learned about scores must not know the questions."""
        return self.path.with_name(f"{self.path.stem}-held-out{self.path.suffix}")


@dataclass(frozen=True, slots=True)
class TunedEncoder:
    """Outcome of a tuning.

    ``refusal`` says why the adapter was not written, empty where it was. ``notes`` are things to know about it.
    ``file_bytes`` is 0 where there is no file.
    """

    report: TuningReport
    path: Path
    file_bytes: int
    refusal: str
    notes: tuple[str, ...]


def tune_encoder(
    texts: TuningTexts,
    tuner: Tuner,
    recipe: Recipe,
    target: TuningTarget,
    *,
    held_out_only: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> TunedEncoder:
    """Tune on half of the sections, measure on the others, and unless ``held_out_only`` tune anew on all of them.

    Both adapters are kept, the first for what else must be learned from questions that the encoder does not know. The
    second training ends after the epoch that was best in the first, under the same schedule. Where the outcome may
    not stand, it is left out and nothing is written. ``on_progress`` is told (steps done, steps in all); the second
    number falls where the first training ends early.

    Raises:
        InputError: The collection has too few curated questions.
        ModelError: The model cannot be tuned.
    """
    started = perf_counter()
    _check_enough(texts)
    course = _Course(texts, tuner, recipe, ProgressCounter(on_progress))
    measured = course.train_half(then_whole=not held_out_only)
    digest = texts.digest(course.folds.held_out)
    refusal, notes = _judge(target, measured.held_out, tuner.encoder.identity.weights_sha256, digest)
    whole = None if refusal or held_out_only else course.train_whole(measured.best_epoch)
    adapter = whole.adapter if whole else measured.adapter
    report = TuningReport(
        code_version=trendsqa.__version__,
        model=tuner.encoder.identity.model,
        recipe=recipe,
        environment=tuner.environment,
        counts=course.counts(),
        epochs=measured.epochs,
        best_epoch=measured.best_epoch,
        held_out=measured.held_out,
        seen=measured.seen,
        all_sections_losses=whole.losses if whole else (),
        all_sections_seen=whole.seen if whole else None,
        held_out_sha256=digest,
        tensor_bytes=_BYTES_OF_A_NUMBER * sum(tensor.size for tensor in adapter.values()),
        seconds=round(perf_counter() - started, 1),
    )
    if refusal:
        return TunedEncoder(report, target.path, 0, refusal, notes)
    base = tuner.encoder.identity.weights_sha256
    write_adapter(target.held_out_path, measured.adapter, base_sha256=base, report=report.to_dict())
    if whole:
        write_adapter(target.path, whole.adapter, base_sha256=base, report=report.to_dict())
    path = target.path if whole else target.held_out_path
    return TunedEncoder(report, path, path.stat().st_size, "", notes)


@dataclass(slots=True)
class _BestEpoch:
    """Keeps the epochs, and the adapter of the one with the best measure; the first that is no better is the last."""

    measure: Callable[[], float]
    adapter_now: Callable[[], _Adapter]
    epochs: list[EpochMeasure] = field(default_factory=list)
    best: EpochMeasure = field(default_factory=lambda: EpochMeasure(0, 0.0, -1.0))
    adapter: _Adapter = field(default_factory=dict)

    def after_epoch(self, epoch: int, loss: float) -> bool:
        measured = EpochMeasure(epoch, loss, self.measure())
        self.epochs.append(measured)
        if measured.held_out <= self.best.held_out:
            return False
        self.best, self.adapter = measured, self.adapter_now()
        return True


@dataclass(frozen=True, slots=True)
class _Measured:
    """Outcome of training on half of the sections."""

    epochs: tuple[EpochMeasure, ...]
    best_epoch: int
    held_out: Gain
    seen: Gain
    adapter: _Adapter


@dataclass(frozen=True, slots=True)
class _Whole:
    """Outcome of training on all sections: the loss of each epoch, and MRR@10 of the questions trained on."""

    losses: tuple[float, ...]
    seen: float
    adapter: _Adapter


class _Course:
    """Trains and measures over one collection."""

    def __init__(self, texts: TuningTexts, tuner: Tuner, recipe: Recipe, steps: ProgressCounter) -> None:
        self._texts, self._tuner, self._recipe, self._steps = texts, tuner, recipe, steps
        self.folds = texts.folds()
        self._held_out = texts.about(self.folds.held_out)
        self._seen = texts.about(self.folds.trained)

    def train_half(self, *, then_whole: bool) -> _Measured:
        """The best state of a model trained on half of the sections; ``then_whole`` counts the steps to come."""
        half, whole = self._pairs(self.folds.trained), self._pairs(self.folds.trained | self.folds.held_out)
        steps = self._recipe.steps_per_epoch(*half) + then_whole * self._recipe.steps_per_epoch(*whole)
        self._steps.total = self._recipe.epochs * steps
        held_out_before, seen_before = self._measure(self._held_out, self._seen)
        best = _BestEpoch(lambda: self._measure(self._held_out)[0], self._tuner.adapter)
        self._tuner.train(*half, on_step=self._steps.advance, after_epoch=best.after_epoch)
        adapter = _weakened(best.adapter, self._recipe.strength)
        self._tuner.restore(adapter)
        held_out_after, seen_after = self._measure(self._held_out, self._seen)
        return _Measured(
            tuple(best.epochs),
            best.best.epoch,
            Gain(held_out_before, held_out_after),
            Gain(seen_before, seen_after),
            adapter,
        )

    def train_whole(self, epochs: int) -> _Whole:
        """The state after ``epochs`` over all sections."""
        pairs = self._pairs(self.folds.trained | self.folds.held_out)
        self._steps.total = self._steps.done + epochs * self._recipe.steps_per_epoch(*pairs)
        losses: list[float] = []

        def after_epoch(epoch: int, loss: float) -> bool:
            losses.append(loss)
            return epoch < epochs

        self._tuner.train(*pairs, on_step=self._steps.advance, after_epoch=after_epoch)
        adapter = _weakened(self._tuner.adapter(), self._recipe.strength)
        self._tuner.restore(adapter)
        (seen,) = self._measure(self._texts.questions)
        return _Whole(tuple(losses), seen, adapter)

    def counts(self) -> TuningCounts:
        """Counts of the texts."""
        return TuningCounts(
            passages=len(self._texts.passages),
            questions=len(self._texts.questions),
            questions_trained=len(self._seen),
            questions_held_out=len(self._held_out),
            sections_trained=len(self.folds.trained),
            sections_held_out=len(self.folds.held_out),
            question_pairs=len(self._pairs(self.folds.trained | self.folds.held_out)[1]),
        )

    def _pairs(self, sections: frozenset[str]) -> tuple[tuple[PassagePair, ...], tuple[QuestionPair, ...]]:
        recipe = self._recipe
        questions = self._texts.question_pairs(sections, recipe.seed) if recipe.question_pairs else ()
        return self._texts.passage_pairs(sections, recipe.seed), questions

    def _measure(self, *groups: Sequence[AskedQuestion]) -> list[float]:
        """MRR@10 of each group of questions against all passages, by the model as it is now."""
        encoder = self._tuner.encoder
        passages = encoder.encode_passages(self._texts.passages)
        return [
            mean_reciprocal_rank(
                encoder.encode_queries([question.text for question in group]),
                passages,
                [question.passages for question in group],
            )
            for group in groups
        ]


def _weakened(adapter: _Adapter, strength: float) -> _Adapter:
    """The adapter with this share of its change to each weight."""
    return {name: tensor * np.float32(strength if name.endswith(".up") else 1) for name, tensor in adapter.items()}


def _check_enough(texts: TuningTexts) -> None:
    if not texts.questions:
        raise InputError(
            "No curated question is about a text that this collection holds, so there is nothing to tune on. Put some "
            "into the corpus folder, questions/*.jsonl, or add the texts that they are about: trendsqa corpus list"
        )
    sections = len({question.section_id for question in texts.questions})
    if len(texts.questions) < FEWEST_QUESTIONS or sections < _FEWEST_SECTIONS:
        raise InputError(
            f"The collection has {len(texts.questions)} curated questions about {sections} sections; tuning needs at "
            f"least {FEWEST_QUESTIONS} about {_FEWEST_SECTIONS}. Put more into the corpus folder, questions/*.jsonl"
        )


def _judge(target: TuningTarget, held_out: Gain, base_sha256: str, digest: str) -> tuple[str, tuple[str, ...]]:
    """Why the adapter may not be written, empty where it may, and what to know where it is."""
    objections, notes = [], []
    if held_out.after <= held_out.before:
        objections.append(
            f"Tuning did not raise MRR@10 of the held-out questions ({held_out.before:.3f} before, "
            f"{held_out.after:.3f} after), so nothing was written; write it with --force, or try other parameters."
        )
    if target.earlier and not target.earlier.comparable(base_sha256=base_sha256, held_out_sha256=digest):
        notes.append(
            f"The adapter that stood in {target.path} was measured on other texts or weights, so the two cannot be "
            "compared; the new one has taken its place."
        )
    elif target.earlier and held_out.after < target.earlier.held_out:
        objections.append(
            f"The adapter in {target.path} is better: its MRR@10 of the held-out questions is "
            f"{target.earlier.held_out:.3f}, the new one's {held_out.after:.3f}. It stays; replace it with --force, or "
            "keep both with --out."
        )
    if target.force or not objections:
        return "", tuple(notes)
    return " ".join(objections), ()
