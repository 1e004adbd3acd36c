"""A whole run over a harbour of our own, every figure worked out on paper."""

import pytest

from fakes.assistant import OverlapAssistant
from trendsqa.errors import IndexUnavailableError, QuestionSetError
from trendsqa.evaluation.experiment import GoldCoverage, run_experiment
from trendsqa.evaluation.question import Gold, Question

HARBOUR = {
    "harbour": (
        "The first ferry leaves at six in the morning.",
        "Dogs are welcome on the open deck.",
        "The ferry to the island takes bicycles.",
    ),
    "island": ("The lighthouse opens on Sunday.",),
}


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
    question(1, "When does the first ferry leave?", "ferry leaves at six", points=("leaves at six",)),
    question(2, "dogs on deck", "Dogs are welcome", kind="keyword", points=("welcome", "not in winter")),
    question(3, "on Sunday?", "lighthouse opens on Sunday", history=("lighthouse",), kind="followup"),
    question(4, "dogs?", "The lighthouse opens", history=("lighthouse opens Sunday",), kind="followup"),
    question(5, "ferry captain's cat", kind="unanswerable"),
    question(6, "open island casino", kind="unanswerable"),
)


@pytest.fixture
def assistant():
    return OverlapAssistant(HARBOUR, threshold=0.5)


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
    experiment = run_experiment(OverlapAssistant(HARBOUR), [elsewhere, in_part])
    assert experiment.coverage == GoldCoverage(golds=3, in_part=("q2",), missing=("q1",))


def test_an_empty_collection_is_an_error_and_not_a_score():
    with pytest.raises(IndexUnavailableError, match="trendsqa corpus add"):
        run_experiment(OverlapAssistant({}), QUESTIONS)


def test_no_questions_are_an_error(assistant):
    with pytest.raises(QuestionSetError, match="no questions"):
        run_experiment(assistant, [])


def test_quotes_of_a_withheld_document_are_not_checked_and_it_is_named():
    experiment = run_experiment(OverlapAssistant(HARBOUR, withheld=["harbour"]), QUESTIONS[:3])
    assert experiment.unreadable == ("harbour",)
    assert experiment.overall().answering.quotes == 3
    assert experiment.overall().answering.quotes_checked == 1


def test_a_quote_that_is_not_verbatim_shows():
    experiment = run_experiment(OverlapAssistant(HARBOUR, quote_shift=1), QUESTIONS)
    assert experiment.overall().answering.verbatim == pytest.approx(0.0)
