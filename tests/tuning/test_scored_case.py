from dataclasses import replace

from fakes.documents import held
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.tuning.scored_case import ScoredCase, answerable_cases, near_miss_cases, without_questions

HARBOUR = replace(
    held(("h", "Ferry"), ("p", "It sails."), ("p", "It rests."), ("h", "Lamp"), ("p", "It turns.")),
    bank=(
        BankEntry("doc", "doc#ferry", (1, 1), ("When does the boat stop?",), "doc-staff.jsonl"),
        BankEntry("doc", "doc#ferry", (4, 9), ("What has gone?",), "doc-staff.jsonl"),
        BankEntry("doc", "doc#lamp", None, ("What goes round?",), "doc-staff.jsonl"),
        BankEntry("doc", "doc#lamp", None, ("What turns?",), "doc.jsonl"),
    ),
)
SECTIONS = {"doc#ferry", "doc#lamp"}


def test_a_question_is_tied_to_the_words_that_answer_it():
    first, second = answerable_cases([HARBOUR], asked=["*-staff.jsonl"], sections=SECTIONS)
    text = HARBOUR.document.text
    assert [text[case.char_start : case.char_end] for case in (first, second)] == ["It rests.", "It turns."]
    assert first.answered_by("doc", first.char_start, first.char_start + 1)
    assert not first.answered_by("doc", first.char_end, first.char_end + 5)
    assert not first.answered_by("other", first.char_start, first.char_end)


def test_only_the_sections_that_are_named_ask():
    cases = answerable_cases([HARBOUR], asked=["*-staff.jsonl"], sections={"doc#lamp"})
    assert [case.question for case in cases] == ["What goes round?"]


def test_nothing_answers_a_near_miss():
    (case,) = near_miss_cases([BankEntry("doc", "doc#lamp", None, ("Who pays?",))], sections=SECTIONS)
    assert case == ScoredCase("Who pays?", "doc#lamp", "doc")
    assert not case.answerable
    assert not case.answered_by("doc", 0, 100)


def test_questions_that_ask_are_left_out_of_what_is_searched():
    (searched,) = without_questions([HARBOUR], ["*-staff.jsonl"])
    assert [entry.questions for entry in searched.bank] == [("What turns?",)]
    assert searched.document is HARBOUR.document
