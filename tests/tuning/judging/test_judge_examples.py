import json
import re

import pytest

from trendsqa.errors import QuestionSetError
from trendsqa.tuning.judging.judge_examples import (
    JudgeExample,
    examples_of_pairs,
    examples_of_squad,
    with_other_passages,
    with_slips,
)
from trendsqa.tuning.question_pairs import PairedPassage

PLACES = tuple(f"{first}{second}port" for first in "BCDFGHJK" for second in "aeiou")


def paragraph(number):
    """Three sentences on one place that answer questions on it, one with words of all places; the last is open."""
    place = PLACES[number]
    return {
        "context": f"The ferry of {place} sails at {number + 100}. It was painted by Ada {place[:2]}moor in spring. "
        f"Around {number + 400} people of the village row it home.",
        "qas": [
            {"question": f"When does the ferry of {place} sail?", "answers": [{"text": f"at {number + 100}"}]},
            {"question": f"Who painted the ferry of {place}?", "answers": [{"text": f"Ada {place[:2]}moor"}]},
            {"question": f"How many people of {place} row home?", "answers": [f"{number + 400}"]},
            {"question": f"When was the ferry of {place} painted?", "answers": [{"text": "in spring"}]},
            {"question": f"Who sank the ferry of {place}?", "is_impossible": True, "answers": []},
        ],
    }


ANSWERS = {
    item["question"]: [one["text"] if isinstance(one, dict) else one for one in item["answers"]]
    for number in range(len(PLACES))
    for item in paragraph(number)["qas"]
}


@pytest.fixture
def squad(tmp_path):
    paragraphs = [paragraph(number) for number in range(len(PLACES))]
    path = tmp_path / "train.json"
    path.write_text(json.dumps({"data": [{"title": "Ferries_of_the_bay", "paragraphs": paragraphs}]}), encoding="utf-8")
    return path


def test_the_questions_of_a_set_come_with_their_paragraph_and_the_words_that_answer(squad):
    examples = examples_of_squad(squad, seed=7)
    own = [one for one in examples if one.passage == paragraph(0)["context"]]
    assert {(one.question, one.answered, one.span) for one in own} >= {
        ("When does the ferry of Baport sail?", True, "at 100"),
        ("Who painted the ferry of Baport?", True, "Ada Bamoor"),
        ("How many people of Baport row home?", True, "400"),
        ("Who sank the ferry of Baport?", False, ""),
    }
    assert {one.titles for one in examples} == {"Ferries of the bay"}
    assert own[0].text == f"Ferries of the bay. {own[0].passage}"


def test_the_words_that_answer_stand_in_the_passage(squad):
    examples = examples_of_squad(squad, seed=7)
    assert all(one.span in one.passage for one in examples)
    assert all(bool(one.span) <= one.answered for one in examples)


def test_a_passage_that_is_made_by_rule_never_holds_the_answer(squad):
    """It lacks the sentence that answers, or is another paragraph."""
    made = [one for one in examples_of_squad(squad, seed=7) if not one.answered and ANSWERS.get(one.question)]
    assert any("sails" not in one.passage for one in made)
    assert any(re.search(r"\w+port", one.question)[0] not in one.passage for one in made)
    assert not [one for one in made if any(answer in one.passage for answer in ANSWERS[one.question])]


def test_a_question_that_is_made_asks_about_another_name_and_is_open(squad):
    own = {(item["question"], paragraph(n)["context"]) for n in range(len(PLACES)) for item in paragraph(n)["qas"]}
    contexts = {context for _, context in own}
    examples = [one for one in examples_of_squad(squad, seed=7) if one.passage in contexts]
    made = [one for one in examples if (one.question, one.passage) not in own]
    assert len(made) > 5
    assert not any(one.answered for one in made)


def test_the_seed_decides_what_is_made(squad):
    assert examples_of_squad(squad, seed=7) == examples_of_squad(squad, seed=7)
    assert examples_of_squad(squad, seed=7) != examples_of_squad(squad, seed=8)


def test_a_long_paragraph_is_cut_around_its_answer(tmp_path):
    sentences = [f"Sentence {number} says nothing of note about the bay." for number in range(60)]
    sentences[31] = "The lamp was lit in 1907 by its keeper."
    asked = [{"question": "When was the lamp lit?", "answers": [{"text": "1907"}]}]
    article = {"title": "Lamp", "paragraphs": [{"context": " ".join(sentences), "qas": asked}]}
    path = tmp_path / "long.json"
    path.write_text(json.dumps({"data": [article]}), encoding="utf-8")
    first = examples_of_squad(path, seed=7)[0]
    assert first.span == "1907"
    assert first.span in first.passage
    assert len(first.passage.split()) <= 150


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"data": [{"title": "x"}]}', '{"data": 3}'])
def test_a_file_of_another_form_is_refused(tmp_path, content):
    path = tmp_path / "train.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"train\.json is no file in the form of SQuAD"):
        examples_of_squad(path, seed=7)


PAIRED = PairedPassage(title="Harbour", heading="Ferry", text="It sails.", pairs=(("When?", "Why?"),), open=("Who?",))
HELD = PairedPassage(title="Doc", document="doc", section="doc#a", pairs=(("How?", "Where?"),))


def test_pairs_give_an_example_for_each_question():
    assert examples_of_pairs([PAIRED]) == [
        JudgeExample("When?", "Harbour > Ferry", "It sails.", answered=True),
        JudgeExample("Why?", "Harbour > Ferry", "It sails.", answered=False),
        JudgeExample("Who?", "Harbour > Ferry", "It sails.", answered=False),
    ]


def test_a_passage_that_is_not_held_gives_none():
    assert examples_of_pairs([HELD]) == []
    assert [one.passage for one in examples_of_pairs([HELD], {0: "Held words."})] == ["Held words."] * 2


def test_another_passage_that_is_like_the_question_does_not_answer_it():
    examples = [
        JudgeExample(f"When does the ferry of {place} sail?", "Bay", f"The ferry of {place} sails.", answered=True)
        for place in PLACES
    ]
    made = with_other_passages(examples, seed=7)
    assert 0 < len(made) < len(examples)
    for one in made:
        assert not one.answered
        assert re.search(r"\w+port", one.question)[0] not in one.passage


def test_open_questions_get_no_other_passage():
    opened = [JudgeExample(f"Why {place}?", "Bay", f"{place}.", answered=False) for place in PLACES]
    assert with_other_passages(opened, seed=7) == []


def test_slips_come_into_questions_without_an_answer_only():
    examples = [
        JudgeExample(f"When does the {place.lower()} ferry cross?", "Ferry", "It crosses.", answered=number % 2 == 0)
        for number, place in enumerate(PLACES * 10)
    ]
    changed = [(old, new) for old, new in zip(examples, with_slips(examples, 1), strict=True) if old != new]
    assert 0.02 * len(examples) < len(changed) < 0.1 * len(examples)
    for old, new in changed:
        assert not old.answered
        assert 0 <= len(old.question) - len(new.question) <= 1


def test_a_question_without_a_long_word_keeps_its_spelling():
    for question in ("AI? 5 G", "aaaaaaa"):
        example = JudgeExample(question, "Ferry", "It crosses.", answered=False)
        assert with_slips([example] * 50, 1) == [example] * 50
