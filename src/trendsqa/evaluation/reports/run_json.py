"""A report as one JSON object: every measure and one record a question, in JSON's own types.

No text of a question, an answer or a source goes into it: runs are published and compared, other people's words are
not. Records name questions, passages and offsets, from which the words can be found again.
"""

from collections.abc import Sequence
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from trendsqa.evaluation.experiment import Experiment
from trendsqa.evaluation.measures.ablated import Ablated
from trendsqa.evaluation.measures.earlier_run import RUN_FORMAT
from trendsqa.evaluation.measures.measure import MEASURES, VERBATIM
from trendsqa.evaluation.measures.record import Record, Summary
from trendsqa.evaluation.measures.retrieval_metrics import DEPTHS, RANKS_SCORED
from trendsqa.evaluation.reports.report import Report

__all__ = ["to_json"]


def to_json(report: Report) -> dict[str, Any]:
    """Every measure, overall, by type and for follow-ups, and one record a question."""
    experiment = report.experiment
    return {
        "format": RUN_FORMAT,
        "asked_on": experiment.asked_on,
        "question_set": {"questions": len(experiment.records), "sha256": experiment.questions_sha256},
        "collection": _plain(experiment.status),
        "gold": _plain(experiment.coverage),
        "unreadable_documents": list(experiment.unreadable),
        "overall": _summary(experiment.overall()),
        "measures": {measure.key: measure.of(experiment.overall()) for measure in (*MEASURES, VERBATIM)},
        "intervals": _plain(report.intervals),
        "by_type": {kind: _summary(summary) for kind, summary in experiment.by_type().items()},
        "follow_ups": _follow_ups(experiment),
        "calibration": _plain(report.calibration),
        "comparison": _plain(report.comparison),
        "ablation": _ablation(report.ablation) if report.ablation else None,
        "records": [_record(record) for record in experiment.records],
        "records_without_history": [_record(record) for record in experiment.without_history],
    }


def _plain(value: Any) -> Any:
    """``value`` with dataclasses made objects and tuples made lists, all the way down."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return [_plain(held) for held in value] if isinstance(value, (list, tuple)) else value


def _follow_ups(experiment: Experiment) -> dict[str, Any]:
    return {
        "with_history": _summary(experiment.with_history()),
        "without_history": _summary(experiment.bare()),
    }


def _ablation(without: Sequence[Ablated]) -> dict[str, Any]:
    """Each run that lacked a part, under the part's name; the full run's measures are the report's own."""
    return {one.part: {"overall": _summary(one.summary), "differences": _plain(one.differences)} for one in without}


def _summary(summary: Summary) -> dict[str, Any]:
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


def _record(record: Record) -> dict[str, Any]:
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
        "passages": [hit.passage.id for hit in record.answer.hits],
        "citations": [
            {
                "document_id": citation.passage.document.id,
                "char_start": citation.char_start,
                "char_end": citation.char_end,
            }
            for citation in record.answer.citations
        ],
    }
