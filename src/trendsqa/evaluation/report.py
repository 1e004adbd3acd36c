"""An experiment as JSON, as a table for a terminal and as Markdown. Every figure is made elsewhere.

No text of a question, an answer or a source goes into a report: reports are published, other people's
words are not. Records name questions, passages and offsets, from which the words can be found again.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from trendsqa.evaluation.experiment import Experiment
from trendsqa.evaluation.record import Record, Summary
from trendsqa.evaluation.retrieval_metrics import DEPTHS, RANKS_SCORED

__all__ = ["Table", "to_json", "to_markdown", "to_table"]

_NOTHING = "–"
_ANY_DEPTH = DEPTHS.index(5)
"""The depth at which the table gives any-hit: the first five are what a person looks at."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under ``columns``, each as long as they are, and sentences to print beneath."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def to_json(experiment: Experiment) -> dict[str, Any]:
    """Every measure, overall, by type and for follow-ups, and one record a question; only JSON types."""
    return {
        "collection": asdict(experiment.status) | {"editions": list(experiment.status.editions)},
        "gold": {
            "golds": experiment.coverage.golds,
            "in_part": list(experiment.coverage.in_part),
            "missing": list(experiment.coverage.missing),
        },
        "unreadable_documents": list(experiment.unreadable),
        "overall": _summary_json(experiment.overall()),
        "by_type": {kind: _summary_json(summary) for kind, summary in experiment.by_type().items()},
        "follow_ups": {
            "with_history": _summary_json(experiment.with_history()),
            "without_history": _summary_json(experiment.bare()),
        },
        "records": [_record_json(record) for record in experiment.records],
        "records_without_history": [_record_json(record) for record in experiment.without_history],
    }


def to_table(experiment: Experiment) -> Table:
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
        notes=_notes(experiment),
    )


def to_markdown(experiment: Experiment) -> str:
    """The run's collection, every measure overall, and the tables by type, as a section of a page."""
    status = experiment.status
    table = to_table(experiment)
    return "\n".join(
        [
            (
                f"{len(experiment.records)} questions over {status.documents} documents and "
                f"{status.passages} passages; encoder {status.encoder}, generation {status.generation}."
            ),
            "",
            *_markdown_table(("measure", "value"), _measures(experiment.overall())),
            "",
            *_markdown_table(table.columns, table.rows),
            "",
            *(f"- {note}" for note in table.notes),
            "",
        ]
    )


def _summary_json(summary: Summary) -> dict[str, Any]:
    """The measures of one group, those at a depth named ``hit@1`` and so on."""
    retrieval = summary.retrieval
    return {
        "questions": summary.questions,
        "retrieval": {
            **_by_depth("hit", retrieval.hit),
            **_by_depth("any_hit", retrieval.any_hit),
            **_by_depth("gold_recall", retrieval.gold_recall),
            f"mrr@{RANKS_SCORED}": retrieval.mrr,
            "passage_words": retrieval.passage_words,
        },
        "answering": asdict(summary.answering),
        "abstention": asdict(summary.abstention),
        "latency": asdict(summary.latency),
    }


def _by_depth(name: str, values: tuple[float, ...]) -> dict[str, float]:
    """``values`` under ``name@k``; empty where there was nothing to measure."""
    return {f"{name}@{k}": value for k, value in zip(DEPTHS, values, strict=False)}


def _record_json(record: Record) -> dict[str, Any]:
    """One question's outcome without a word of its text."""
    retrieval = record.retrieval
    return {
        "id": record.question.id,
        "type": record.question.type,
        "answerable": record.question.answerable,
        "answered": record.answer.answered,
        "confidence": record.answer.confidence,
        "took_ms": record.took_ms,
        "retrieval": None
        if retrieval is None
        else {
            "golds": retrieval.golds,
            "needed": retrieval.needed,
            "found": {f"@{k}": found for k, found in zip(DEPTHS, retrieval.found, strict=True)},
            "first_rank": retrieval.first_rank,
        },
        "answering": asdict(record.answering),
        "passages": [hit.passage.passage_id for hit in record.answer.hits],
        "citations": [
            {
                "document_id": citation.document_id,
                "char_start": citation.char_start,
                "char_end": citation.char_end,
            }
            for citation in record.answer.citations
        ],
    }


def _row(name: str, summary: Summary) -> tuple[str, ...]:
    """One group's line of the main table."""
    retrieval, abstention = summary.retrieval, summary.abstention
    blank = (None,) * len(DEPTHS)
    hits = retrieval.hit or blank
    any_hits = retrieval.any_hit or blank
    return (
        name,
        str(summary.questions),
        *(_share(value) for value in hits),
        _share(any_hits[_ANY_DEPTH]),
        _share(retrieval.mrr),
        _share(summary.answering.point_recall),
        _share(summary.answering.holds_any),
        _whole(summary.answering.words_median),
        f"{abstention.abstained}/{summary.questions}",
        _whole(summary.latency.median_ms),
    )


def _measures(summary: Summary) -> list[tuple[str, str]]:
    """Every measure of one group with its name in words."""
    retrieval, answering, abstention = summary.retrieval, summary.answering, summary.abstention
    return [
        *((f"hit@{k}", _share(v)) for k, v in zip(DEPTHS, retrieval.hit, strict=False)),
        *((f"any-hit@{k}", _share(v)) for k, v in zip(DEPTHS, retrieval.any_hit, strict=False)),
        *((f"gold recall@{k}", _share(v)) for k, v in zip(DEPTHS, retrieval.gold_recall, strict=False)),
        (f"MRR@{RANKS_SCORED}", _share(retrieval.mrr)),
        ("mean passage length (words)", _whole(retrieval.passage_words)),
        ("answer-point recall (automatic stand-in)", _share(answering.point_recall)),
        ("answer holds an accepted quote whole", _share(answering.holds_any)),
        ("answer holds every needed quote whole", _share(answering.holds_needed)),
        ("share of the needed quotes held whole", _share(answering.gold_share)),
        ("answer hits an accepted quote (60 % rule)", _share(answering.hits_any)),
        ("answer hits every needed quote (60 % rule)", _share(answering.hits_needed)),
        ("median answer length (words)", _whole(answering.words_median)),
        ("mean answer length (words)", _whole(answering.words_mean)),
        ("mean number of quotes", _tenth(answering.quotes_mean)),
        ("abstention precision", _share(abstention.precision)),
        ("abstention recall", _share(abstention.recall)),
        ("false-abstention rate", _share(abstention.false_rate)),
        ("AUROC of 1 − confidence", _share(abstention.auroc)),
        ("quotes that are verbatim", _verbatim(summary)),
        ("median latency (ms)", _tenth(summary.latency.median_ms)),
        ("95th percentile latency (ms)", _tenth(summary.latency.p95_ms)),
    ]


def _notes(experiment: Experiment) -> tuple[str, ...]:
    """What the main table cannot hold: refusing, quotes, follow-ups, and what could not be measured."""
    overall = experiment.overall()
    abstention = overall.abstention
    notes = [
        (
            f"Refusing: precision {_share(abstention.precision)}, recall {_share(abstention.recall)}, "
            f"false-abstention rate {_share(abstention.false_rate)}, AUROC {_share(abstention.auroc)}."
        ),
        f"Verbatim quotes: {_verbatim(overall)}.",
        (
            f"Latency: median {_tenth(overall.latency.median_ms)} ms, "
            f"95th percentile {_tenth(overall.latency.p95_ms)} ms."
        ),
    ]
    if experiment.without_history:
        given, bare = experiment.with_history().retrieval, experiment.bare().retrieval
        notes.append(f"Follow-ups: MRR@{RANKS_SCORED} {_share(given.mrr)} with history, {_share(bare.mrr)} without.")
    return (*notes, *_warnings(experiment))


def _warnings(experiment: Experiment) -> list[str]:
    """What the figures do not cover, if anything."""
    coverage = experiment.coverage
    warnings = []
    if coverage.missing:
        warnings.append(
            f"Not in this collection: {len(coverage.missing)} of {coverage.golds} gold quotes "
            f"({_listed(coverage.missing)}); they count as missed. Check that the source is indexed in full."
        )
    if coverage.in_part:
        warnings.append(
            f"Only in part in this collection: {len(coverage.in_part)} of {coverage.golds} gold quotes "
            f"({_listed(coverage.in_part)}); matched by their longest run."
        )
    if experiment.unreadable:
        warnings.append(f"Text withheld by the source's terms: {_listed(experiment.unreadable)}.")
    return warnings


def _listed(ids: Iterable[str], most: int = 10) -> str:
    """The first ``most`` distinct ids, and how many more there are."""
    distinct = list(dict.fromkeys(ids))
    more = f" and {len(distinct) - most} more" if len(distinct) > most else ""
    return ", ".join(distinct[:most]) + more


def _verbatim(summary: Summary) -> str:
    answering = summary.answering
    right = round((answering.verbatim or 0) * answering.quotes_checked)
    unchecked = answering.quotes - answering.quotes_checked
    tail = f", {unchecked} not checked" if unchecked else ""
    return f"{right} of {answering.quotes_checked}{tail}"


def _markdown_table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """The lines of a Markdown table, figures to the right."""
    rule = ("---", *("---:" for _ in columns[1:]))
    return [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in (columns, rule, *rows)]


def _share(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.2f}"


def _tenth(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.1f}"


def _whole(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.0f}"
