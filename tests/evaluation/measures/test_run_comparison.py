"""A run against an earlier one."""

from dataclasses import replace

import pytest

from fakes.assistant import on_paper
from fakes.questions import HARBOUR, QUESTIONS
from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.evaluation.measures.earlier_run import EarlierRun
from trendsqa.evaluation.measures.outcome import MeasuredOutcome
from trendsqa.evaluation.measures.run_comparison import compare


@pytest.fixture(scope="module")
def lenient():
    return run_experiment(on_paper(HARBOUR, threshold=0.2), QUESTIONS)


@pytest.fixture(scope="module")
def earlier():
    strict = run_experiment(on_paper(HARBOUR, threshold=0.7), QUESTIONS)
    return EarlierRun(
        "2024-02-01", "older", "shared words", strict.questions_sha256, tuple(map(MeasuredOutcome.of, strict.records))
    )


def test_a_lower_threshold_wins_answers_and_loses_refusals(earlier, lenient):
    """q1 shares two words of three with its passage, q4 three of four; q5 and q6 share one of four and of three."""
    found = {one.aspect: one for one in compare(earlier, lenient).differences}
    assert found["answer holds an accepted quote"].won == ("q1",)
    assert found["answered or refused rightly"].won == ("q1",)
    assert found["answered or refused rightly"].lost == ("q5", "q6")
    assert (found["hit@5"].won, found["hit@5"].lost) == ((), ())


def test_the_table_names_the_earlier_run_and_what_changed(earlier, lenient):
    table = compare(earlier, lenient).table()
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert table.notes[0] == "The earlier run: 2024-02-01, encoder shared words, generation older."
    assert "answered or refused rightly: won q1; lost q5, q6." in table.notes
    assert not any(note.startswith("hit@5") for note in table.notes)
    assert table.rows[0] == ("hit@5", "4", "1.00", "1.00", "0.00", "0.00 to 0.00", "0", "0")


def test_a_run_of_another_question_set_is_refused(earlier, lenient):
    with pytest.raises(QuestionSetError, match="of 2024-02-01, asked another question set"):
        compare(replace(earlier, questions_sha256="0" * 64), lenient)
