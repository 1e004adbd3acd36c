"""Two runs of the same questions, question by question: what was won, what was lost, and whether that is chance."""

from dataclasses import dataclass

from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.experiment import Experiment
from trendsqa.evaluation.measures.earlier_run import EarlierRun
from trendsqa.evaluation.measures.outcome import Difference, MeasuredOutcome, differences
from trendsqa.evaluation.table import Table, listed, share, signed

__all__ = ["RunComparison", "compare"]


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Differences of a run from an earlier one, named by its day (ISO 8601), generation and encoder."""

    asked_on: str
    generation: str
    encoder: str
    differences: tuple[Difference, ...]

    def table(self) -> Table:
        """A row for each aspect; the questions won and lost beneath."""
        return Table(
            columns=("against the earlier run", "n", "before", "now", "difference", "95 % interval", "won", "lost"),
            rows=tuple(map(_row, self.differences)),
            notes=(
                f"The earlier run: {self.asked_on}, encoder {self.encoder}, generation {self.generation}.",
                *(
                    f"{one.aspect}: won {listed(one.won)}; lost {listed(one.lost)}."
                    for one in self.differences
                    if one.won or one.lost
                ),
            ),
        )


def compare(earlier: EarlierRun, experiment: Experiment) -> RunComparison:
    """``experiment`` against ``earlier``.

    Raises:
        QuestionSetError: they are not runs of the same question set.
    """
    if earlier.questions_sha256 != experiment.questions_sha256:
        raise QuestionSetError(
            f"The earlier run, of {earlier.asked_on}, asked another question set (SHA-256 "
            f"{earlier.questions_sha256[:12]}, expected {experiment.questions_sha256[:12]}); "
            "ask both the same questions."
        )
    return RunComparison(
        asked_on=earlier.asked_on,
        generation=earlier.generation,
        encoder=earlier.encoder,
        differences=differences(earlier.outcomes, [MeasuredOutcome.of(record) for record in experiment.records]),
    )


def _row(one: Difference) -> tuple[str, ...]:
    return (
        one.aspect,
        str(one.questions),
        share(one.before),
        share(one.now),
        signed(one.change),
        one.interval.written() if one.interval else share(None),
        str(len(one.won)),
        str(len(one.lost)),
    )
