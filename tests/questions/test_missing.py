import pytest

from fakes.building import asked, opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.questions.missing import missing_terms

ENCODER = KeywordEncoder("ferry")
HARBOUR = held(
    ("h", "Ferry"), ("p", "The ferry of Northport carried 1,200 people in 2021, said Ada Moor of West Town.")
)


@pytest.fixture
def missing_of(tmp_path):
    index = opened(tmp_path, HARBOUR, encoder=ENCODER)
    return lambda text: missing_terms(asked(index, text, ENCODER), index.lexical.knows)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Does the ferry sail to Southport?", ("Southport",)),
        ("Does the ferry sail to Northport?", ()),
        ("How many people took the ferry in 2019?", ("2019",)),
        ("How many people took the ferry in 2021?", ()),
        ("Did Ada Moor or Ben Strand sail?", ("Ben Strand",)),
        ("Is the ferry painted by anybody?", ()),  # No name is asked for.
        ("ferry pizza", ("pizza",)),  # A bare subject is asked for word by word.
        ("ferry people", ()),
        ("Did the ferry carry 1200 people?", ()),
        ("Did the ferry carry 1,300 people?", ("1,300",)),
        ("What are the 3 reasons for the ferry?", ()),  # Texts count in words.
        ("What did Cllr Moor say?", ()),
    ],
)
def test_names_numbers_and_bare_subjects_that_nothing_mentions_are_missing(missing_of, question, missing):
    assert missing_of(question) == missing


def test_a_name_of_several_words_is_named_whole_if_one_of_them_is_unknown(missing_of):
    assert missing_of("Does the ferry sail to West Yorkshire?") == ("West Yorkshire",)


@pytest.mark.parametrize(
    "question",
    [
        "I work at Southport council, when does the ferry sail?",
        "When does the ferry sail from our office in Southport?",
    ],
)
def test_the_askers_own_place_need_not_be_mentioned(missing_of, question):
    assert missing_of(question) == ()


@pytest.mark.parametrize("opening", ["Is", "Does", "Summarise", "Compare"])
def test_the_word_that_opens_a_question_is_no_name(missing_of, opening):
    assert missing_of(f"{opening} Northport like the ferry?") == ()
    assert missing_of(f"{opening} Southport like the ferry of Southport?") == ("Southport",)
