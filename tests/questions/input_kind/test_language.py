import pytest

from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.input_kind.language import kind_by_language

COLLECTION = {"socitm", "interoperability", "kubernetes"}


def kind_of(text):
    return kind_by_language(text, COLLECTION.__contains__)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quels sont les dix grands thèmes du rapport annuel ?", InputKind.LANGUAGE),
        ("Welche Themen behandelt der Bericht über die Verwaltung?", InputKind.LANGUAGE),
        ("Pa gyngor sydd ar gael i gynghorau ynghylch diogelwch data?", InputKind.WELSH),
        ("asdf qwer zxcv", InputKind.UNREADABLE),
        ("sdfghjkl qwrtzp", InputKind.UNREADABLE),
        ("xcvbnm", InputKind.UNREADABLE),
    ],
)
def test_a_text_of_unknown_words_is_told_by_its_language(text, kind):
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "What does the report say about artificial intelligence?",
        "socitm interoperability kubernetes",
        "Llywelyn Gwynedd",  # A name is no language.
        "wrok from hmoe policcy please",  # Slips of the keyboard among known words.
        "digtal trnds reprt",  # Nothing but slips.
        "hmcts",  # An abbreviation.
        "council sdfghjkl",
        "",
    ],
)
def test_english_names_and_slips_are_left_alone(text):
    assert kind_of(text) is None


def test_words_of_the_collection_count_as_known():
    report = "SKR Vägval för framtiden trend analysis 2035"
    assert kind_of(report) is InputKind.LANGUAGE
    assert kind_by_language(report, {"skr", "vägval", "framtiden"}.__contains__) is None
