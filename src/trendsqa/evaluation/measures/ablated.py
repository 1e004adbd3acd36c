"""Runs that lacked one part of the system each, beside the full run."""

from collections.abc import Sequence
from dataclasses import dataclass

from trendsqa.evaluation.measures.measure import MAIN_MEASURES
from trendsqa.evaluation.measures.outcome import Difference
from trendsqa.evaluation.measures.record import Summary
from trendsqa.evaluation.measures.retrieval_metrics import RANKS_SCORED
from trendsqa.evaluation.table import Table, share, signed

__all__ = ["Ablated", "ablation_table"]

_JUDGED_BY = f"MRR@{RANKS_SCORED}"
"""The aspect whose paired difference the table gives: it moves with every rank, so it shows small effects first."""


@dataclass(frozen=True, slots=True)
class Ablated:
    """The run without ``part``: its measures, and its differences from the full run (negative: the part helps)."""

    part: str
    summary: Summary
    differences: tuple[Difference, ...]


def ablation_table(full: Summary, without: Sequence[Ablated]) -> Table:
    """A row for the full run and for each that lacked a part."""
    return Table(
        columns=(
            "turned off",
            *(measure.column for measure in MAIN_MEASURES),
            f"change of {_JUDGED_BY}",
            "95 % interval",
        ),
        rows=(
            _row("nothing", full, None),
            *(_row(one.part, one.summary, _judged(one.differences)) for one in without),
        ),
    )


def _judged(found: Sequence[Difference]) -> Difference:
    return next(one for one in found if one.aspect == _JUDGED_BY)


def _row(name: str, summary: Summary, change: Difference | None) -> tuple[str, ...]:
    return (
        name,
        *(measure.write(measure.of(summary)) for measure in MAIN_MEASURES),
        signed(change.change if change else None),
        change.interval.written() if change and change.interval else share(None),
    )
