"""Reading question files: what is accepted, and what the message says when it is not."""

import json
from dataclasses import replace

import pytest

from fakes.questions import question
from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.questions.question import Gold, GoldQuestion, digest_of, load_questions

ENTRY = {
    "id": "q1",
    "type": "factoid",
    "history": [{"question": "Which ferries run?"}],
    "question": "and on Sunday?",
    "answerable": True,
    "gold": [{"heading": "Ferries", "quote": "No ferry runs on Sunday."}],
    "answer_points": ["no ferry on Sunday"],
}
UNANSWERABLE = {
    "id": "q2",
    "type": "unanswerable",
    "history": [],
    "question": "Who paints the ferries?",
    "answerable": False,
    "gold": [],
    "answer_points": [],
}


@pytest.fixture
def write(tmp_path):
    def write_lines(*lines):
        path = tmp_path / "questions.jsonl"
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("\n".join(texts), encoding="utf-8")
        return path

    return write_lines


def test_a_question_keeps_its_history_and_its_gold(write):
    assert load_questions(write(ENTRY)) == (
        GoldQuestion(
            id="q1",
            type="factoid",
            history=("Which ferries run?",),
            question="and on Sunday?",
            answerable=True,
            gold=(Gold("Ferries", "No ferry runs on Sunday."),),
            need_all=False,
            answer_points=("no ferry on Sunday",),
        ),
    )


def test_need_all_is_read_and_blank_lines_are_skipped(write):
    questions = load_questions(write({**ENTRY, "need_all": True}, "", UNANSWERABLE, ""))
    assert [(question.id, question.need_all) for question in questions] == [("q1", True), ("q2", False)]


def test_a_line_separator_inside_a_string_does_not_end_the_line(write):
    entry = json.dumps({**ENTRY, "question": "one\u2028two"}, ensure_ascii=False)
    assert load_questions(write(entry))[0].question == "one\u2028two"


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("{not json", "line: Invalid JSON"),
        ({**ENTRY, "gold": "text"}, "gold: "),
        ({**ENTRY, "answerable": "yes"}, "answerable: "),
        ({**ENTRY, "colour": "blue"}, "colour: "),
        ({key: value for key, value in ENTRY.items() if key != "question"}, "question: "),
        ({**ENTRY, "gold": [{"heading": "Ferries"}]}, "gold.0.quote: "),
        ({**ENTRY, "gold": []}, "answerable is true but gold is empty"),
        ({**ENTRY, "answer_points": ["–"]}, "holds no word"),
        ({**UNANSWERABLE, "gold": ENTRY["gold"]}, "answerable is false but gold"),
        ({**UNANSWERABLE, "id": "q0"}, "id 'q0' is also on line 1"),
    ],
)
def test_a_wrong_line_is_named_by_file_and_line(write, entry, complaint):
    path = write({**ENTRY, "id": "q0"}, entry)
    with pytest.raises(QuestionSetError) as raised:
        load_questions(path)
    assert str(raised.value).startswith(f"{path}:2: ")
    assert complaint in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(QuestionSetError, match=r"nowhere\.jsonl: cannot be read"):
        load_questions(tmp_path / "nowhere.jsonl")


def test_a_file_without_questions_is_refused(write):
    with pytest.raises(QuestionSetError, match="no questions found"):
        load_questions(write("", " "))


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_bytes('{"id": "caf\u00e9"}'.encode("latin-1"))
    with pytest.raises(QuestionSetError, match="not UTF-8"):
        load_questions(path)


def test_a_digest_tells_question_sets_apart():
    """It is the same for the same questions, and another when a word, an answer or the order changes."""
    first, second = question(1, "ferries?", "at six"), question(2, "ferries?", "at six")
    assert digest_of((first, second)) == digest_of((first, second))
    others = [(second, first), (first,), (replace(first, gold=(Gold("", "at seven"),)), second)]
    assert len({digest_of(questions) for questions in [(first, second), *others]}) == 4
