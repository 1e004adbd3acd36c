"""Ablation: the same questions asked again with one part of the system turned off at a time.

Which parts there are is the caller's to say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from trendsqa.answering.answering import Answering
from trendsqa.evaluation.experiment import Experiment, run_experiment
from trendsqa.evaluation.measures.measure import MAIN_MEASURES
from trendsqa.evaluation.measures.outcome import Difference, Outcome, differences
from trendsqa.evaluation.measures.record import Summary
from trendsqa.evaluation.measures.retrieval_metrics import RANKS_SCORED
from trendsqa.evaluation.questions.question import Question
from trendsqa.evaluation.table import Table, share, signed

__all__ = ["Ablated", "Ablation", "run_ablation"]

_JUDGED_BY = f"MRR@{RANKS_SCORED}"
"""The aspect whose paired difference the table gives: it moves with every rank, so it shows small effects first."""


@dataclass(frozen=True, slots=True)
class Ablated:
    """The run without ``part``: its measures, and its differences from the full run (negative: the part helps)."""

    part: str
    summary: Summary
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Ablation:
    """The full run's measures, and those of the runs that lacked one part each."""

    full: Summary
    without: tuple[Ablated, ...]

    def table(self) -> Table:
        """A row for the full run and for each that lacked a part."""
        return Table(
            columns=(
                "turned off",
                *(measure.column for measure in MAIN_MEASURES),
                f"change of {_JUDGED_BY}",
                "95 % interval",
            ),
            rows=(
                _row("nothing", self.full, None),
                *(_row(one.part, one.summary, _judged(one.differences)) for one in self.without),
            ),
        )


def run_ablation(
    full: Experiment,
    questions: Sequence[Question],
    makers: Mapping[str, Callable[[], Answering]],
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> Ablation:
    """``questions``, which ``full`` asked, asked of each assistant that ``makers`` makes, under the part it lacks.

    An assistant is made when its turn comes and closed after it. ``on_progress`` is told over all runs together.
    Raises what making an assistant and ``run_experiment`` raise.
    """
    outcomes = [Outcome.of(record) for record in full.records]
    without = []
    for turn, (part, make) in enumerate(makers.items()):
        assistant = make()
        try:
            experiment = run_experiment(assistant, questions, on_progress=_turn(on_progress, turn, len(makers)))
        finally:
            assistant.close()
        now = [Outcome.of(record) for record in experiment.records]
        without.append(Ablated(part, experiment.overall(), differences(outcomes, now)))
    return Ablation(full.overall(), tuple(without))


def _turn(on_progress: Callable[[int, int], None] | None, turn: int, turns: int) -> Callable[[int, int], None] | None:
    """Progress of one run as progress of all."""
    if on_progress is None:
        return None
    return lambda done, total: on_progress(turn * total + done, turns * total)


def _judged(found: Sequence[Difference]) -> Difference:
    return next(one for one in found if one.aspect == _JUDGED_BY)


def _row(name: str, summary: Summary, change: Difference | None) -> tuple[str, ...]:
    return (
        name,
        *(measure.write(measure.of(summary)) for measure in MAIN_MEASURES),
        signed(change.change if change else None),
        change.interval.written() if change and change.interval else share(None),
    )
