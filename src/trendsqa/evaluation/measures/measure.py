"""The measures of a run, each with its names and the way to read it from a summary."""

from collections.abc import Callable
from dataclasses import dataclass

from trendsqa.evaluation.measures.record import Summary
from trendsqa.evaluation.measures.retrieval_metrics import DEPTHS, RANKS_SCORED
from trendsqa.evaluation.table import share, tenth, whole

__all__ = ["MAIN_MEASURES", "MEASURES", "VERBATIM", "Measure"]

_MAIN_DEPTH = 5
"""The first five passages are what a person looks at."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: ``key`` in JSON, ``name`` on a page, ``of`` a summary, ``write`` its value.

    ``column`` heads it where there is little room; only a main measure, one that is given with an interval and in
    every comparison, has one.
    """

    key: str
    name: str
    of: Callable[[Summary], float | None]
    write: Callable[[float | None], str] = share
    column: str = ""


def _at_depth(name: str, field: str, k: int, column: str = "") -> Measure:
    place = DEPTHS.index(k)

    def of(summary: Summary) -> float | None:
        values: tuple[float, ...] = getattr(summary.retrieval, field)
        return values[place] if values else None

    return Measure(f"{field}@{k}", f"{name}@{k}", of, column=column)


MEASURES = (
    *(_at_depth("hit", "hit", k, "hit@5" if k == _MAIN_DEPTH else "") for k in DEPTHS),
    *(_at_depth("any-hit", "any_hit", k, "any@5" if k == _MAIN_DEPTH else "") for k in DEPTHS),
    *(_at_depth("gold recall", "gold_recall", k) for k in DEPTHS),
    Measure(f"mrr@{RANKS_SCORED}", f"MRR@{RANKS_SCORED}", lambda s: s.retrieval.mrr, column=f"MRR@{RANKS_SCORED}"),
    Measure("passage_words", "mean passage length (words)", lambda s: s.retrieval.passage_words, whole),
    Measure(
        "point_recall",
        "answer-point recall (automatic stand-in)",
        lambda s: s.answering.point_recall,
        column="points",
    ),
    Measure("holds_any", "answer holds an accepted quote whole", lambda s: s.answering.holds_any, column="quote"),
    Measure("holds_needed", "answer holds every needed quote whole", lambda s: s.answering.holds_needed),
    Measure("gold_share", "share of the needed quotes held whole", lambda s: s.answering.gold_share),
    Measure("hits_any", "answer hits an accepted quote (60 % rule)", lambda s: s.answering.hits_any),
    Measure("hits_needed", "answer hits every needed quote (60 % rule)", lambda s: s.answering.hits_needed),
    Measure("words_median", "median answer length (words)", lambda s: s.answering.words_median, whole, column="words"),
    Measure("words_mean", "mean answer length (words)", lambda s: s.answering.words_mean, whole),
    Measure("quotes_mean", "mean number of quotes", lambda s: s.answering.quotes_mean, tenth),
    Measure("abstention_precision", "abstention precision", lambda s: s.abstention.precision),
    Measure("abstention_recall", "abstention recall", lambda s: s.abstention.recall, column="rightly refused"),
    Measure(
        "false_abstention_rate", "false-abstention rate", lambda s: s.abstention.false_rate, column="wrongly refused"
    ),
    Measure("auroc", "AUROC of 1 − confidence", lambda s: s.abstention.auroc, column="AUROC"),
    Measure("latency_median_ms", "median latency (ms)", lambda s: s.latency.median_ms, tenth),
    Measure("latency_p95_ms", "95th percentile latency (ms)", lambda s: s.latency.p95_ms, tenth),
)
"""Every measure, in the order in which a page gives them."""

VERBATIM = Measure("verbatim", "share of quotes that are verbatim", lambda s: s.answering.verbatim)
"""Apart from the others, since a page gives it as a count."""

MAIN_MEASURES = tuple(measure for measure in MEASURES if measure.column)
"""Those that say how good a run is: they have an interval and stand in every comparison."""
