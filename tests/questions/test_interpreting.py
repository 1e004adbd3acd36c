import numpy as np

from fakes.building import opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.corpus.glossary import Glossary, Term
from trendsqa.questions.answer_type import AnswerType
from trendsqa.questions.input_kind.classifier import InputClassifier
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.interpreting import Interpreter

ENCODER = KeywordEncoder("ferry", "lamp")
HARBOUR = held(("h", "Ferry"), ("p", "The organisation runs the ferry and the lamp."))


def interpreter(tmp_path, **options):
    return Interpreter(opened(tmp_path, HARBOUR, encoder=ENCODER), ENCODER, **options)


def test_a_question_holds_what_its_text_names_and_asks_for(tmp_path):
    question = interpreter(tmp_path).interpret("How many cars did Northport ferry in 2021, 1,200 or more?")
    assert [name.text for name in question.names] == ["Northport"]
    assert [(number.text, sorted(number.stems)) for number in question.numbers] == [
        ("2021", ["2021"]),
        ("1,200", ["1200"]),
    ]
    assert question.years == ("2021",)
    assert question.answer_type is AnswerType.NUMBER
    assert question.terms[:2] == ("car", "northport")
    assert not question.is_keywords
    assert (question.typed, question.context) == (question.interpreted, "")


def test_the_sides_of_a_comparison_are_stems(tmp_path):
    question = interpreter(tmp_path).as_written("What is the difference between ferries and lamps?")
    assert question.sides == (frozenset({"ferri"}), frozenset({"lamp"}))


def test_bm25_looks_for_long_forms_and_other_spellings_too_each_stem_once(tmp_path):
    glossary = Glossary([Term("Night lamp", ("NL",), ())])
    question = interpreter(tmp_path, glossary=glossary).as_written("NL of an organization, NL")
    assert question.query_terms == ("nl", "organiz", "night", "lamp", "organis")


def test_a_follow_up_is_completed_and_searched_in_its_own_words_too(tmp_path):
    question = interpreter(tmp_path).interpret("and in fog?", ["What does the lamp do?"])
    assert question.typed == "and in fog?"
    assert question.interpreted == "What does the lamp do in fog?"
    assert question.context == "What does the lamp do? and in fog?"
    assert question.vector.shape == question.search_vector.shape == (1, ENCODER.identity.dimension)


def test_who_wrote_it_stays_a_question_on_the_document_unless_something_was_named_before(tmp_path):
    asking = interpreter(tmp_path)
    assert asking.interpret("who wrote it?", ["How does the ferry sail in fog?"]).interpreted == "who wrote it?"
    assert asking.interpret("who wrote it?", ["What is the ferry playbook?"]).interpreted != "who wrote it?"
    assert (
        asking.interpret("who wrote it?", ["What is the ferry playbook?", "Who uses it?"]).interpreted
        != "who wrote it?"
    )


def test_a_question_as_written_has_neither_history_nor_corrections(tmp_path):
    correcting = interpreter(tmp_path, correct=lambda text, _: text.replace("lmap", "lamp"))
    assert correcting.interpret("the lmap").interpreted == "the lamp"
    assert correcting.as_written("the lmap").interpreted == "the lmap"


def test_what_is_no_question_is_neither_completed_nor_corrected(tmp_path):
    correcting = interpreter(tmp_path, correct=lambda text, _: text.replace("thanks", "the lamp"))
    read = correcting.interpret("ok thanks", ["What does the lamp do?"])
    assert (read.kind, read.interpreted, read.context) == (InputKind.THANKS, "ok thanks", "")


NO_TASK = InputClassifier(
    (InputKind.QUESTION, InputKind.TASK), np.zeros((2, 3), dtype=np.float32), np.array([0.0, 9.0])
)
"""Takes everything for a task."""


def test_a_classifier_decides_about_what_no_rule_knows(tmp_path):
    taught = interpreter(tmp_path, inputs=NO_TASK)
    assert taught.interpret("Would somebody iron my shirts?").kind is InputKind.TASK
    assert taught.interpret("hello").kind is InputKind.GREETING
    assert interpreter(tmp_path).interpret("Would somebody iron my shirts?").kind is InputKind.QUESTION


def test_bare_words_of_the_collection_are_a_subject_whatever_they_sound_like(tmp_path):
    taught = interpreter(tmp_path, inputs=NO_TASK)
    assert taught.interpret("ferry, organisations").kind is InputKind.QUESTION
    assert taught.interpret("ferry whales").kind is InputKind.TASK


def test_a_later_turn_is_no_question_only_if_a_rule_says_so(tmp_path):
    taught = interpreter(tmp_path, inputs=NO_TASK)
    assert taught.interpret("Would somebody iron it?", ["What is the ferry?"]).kind is InputKind.QUESTION
    assert taught.interpret("thanks", ["What is the ferry?"]).kind is InputKind.THANKS
