from dataclasses import replace

from fakes.documents import held
from trendsqa.chunking.packing import pack
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.corpus.source import Form
from trendsqa.index.build.question_passages import questions_of_passages

LOG = held(("h", "Log"), ("p", "One two three."), ("p", "Four five six."), ("h", "Lamp"), ("p", "It shines."))


def placed(document, *entries):
    passages = pack(document.document, count_tokens=lambda text: len(text.split()), max_tokens=4)
    texts = [document.document.text[passage.char_start : passage.char_end] for passage in passages]
    asked = questions_of_passages(replace(document, bank=entries), passages)
    return dict(zip(texts, asked, strict=True))


def test_a_question_belongs_to_the_passage_that_holds_its_blocks():
    entry = BankEntry("doc", "doc#log", (1, 1), ("What is four?",))
    assert placed(LOG, entry) == {
        "Log\n\nOne two three.": [],
        "Four five six.": ["What is four?"],
        "Lamp\n\nIt shines.": [],
    }


def test_a_question_about_a_section_belongs_to_all_its_passages():
    asked = placed(LOG, BankEntry("doc", "doc#log", None, ("What is logged?",)))
    assert [len(questions) for questions in asked.values()] == [1, 1, 0]


def test_in_a_brief_the_whole_section_answers():
    brief = replace(LOG, forms=(Form.BRIEF, Form.BRIEF))
    asked = placed(brief, BankEntry("doc", "doc#log", (1, 1), ("What is four?",)))
    assert [len(questions) for questions in asked.values()] == [1, 1, 0]


def test_a_question_about_the_document_belongs_to_its_first_passage():
    asked = placed(LOG, BankEntry("doc", "doc", None, ("What is this?",)))
    assert [len(questions) for questions in asked.values()] == [1, 0, 0]


def test_blocks_that_are_gone_fall_back_to_the_section():
    asked = placed(LOG, BankEntry("doc", "doc#lamp", (5, 7), ("What shines?",)))
    assert asked["Lamp\n\nIt shines."] == ["What shines?"]


def test_a_section_that_is_gone_answers_nothing():
    assert set(map(tuple, placed(LOG, BankEntry("doc", "doc#gone", None, ("What?",))).values())) == {()}
