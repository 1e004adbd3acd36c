"""Ablation: the same questions asked again with one part of the system turned off at a time.

The caller says of which parts.
"""

from collections.abc import Callable, Mapping, Sequence

from trendsqa.answering.assistant import Assistant
from trendsqa.evaluation.experiment import Experiment, run_experiment
from trendsqa.evaluation.measures.ablated import Ablated
from trendsqa.evaluation.measures.outcome import MeasuredOutcome, differences
from trendsqa.evaluation.questions.question import GoldQuestion

__all__ = ["run_ablation"]


def run_ablation(
    full: Experiment,
    questions: Sequence[GoldQuestion],
    makers: Mapping[str, Callable[[], Assistant]],
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[Ablated, ...]:
    """``questions``, which ``full`` asked, asked of each assistant that ``makers`` makes, under the part it lacks.

    An assistant is made when its turn comes and closed after it. ``on_progress`` is told over all runs together.
    Raises what making an assistant and ``run_experiment`` raise.
    """
    outcomes = [MeasuredOutcome.of(record) for record in full.records]
    without = []
    for turn, (part, make) in enumerate(makers.items()):
        assistant = make()
        try:
            experiment = run_experiment(assistant, questions, on_progress=_turn(on_progress, turn, len(makers)))
        finally:
            assistant.close()
        now = [MeasuredOutcome.of(record) for record in experiment.records]
        without.append(Ablated(part, experiment.overall(), differences(outcomes, now)))
    return tuple(without)


def _turn(on_progress: Callable[[int, int], None] | None, turn: int, turns: int) -> Callable[[int, int], None] | None:
    """Progress of one run as progress of all."""
    if on_progress is None:
        return None
    return lambda done, total: on_progress(turn * total + done, turns * total)
