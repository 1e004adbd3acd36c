"""Bars that an index must hold before it is published: question sets with floors and ceilings of measures.

A gate fails closed: a measure that nobody knows, a set without questions and an empty collection are refused with a
message, and a measure that cannot be made of a set counts as a bar that is not held.
"""

import math
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trendsqa.answering.answering import Answering
from trendsqa.corpus.refused_fields import explain
from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.experiment import Experiment, run_experiment
from trendsqa.evaluation.measures.measure import MEASURES, VERBATIM, Measure
from trendsqa.evaluation.measures.record import Summary
from trendsqa.evaluation.questions.question import GoldQuestion, digest_of, load_questions
from trendsqa.evaluation.table import Table, share

__all__ = ["Bar", "BarVerdict", "Gate", "GatedSet", "Judgement", "judge", "load_gate"]

_DIGITS = 10_000
"""What is found is written to the fourth decimal."""

_KNOWN = {measure.key: measure for measure in (*MEASURES, VERBATIM)}


@dataclass(frozen=True, slots=True)
class Bar:
    """The least that a measure may be, or the most."""

    measure: Measure
    bound: float
    is_floor: bool

    def verdict(self, set_name: str, summary: Summary) -> "BarVerdict":
        """Verdict on the measures of a set at this bar."""
        found = self.measure.of(summary)
        holds = found is not None and (found >= self.bound if self.is_floor else found <= self.bound)
        return BarVerdict(set_name, self.measure, self.bound, self.is_floor, found, holds)


@dataclass(frozen=True, slots=True)
class BarVerdict:
    """A bar of a set, what was found, None where the set has nothing to make the measure of, and whether it holds."""

    set_name: str
    measure: Measure
    bound: float
    is_floor: bool
    found: float | None
    holds: bool

    def to_json(self) -> dict[str, str | float | bool | None]:
        """The verdict by the names of the file."""
        return {
            "questions": self.set_name,
            "measure": self.measure.key,
            "floor" if self.is_floor else "ceiling": self.bound,
            "found": self.found,
            "holds": self.holds,
        }

    def found_written(self) -> str:
        """The value found, rounded away from the bar's good side: a near miss does not look like a pass."""
        if self.found is None:
            return "nothing to measure"
        rounded = math.floor if self.is_floor else math.ceil
        return f"{rounded(round(self.found * _DIGITS, 6)) / _DIGITS:g}"


@dataclass(frozen=True, slots=True)
class GatedSet:
    """A question set, under the name that the gate's file gives it, and its bars."""

    name: str
    questions: tuple[GoldQuestion, ...]
    bars: tuple[Bar, ...]

    def judge(self, experiment: Experiment) -> "Judgement":
        """The verdicts on a run of this set."""
        overall = experiment.overall()
        return Judgement(tuple(bar.verdict(self.name, overall) for bar in self.bars))


@dataclass(frozen=True, slots=True)
class Gate:
    """The sets of one file, which came from ``path``."""

    path: Path
    sets: tuple[GatedSet, ...]

    def set_of(self, questions: Sequence[GoldQuestion]) -> GatedSet:
        """The set that has just these questions. Raises QuestionSetError where none has: bars belong to a set."""
        for one in self.sets:
            if digest_of(one.questions) == digest_of(questions):
                return one
        names = ", ".join(one.name for one in self.sets)
        raise QuestionSetError(
            f"{self.path} has no bars for these {len(questions)} questions, only for those of {names}. "
            "Ask one of these sets, or give the questions a set of their own in the gate."
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict at every bar."""

    verdicts: tuple[BarVerdict, ...]

    @property
    def holds(self) -> bool:
        """True if every bar is held."""
        return all(verdict.holds for verdict in self.verdicts)

    def to_json(self) -> dict[str, object]:
        """Verdicts on the gate and on each bar."""
        return {"holds": self.holds, "bars": [verdict.to_json() for verdict in self.verdicts]}

    def table(self) -> Table:
        """A row for each bar, those that are not held first."""
        ordered = sorted(self.verdicts, key=lambda verdict: verdict.holds)
        return Table(
            columns=("questions", "measure", "bar", "found", "holds"),
            rows=tuple(map(_row, ordered)),
            notes=tuple(
                f"{verdict.set_name} has no question that {verdict.measure.key} can be made of; take the bar out, or "
                "add such questions."
                for verdict in ordered
                if verdict.found is None
            ),
        )


def judge(assistant: Answering, gate: Gate, *, on_progress: Callable[[int, int], None] | None = None) -> Judgement:
    """The verdicts on what ``assistant`` makes of every set. Raises what ``run_experiment`` raises."""
    verdicts: list[BarVerdict] = []
    for number, one in enumerate(gate.sets):
        experiment = run_experiment(assistant, one.questions, on_progress=_share_of(on_progress, gate, number))
        verdicts += one.judge(experiment).verdicts
    return Judgement(tuple(verdicts))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


_Bounds = dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]]


class _Set(_Strict):
    """A set as written."""

    questions: str = Field(min_length=1)
    floors: _Bounds = {}
    ceilings: _Bounds = {}


class _File(_Strict):
    """Several sets."""

    sets: list[_Set] = Field(min_length=1)


def load_gate(path: Path) -> Gate:
    """The gate in the file, with its questions.

    Raises:
        QuestionSetError: the file or a question set of it cannot be read, has no bars, or names an unknown measure.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        # A file with one set may leave out the heading.
        read = _File.model_validate(written) if "sets" in written else _File(sets=[_Set.model_validate(written)])
    except OSError as error:
        raise QuestionSetError(f"{path}: cannot be read ({error.strerror}); check the path.") from error
    except ValidationError as error:
        raise QuestionSetError(f"{path} is no gate: {explain(error)}. {_EXPECTED}") from error
    except ValueError as error:  # Not UTF-8, or no TOML.
        raise QuestionSetError(f"{path} is no gate: {error}. {_EXPECTED}") from error
    return Gate(path, tuple(_gated(one, path) for one in read.sets))


_EXPECTED = 'Expected TOML with questions = "FILE", [floors] and [ceilings], or several [[sets]] of these.'


def _gated(one: _Set, path: Path) -> GatedSet:
    bars = (*_bars(one.floors, path, is_floor=True), *_bars(one.ceilings, path, is_floor=False))
    if not bars:
        raise QuestionSetError(f"{path}: {one.questions} has no bars, so anything would pass. {_EXPECTED}")
    return GatedSet(one.questions, load_questions(path.parent / one.questions), bars)


def _bars(bounds: _Bounds, path: Path, *, is_floor: bool) -> Iterator[Bar]:
    for key, bound in bounds.items():
        measure = _KNOWN.get(key)
        if measure is None:
            raise QuestionSetError(f"{path}: there is no measure {key!r}; expected one of {', '.join(_KNOWN)}.")
        if measure.write is share and bound > 1:
            raise QuestionSetError(f"{path}: {key} lies between 0 and 1, found the bar {bound:g}; write a share.")
        yield Bar(measure, bound, is_floor)


def _row(verdict: BarVerdict) -> tuple[str, ...]:
    return (
        verdict.set_name,
        verdict.measure.key,
        f"{'at least' if verdict.is_floor else 'at most'} {verdict.bound:g}",
        verdict.found_written(),
        "yes" if verdict.holds else "no",
    )


def _share_of(
    on_progress: Callable[[int, int], None] | None, gate: Gate, number: int
) -> Callable[[int, int], None] | None:
    """Progress over all sets, of which ``number`` are done; every question counts the same."""
    if on_progress is None:
        return None
    sizes = [len(one.questions) for one in gate.sets]
    before, total = sum(sizes[:number]), sum(sizes)
    return lambda done, of: on_progress(before + round(done / of * sizes[number]), total)
