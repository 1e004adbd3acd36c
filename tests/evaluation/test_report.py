"""Reports: every measure is there, and no one's words are."""

import json

import pytest

from fakes.assistant import OverlapAssistant
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.evaluation.question import Gold, Question
from trendsqa.evaluation.report import to_json, to_markdown, to_table

HARBOUR = {"harbour": ("The first ferry leaves at six.", "Dogs are welcome on deck.")}


def question(number, words, *quotes, history=(), kind="factoid", points=()):
    gold = tuple(Gold("", quote) for quote in quotes)
    return Question(
        id=f"q{number}",
        type=kind,
        history=history,
        question=words,
        answerable=bool(gold),
        gold=gold,
        need_all=False,
        answer_points=points,
    )


QUESTIONS = (
    question(1, "first ferry", "ferry leaves at six", points=("at six",)),
    question(2, "on deck?", "Dogs are welcome", history=("dogs",), kind="followup", points=("welcome",)),
    question(3, "zebra crossing", kind="unanswerable"),
)


@pytest.fixture
def experiment():
    return run_experiment(OverlapAssistant(HARBOUR), QUESTIONS)


def test_json_holds_every_measure_overall_and_by_type(experiment):
    report = to_json(experiment)
    assert list(report["by_type"]) == ["factoid", "followup", "unanswerable"]
    assert report["overall"]["retrieval"] == {
        **{f"{name}@{k}": 1.0 for name in ("hit", "any_hit", "gold_recall") for k in (1, 3, 5, 10)},
        "mrr@10": 1.0,
        "passage_words": pytest.approx(5.5),
    }
    assert report["overall"]["abstention"]["recall"] == 1.0
    assert report["overall"]["answering"]["verbatim"] == 1.0
    assert set(report["overall"]["latency"]) == {"median_ms", "p95_ms"}
    assert report["follow_ups"]["without_history"]["questions"] == 1
    assert report["by_type"]["unanswerable"]["retrieval"]["mrr@10"] is None


def test_json_holds_one_record_a_question_and_survives_the_round_trip(experiment):
    report = to_json(experiment)
    assert json.loads(json.dumps(report)) == report
    assert [record["id"] for record in report["records"]] == ["q1", "q2", "q3"]
    assert report["records"][0]["retrieval"]["first_rank"] == 1
    assert report["records"][0]["citations"] == [{"document_id": "harbour", "char_start": 0, "char_end": 30}]
    assert report["records"][2]["retrieval"] is None


def test_no_report_holds_the_words_of_a_question_or_a_source(experiment):
    written = json.dumps(to_json(experiment)) + to_markdown(experiment) + repr(to_table(experiment))
    for words in ("first ferry", "ferry leaves", "Dogs are", "zebra"):
        assert words not in written


def test_the_table_has_a_row_for_all_each_type_and_follow_ups_without_history(experiment):
    table = to_table(experiment)
    assert [row[0] for row in table.rows] == ["all", "factoid", "followup", "unanswerable", "(no history)"]
    assert {len(row) for row in table.rows} == {len(table.columns)}
    unanswerable = dict(zip(table.columns, table.rows[3], strict=True))
    assert unanswerable["hit@1"] == "–"
    assert unanswerable["refused"] == "1/1"


def test_without_follow_ups_there_is_no_row_for_them():
    table = to_table(run_experiment(OverlapAssistant(HARBOUR), QUESTIONS[:1]))
    assert [row[0] for row in table.rows] == ["all", "factoid"]
    assert not any("Follow-ups" in note for note in table.notes)


def test_gold_that_is_missing_is_said_in_the_notes():
    elsewhere = question(9, "ferry", "words of another edition")
    notes = to_table(run_experiment(OverlapAssistant(HARBOUR), [elsewhere])).notes
    assert any(note.startswith("Not in this collection: 1 of 1 gold quotes (q9)") for note in notes)


def test_markdown_names_the_collection_and_holds_both_tables(experiment):
    written = to_markdown(experiment)
    assert "encoder shared words" in written
    assert "| any-hit@5 | 1.00 |" in written
    assert "| AUROC of 1 − confidence | 1.00 |" in written
    assert "| all | 3 |" in written
    assert "| quotes that are verbatim | 2 of 2 |" in written
