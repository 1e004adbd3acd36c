"""A whole run over a harbour of our own, every figure worked out on paper."""

from datetime import UTC, date, datetime

import pytest

from fakes.assistant import on_paper
from fakes.questions import HARBOUR, QUESTIONS, question
from trendsqa.errors import IndexUnavailableError, QuestionSetError
from trendsqa.evaluation.experiment import GoldCoverage, run_experiment
from trendsqa.evaluation.questions.question import digest_of


@pytest.fixture
def assistant():
    return on_paper(HARBOUR, threshold=0.5)


@pytest.fixture
def experiment(assistant):
    return run_experiment(assistant, QUESTIONS)


def test_every_question_is_asked_once_and_follow_ups_again_without_history(assistant):
    run_experiment(assistant, QUESTIONS)
    assert assistant.asked == [
        *((asked.question, asked.history) for asked in QUESTIONS),
        ("on Sunday?", ()),
        ("dogs?", ()),
    ]


def test_progress_is_told_after_each_asking(assistant):
    told = []
    run_experiment(assistant, QUESTIONS, on_progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 8) for done in range(1, 9)]


def test_a_run_says_its_day_and_which_questions_it_asked(experiment):
    assert date.fromisoformat(experiment.asked_on) <= datetime.now(UTC).date()
    assert experiment.questions_sha256 == digest_of(QUESTIONS)


def test_the_measures_overall(experiment):
    overall = experiment.overall()
    assert overall.questions == 6
    # All four answerable questions have their passage first.
    assert overall.retrieval.hit == (1.0, 1.0, 1.0, 1.0)
    assert overall.retrieval.mrr == pytest.approx(1.0)
    # q2 has one point of two, and q3 and q4 list none.
    assert overall.answering.point_recall == pytest.approx(0.75)
    assert overall.answering.holds_any == pytest.approx(1.0)
    assert overall.answering.verbatim == pytest.approx(1.0)
    # q5 and q6 share one word of four and of three with their best passage.
    assert overall.abstention.abstained == 2
    assert overall.abstention.recall == pytest.approx(1.0)
    assert overall.abstention.false_rate == pytest.approx(0.0)
    assert overall.abstention.auroc == pytest.approx(1.0)
    assert overall.latency.median_ms is not None


def test_types_come_in_the_order_in_which_they_first_appear(experiment):
    by_type = experiment.by_type()
    assert list(by_type) == ["factoid", "keyword", "followup", "unanswerable"]
    assert [summary.questions for summary in by_type.values()] == [1, 1, 2, 2]
    assert by_type["unanswerable"].retrieval.hit == ()


def test_the_gap_shows_what_the_history_is_worth(experiment):
    """Without its history, the second follow-up finds the dogs and never the lighthouse."""
    assert experiment.with_history().retrieval.mrr == pytest.approx(1.0)
    assert experiment.bare().retrieval.mrr == pytest.approx(0.5)
    assert [record.question.id for record in experiment.without_history] == ["q3", "q4"]


def test_gold_that_the_collection_does_not_hold_is_counted():
    elsewhere = question(1, "ferry", "ferry leaves at six", "a quote of another edition")
    in_part = question(2, "dogs", "Dogs are welcome on the open quay")
    experiment = run_experiment(on_paper(HARBOUR), [elsewhere, in_part])
    assert experiment.coverage == GoldCoverage(golds=3, in_part=("q2",), missing=("q1",))


def test_an_empty_collection_is_an_error_and_not_a_score():
    with pytest.raises(IndexUnavailableError, match="trendsqa corpus add"):
        run_experiment(on_paper({}), QUESTIONS)


def test_no_questions_are_an_error(assistant):
    with pytest.raises(QuestionSetError, match="no questions"):
        run_experiment(assistant, [])


def test_quotes_of_a_withheld_document_are_not_checked_and_it_is_named():
    experiment = run_experiment(on_paper(HARBOUR, withheld=["harbour"]), QUESTIONS[:3])
    assert experiment.unreadable == ("harbour",)
    assert experiment.overall().answering.quotes == 3
    assert experiment.overall().answering.quotes_checked == 1


def test_a_quote_that_is_not_verbatim_shows():
    experiment = run_experiment(on_paper(HARBOUR, quote_shift=1), QUESTIONS)
    assert experiment.overall().answering.verbatim == pytest.approx(0.0)


def test_a_source_of_which_no_text_is_held_is_not_called_unreadable():
    """There is nothing of it that could be quoted, so there is nothing to check."""
    found = run_experiment(on_paper(HARBOUR | {"title-only": ()}, withheld=("title-only",)), QUESTIONS)
    assert found.unreadable == ()
