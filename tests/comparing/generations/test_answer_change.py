"""Which questions fare differently in two generations."""

from dataclasses import asdict

import pytest

from fakes.assistant import on_paper
from fakes.questions import HARBOUR, QUESTIONS, question
from trendsqa.comparing.generations.answer_change import compare_answers
from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.experiment import run_experiment


def run(collection=HARBOUR, questions=QUESTIONS, **options):
    return run_experiment(on_paper(collection, **options), questions)


def test_the_same_collection_changes_no_answer():
    changes = compare_answers(run(), run(), {})
    assert (changes.questions, changes.changed, changes.gold_lost, changes.gold_found) == (len(QUESTIONS), (), (), ())


def test_a_question_that_is_refused_or_answered_now_is_named_by_id():
    """At 0.7 q1, which shares two words of three with its passage, is refused; at 0.2 q5 and q6 are answered too."""
    strict, lenient = run(threshold=0.7), run(threshold=0.2)
    found = {change.id: change.what for change in compare_answers(strict, lenient, {}).changed}
    assert found == {
        "q1": ("is answered now", "holds an accepted quote now"),
        "q5": ("is answered now",),
        "q6": ("is answered now",),
    }
    back = {change.id: change.what for change in compare_answers(lenient, strict, {}).changed}
    assert back["q1"] == ("is refused now", "holds no accepted quote any more")


def test_an_answer_from_another_section_is_told_unless_the_section_only_moved():
    renamed = {"port": HARBOUR["harbour"], "island": HARBOUR["island"]}
    before, after = run(), run(renamed)
    (first, *_) = compare_answers(before, after, {}).changed
    assert (first.id, first.what) == ("q1", ("is answered from another section first",))
    assert (first.before.section_id, first.after.section_id) == ("harbour#text", "port#text")
    assert compare_answers(before, after, {"harbour#text": "port#text"}).changed == ()


def test_a_quote_that_the_collection_does_not_hold_any_more_is_told():
    poorer = {"harbour": HARBOUR["harbour"][1:], "island": HARBOUR["island"]}
    assert compare_answers(run(), run(poorer), {}).gold_lost == ("q1",)
    assert compare_answers(run(poorer), run(), {}).gold_found == ("q1",)


def test_no_word_of_a_question_or_a_quote_is_in_what_is_told():
    told = str(asdict(compare_answers(run(threshold=0.7), run(threshold=0.2), {})))
    assert "q5" in told
    for text in (one.question for one in QUESTIONS):
        assert text not in told
    for gold in (gold for one in QUESTIONS for gold in one.gold):
        assert gold.quote not in told


def test_runs_of_different_questions_are_not_compared():
    with pytest.raises(QuestionSetError, match="another question set"):
        compare_answers(run(), run(questions=(question(1, "dogs on deck", "Dogs are welcome"),)), {})
