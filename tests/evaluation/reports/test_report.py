"""Reports: every measure is there, and no one's words are."""

import json

import pytest

from fakes.assistant import on_paper
from fakes.questions import question
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.evaluation.measures.ablated import Ablated
from trendsqa.evaluation.measures.earlier_run import EarlierRun
from trendsqa.evaluation.measures.measure import MEASURES, VERBATIM
from trendsqa.evaluation.measures.outcome import MeasuredOutcome, differences
from trendsqa.evaluation.measures.run_comparison import compare
from trendsqa.evaluation.reports.report import Report, to_markdown, to_tables
from trendsqa.evaluation.reports.run_json import to_json

HARBOUR = {"harbour": ("The first ferry leaves at six.", "Dogs are welcome on deck.")}

QUESTIONS = (
    question(1, "first ferry", "ferry leaves at six", points=("at six",)),
    question(2, "on deck?", "Dogs are welcome", history=("dogs",), kind="followup", points=("welcome",)),
    question(3, "zebra crossing", kind="unanswerable"),
)


@pytest.fixture(scope="module")
def experiment():
    return run_experiment(on_paper(HARBOUR), QUESTIONS)


@pytest.fixture(scope="module")
def report(experiment):
    return Report.of(experiment)


@pytest.fixture(scope="module")
def full_report(experiment):
    """With a comparison and an ablation."""
    refusing = run_experiment(on_paper(HARBOUR, threshold=1.1), QUESTIONS)
    earlier = EarlierRun(
        "2024-02-01",
        "older",
        "shared words",
        refusing.questions_sha256,
        tuple(map(MeasuredOutcome.of, refusing.records)),
    )
    outcomes = [MeasuredOutcome.of(record) for record in experiment.records]
    return Report.of(
        experiment,
        comparison=compare(earlier, experiment),
        ablation=(Ablated("paint", experiment.overall(), differences(outcomes, outcomes)),),
    )


def test_json_holds_every_measure_overall_and_by_type(report):
    written = to_json(report)
    assert list(written["by_type"]) == ["factoid", "followup", "unanswerable"]
    assert written["overall"]["retrieval"] == {
        **{f"{name}@{k}": 1.0 for name in ("hit", "any_hit", "gold_recall") for k in (1, 3, 5, 10)},
        "mrr@10": 1.0,
        "passage_words": pytest.approx(5.5),
    }
    assert written["overall"]["abstention"]["recall"] == 1.0
    assert written["overall"]["answering"]["verbatim"] == 1.0
    assert set(written["overall"]["latency"]) == {"median_ms", "p95_ms"}
    assert set(written["measures"]) == {measure.key for measure in (*MEASURES, VERBATIM)}
    assert (written["measures"]["any_hit@5"], written["measures"]["verbatim"]) == (1.0, 1.0)
    assert written["follow_ups"]["without_history"]["questions"] == 1
    assert written["by_type"]["unanswerable"]["retrieval"]["mrr@10"] is None
    assert written["intervals"]["mrr@10"] == {"low": 1.0, "high": 1.0}
    # The two answers are given with confidence 1 and are right; the refusal has confidence 0.
    assert written["calibration"]["error"] == pytest.approx(0.0)
    assert [one["questions"] for one in written["calibration"]["bins"]] == [1, 2]
    assert (written["comparison"], written["ablation"]) == (None, None)


def test_json_holds_one_record_a_question(report):
    records = to_json(report)["records"]
    assert [record["id"] for record in records] == ["q1", "q2", "q3"]
    assert records[0]["retrieval"]["first_rank"] == 1
    assert records[0]["citations"] == [{"document_id": "harbour", "char_start": 0, "char_end": 30}]
    assert records[2]["retrieval"] is None


def test_json_holds_the_comparison_and_the_ablation_and_survives_the_round_trip(full_report):
    written = to_json(full_report)
    assert json.loads(json.dumps(written, allow_nan=False)) == written
    held = {one["aspect"]: one for one in written["comparison"]["differences"]}["answer holds an accepted quote"]
    assert (held["won"], held["lost"], held["before"], held["now"]) == (["q1", "q2"], [], 0.0, 1.0)
    assert written["ablation"]["paint"]["overall"]["retrieval"] == written["overall"]["retrieval"]


def test_no_report_holds_the_words_of_a_question_or_a_source(full_report):
    written = json.dumps(to_json(full_report)) + to_markdown(full_report, command="x") + repr(to_tables(full_report))
    for words in ("first ferry", "ferry leaves", "Dogs are", "zebra"):
        assert words not in written


def test_the_table_has_a_row_for_all_each_type_and_follow_ups_without_history(report):
    (table,) = to_tables(report)
    assert [row[0] for row in table.rows] == ["all", "factoid", "followup", "unanswerable", "(no history)"]
    assert {len(row) for row in table.rows} == {len(table.columns)}
    unanswerable = dict(zip(table.columns, table.rows[3], strict=True))
    assert unanswerable["hit@1"] == "–"
    assert unanswerable["refused"] == "1/1"


def test_the_notes_give_the_intervals_and_the_calibration(report):
    intervals, confidence, *_ = to_tables(report)[0].notes
    assert "MRR@10 1.00 to 1.00" in intervals
    assert confidence.startswith("Confidence: Expected calibration error 0.00 over 2 bins")


def test_comparison_and_ablation_are_tables_of_their_own(full_report):
    assert [table.columns[0] for table in to_tables(full_report)] == ["type", "against the earlier run", "turned off"]


def test_without_follow_ups_there_is_no_row_for_them():
    (table,) = to_tables(Report.of(run_experiment(on_paper(HARBOUR), QUESTIONS[:1])))
    assert [row[0] for row in table.rows] == ["all", "factoid"]
    assert not any("Follow-ups" in note for note in table.notes)


def test_gold_that_is_missing_is_said_in_the_notes():
    elsewhere = question(9, "ferry", "words of another edition")
    notes = to_tables(Report.of(run_experiment(on_paper(HARBOUR), [elsewhere])))[0].notes
    assert any(note.startswith("Not in this collection: 1 of 1 gold quotes (q9)") for note in notes)


def test_markdown_says_what_was_run_and_holds_every_table(full_report):
    written = to_markdown(full_report, command="trendsqa eval q.jsonl", figure="figures/x.svg")
    assert f"asked on {full_report.experiment.asked_on} with `trendsqa eval q.jsonl`" in written
    assert "encoder shared words" in written
    assert "| any-hit@5 | 1.00 | 1.00 to 1.00 |" in written
    assert "| AUROC of 1 − confidence | 1.00 |" in written
    assert "| hit@1 | 1.00 |  |" in written
    assert "| all | 3 |" in written
    assert "| quotes that are verbatim | 2 of 2 |" in written
    assert "| 1.00 to 1.00 | 2 | 1.00 | 1.00 |" in written
    assert "](figures/x.svg)" in written
    assert "- answer holds an accepted quote: won q1, q2; lost –." in written
    assert "| paint | 1.00 |" in written


def test_markdown_without_a_figure_shows_none(report):
    assert "![" not in to_markdown(report, command="x")
