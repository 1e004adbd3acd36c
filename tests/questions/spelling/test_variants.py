import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.questions.spelling.variants import SpellingVariants

BRITISH_WORDS = (
    "organisation", "digitalisation", "analyse", "centre", "centred", "behaviour", "neighbourhood", "programme",
    "programmes", "licence", "judgement", "fulfil", "modelling", "travelled", "defence", "catalogue", "paediatrics",
    "prise", "sise",
)  # fmt: skip
BRITISH = SpellingVariants(dict.fromkeys(BRITISH_WORDS, 1))
AMERICAN = SpellingVariants({"organization": 3, "program": 2, "color": 1})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("which organization digitalized", "which organisation digitalized"),
        ("Digitalization of the center", "Digitalisation of the centre"),
        ("analyze behavior of a neighborhood", "analyse behaviour of a neighbourhood"),
        ("a program, programs?", "a programme, programmes?"),
        ("license and judgment", "licence and judgement"),
        ("fulfill modeling traveled", "fulfil modelling travelled"),
        ("catalog of pediatrics centered on defense", "catalogue of paediatrics centred on defence"),
    ],
)
def test_a_question_is_spelt_as_the_collection_spells(typed, read):
    assert BRITISH.respell(typed) == read


def test_the_other_way_round_too():
    assert AMERICAN.respell("the colour of a programme") == "the color of a program"


@pytest.mark.parametrize(
    "question",
    [
        "what does the Lamp Center do",  # a name
        "Center Parcs",  # a name that begins the question
        "colorize the theater",  # the collection has neither spelling
        "prize and size",  # two words, not one in two spellings
        "ORGANIZATION",
        "",
    ],
)
def test_names_and_what_the_collection_lacks_stay(question):
    assert BRITISH.respell(question) == question


def test_a_word_that_the_collection_has_is_not_respelt_but_the_other_form_is_searched_too():
    both = SpellingVariants({"organization": 1, "organisation": 70})
    assert both.respell("an organization") == "an organization"
    assert both.other_spellings("an organization") == ["organisation"]


def test_what_is_searched_names_each_form_once():
    assert BRITISH.other_spellings("center or centre, program or program") == ["programme"]


@given(st.text(max_size=60))
def test_respelling_twice_changes_nothing_more_and_other_spellings_are_other(question):
    once = BRITISH.respell(question)
    assert BRITISH.respell(once) == once
    assert set(BRITISH.other_spellings(question)).isdisjoint(question.lower().split())
