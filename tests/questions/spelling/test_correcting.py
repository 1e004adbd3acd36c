import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.questions.spelling.correcting import SpellingCorrector

VOCABULARY = {"ferry": 9, "lighthouse": 4, "harbour": 7, "timetable": 3, "fairy": 1, "licences": 2, "fog": 5}
COMMON = {"what", "about", "ferries", "does", "cross", "salary", "start"}
CORRECTOR = SpellingCorrector(VOCABULARY, COMMON.__contains__)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("what about the harbuor", "what about the harbour"),
        ("Lighthose timetabel?", "Lighthouse timetable?"),
        ("when does the fery cross", "when does the ferry cross"),
        ("lihgthuose", "lighthouse"),
        ("What harbuor", "What harbour"),  # "What" is no name
        ("the AI timetabel", "the AI timetable"),  # neither is an abbreviation
    ],
)
def test_a_slip_is_corrected_to_the_nearest_word_of_the_collection(typed, read):
    assert CORRECTOR.correct(typed) == read


@pytest.mark.parametrize(
    "question",
    [
        "What about the Harbuor project?",  # written as a name
        "what is the salary",  # a common word that the collection does not use
        "Fairyhous boats",  # begins with what may be a name, two slips away
        "fgo",  # too short to tell
        "what about xylophones",  # nothing near
        "LIHGTHOUSE codes, e.g. l1ghthouse",  # capitals and digits
        "Harbuor Council lamps",  # a name that begins the question
        "boats of Northport harbuor",  # the second word of a name
        "boats of harbuor Northport",
        "",
    ],
)
def test_what_may_be_meant_is_left_alone(question):
    assert CORRECTOR.correct(question) == question


def test_among_equally_near_words_the_commonest_wins():
    assert SpellingCorrector({"ferry": 9, "feery": 1}, COMMON.__contains__).correct("feary") == "ferry"


def test_a_letter_typed_once_instead_of_twice_is_put_back_before_another_is_left_out():
    assert SpellingCorrector({"summit": 1, "suit": 9}, COMMON.__contains__).correct("the sumit") == "the summit"


def test_an_error_of_the_text_is_corrected_to_the_word_that_the_text_mostly_has():
    corrector = SpellingCorrector({"harbour": 150, "harbuor": 3, "harbours": 2}, {"harbours"}.__contains__)
    assert corrector.correct("harbuor rules") == "harbour rules"
    assert corrector.correct("harbours cost") == "harbours cost"
    assert corrector.correct("harbuor", {"harbours"}.__contains__) == "harbuor"
    assert SpellingCorrector({"harbour": 9, "harbuor": 3}, COMMON.__contains__).correct("harbuor") == "harbuor"


def test_a_county_in_short_is_read_in_full_if_the_collection_has_one_such():
    counts = {"lincolnshire": 2, "wiltshire": 1, "leicestershire": 1, "leigshire": 1, "bedfordshire": 1}
    shires = SpellingCorrector(counts, {"beds"}.__contains__)
    assert shires.correct("the Lincs boats and wilts lamps") == "the Lincolnshire boats and Wiltshire lamps"
    assert shires.correct("the Leis boats") == "the Leis boats"  # two begin so
    assert shires.correct("how many beds in Beds") == "how many beds in Bedfordshire"
    assert shires.correct("lincs", {"wiltshire"}.__contains__) == "lincs"


def test_another_form_of_a_word_of_the_collection_is_left_alone():
    known = SpellingCorrector(VOCABULARY, COMMON.__contains__, lambda word: word == "harbourt")
    assert known.correct("harbourt harbourn") == "harbourt harbour"


@given(st.text(max_size=80))
def test_correcting_twice_changes_nothing_more_and_never_fails(question):
    once = CORRECTOR.correct(question)
    assert CORRECTOR.correct(once) == once
