"""A run with all that was made of it, as tables for a terminal and as Markdown for a page.

No text of a question, an answer or a source goes into either: reports are published, other people's words are not.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from trendsqa.evaluation.experiment import Experiment
from trendsqa.evaluation.measures.ablated import Ablated, ablation_table
from trendsqa.evaluation.measures.bootstrap import Interval, intervals_of
from trendsqa.evaluation.measures.calibration import Calibration, rated_answer
from trendsqa.evaluation.measures.measure import MAIN_MEASURES, MEASURES, Measure
from trendsqa.evaluation.measures.record import Summary
from trendsqa.evaluation.measures.retrieval_metrics import DEPTHS, RANKS_SCORED
from trendsqa.evaluation.measures.run_comparison import RunComparison
from trendsqa.evaluation.table import Table, listed, share, tenth, whole

__all__ = ["Report", "to_markdown", "to_tables"]

_ANY_DEPTH = DEPTHS.index(5)
"""The depth at which the table gives any-hit: the first five are what a person looks at."""


@dataclass(frozen=True, slots=True)
class Report:
    """One experiment, the 95 % intervals of its main measures by key, its calibration, and what it was held against.

    ``ablation`` holds the runs that lacked a part; empty if there were none.
    """

    experiment: Experiment
    intervals: Mapping[str, Interval | None]
    calibration: Calibration
    comparison: RunComparison | None = None
    ablation: tuple[Ablated, ...] = ()

    @classmethod
    def of(
        cls,
        experiment: Experiment,
        *,
        comparison: RunComparison | None = None,
        ablation: tuple[Ablated, ...] = (),
        on_progress: Callable[[int, int], None] | None = None,
    ) -> "Report":
        """The report on ``experiment``; ``on_progress`` is told of the resamples, a second's work or two."""
        return cls(
            experiment=experiment,
            intervals=intervals_of(experiment.records, MAIN_MEASURES, on_progress=on_progress),
            calibration=Calibration.of([rated_answer(record) for record in experiment.records]),
            comparison=comparison,
            ablation=ablation,
        )


def to_tables(report: Report) -> tuple[Table, ...]:
    """The measures by type, then the comparison and the ablation where there are any."""
    main = _by_type(report.experiment)
    ends = ", ".join(f"{one.column} {interval}" for one in MAIN_MEASURES if (interval := _interval(report, one)))
    added = (f"95 % intervals of all (bootstrap over questions): {ends}.", f"Confidence: {report.calibration.note()}")
    comparison = [report.comparison.table()] if report.comparison else []
    ablation = [ablation_table(report.experiment.overall(), report.ablation)] if report.ablation else []
    return (replace(main, notes=(*added, *main.notes)), *comparison, *ablation)


def to_markdown(report: Report, *, command: str, figure: str = "") -> str:
    """The run's collection, every measure overall, the tables by type, the calibration and the comparisons.

    ``command`` is what was run. ``figure`` is the address of the reliability diagram as the page sees it; empty leaves
    it out.
    """
    experiment = report.experiment
    status = experiment.status
    overall = experiment.overall()
    parts = [
        (
            f"{len(experiment.records)} questions over {status.documents} documents and {status.passages} passages, "
            f"asked on {experiment.asked_on} with `{command}` on {os.cpu_count()} cores; encoder {status.encoder}, "
            f"generation {status.generation}."
        ),
        Table(
            columns=("measure", "value", "95 % interval"),
            rows=(
                *((one.name, one.write(one.of(overall)), _interval(report, one)) for one in MEASURES),
                ("quotes that are verbatim", _verbatim(overall), ""),
            ),
        ).markdown(),
        _by_type(experiment).markdown(),
        "Confidence in the first column against the share of answers that are right:",
        *([f"![Reliability diagram. {report.calibration.note()}]({figure})"] if figure else []),
        report.calibration.table().markdown(),
    ]
    if report.comparison is not None:
        parts += ["Question by question against an earlier run:", report.comparison.table().markdown()]
    if report.ablation:
        ablation = ablation_table(overall, report.ablation)
        parts += ["The same questions with one signal turned off at a time:", ablation.markdown()]
    return "\n\n".join(parts) + "\n"


def _by_type(experiment: Experiment) -> Table:
    """The main measures, a row for each group, for a terminal of 100 columns."""
    groups = [("all", experiment.overall()), *experiment.by_type().items()]
    if experiment.without_history:
        groups.append(("(no history)", experiment.bare()))
    return Table(
        columns=(
            "type",
            "n",
            *(f"hit@{k}" for k in DEPTHS),
            f"any@{DEPTHS[_ANY_DEPTH]}",
            f"MRR@{RANKS_SCORED}",
            "points",
            "quote",
            "words",
            "refused",
            "ms",
        ),
        rows=tuple(_row(name, summary) for name, summary in groups),
        notes=tuple(_notes(experiment)),
    )


def _row(name: str, summary: Summary) -> tuple[str, ...]:
    """One group's line of the main table."""
    retrieval, abstention = summary.retrieval, summary.abstention
    blank = (None,) * len(DEPTHS)
    hits = retrieval.hit or blank
    any_hits = retrieval.any_hit or blank
    return (
        name,
        str(summary.questions),
        *(share(value) for value in hits),
        share(any_hits[_ANY_DEPTH]),
        share(retrieval.mrr),
        share(summary.answering.point_recall),
        share(summary.answering.holds_any),
        whole(summary.answering.words_median),
        f"{abstention.abstained}/{summary.questions}",
        whole(summary.latency.median_ms),
    )


def _interval(report: Report, measure: Measure) -> str:
    """Its ends, nothing where it has none."""
    found = report.intervals.get(measure.key)
    return found.written(measure.write) if found else ""


def _notes(experiment: Experiment) -> Iterator[str]:
    """Notes under the main table: refusals, quotes, follow-ups, and what could not be measured."""
    overall = experiment.overall()
    abstention = overall.abstention
    yield (
        f"Refusing: precision {share(abstention.precision)}, recall {share(abstention.recall)}, "
        f"false-abstention rate {share(abstention.false_rate)}, AUROC {share(abstention.auroc)}."
    )
    yield f"Verbatim quotes: {_verbatim(overall)}."
    yield (
        f"Latency: median {tenth(overall.latency.median_ms)} ms, 95th percentile {tenth(overall.latency.p95_ms)} ms."
    )
    if experiment.without_history:
        given, bare = experiment.with_history().retrieval, experiment.bare().retrieval
        yield f"Follow-ups: MRR@{RANKS_SCORED} {share(given.mrr)} with history, {share(bare.mrr)} without."
    yield from _warnings(experiment)


def _warnings(experiment: Experiment) -> Iterator[str]:
    """Limits of the figures, if any."""
    coverage = experiment.coverage
    if coverage.missing:
        yield (
            f"Not in this collection: {len(coverage.missing)} of {coverage.golds} gold quotes "
            f"({listed(coverage.missing)}); they count as missed. Check that the source is indexed in full."
        )
    if coverage.in_part:
        yield (
            f"Only in part in this collection: {len(coverage.in_part)} of {coverage.golds} gold quotes "
            f"({listed(coverage.in_part)}); matched by their longest run."
        )
    if experiment.unreadable:
        yield f"Text withheld by the source's terms: {listed(experiment.unreadable)}."


def _verbatim(summary: Summary) -> str:
    answering = summary.answering
    right = round((answering.verbatim or 0) * answering.quotes_checked)
    unchecked = answering.quotes - answering.quotes_checked
    tail = f", {unchecked} not checked" if unchecked else ""
    return f"{right} of {answering.quotes_checked}{tail}"
