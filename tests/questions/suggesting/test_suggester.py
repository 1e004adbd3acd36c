from dataclasses import replace

import pytest

from fakes.building import opened
from fakes.documents import document, held, source
from fakes.editions import harbour_edition
from fakes.encoder import KeywordEncoder
from trendsqa.corpus.documents.held_document import hold, without_text
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.corpus.source import Form
from trendsqa.questions.suggesting.suggester import Suggester
from trendsqa.questions.suggesting.suggestion import Suggestion, SuggestionKind

ENCODER = KeywordEncoder("ferry", "lamp", "fog", "whale")


def asked(document_id, section, *questions):
    return BankEntry(document_id, f"{document_id}#{section}" if section else document_id, None, questions)


def with_questions(about, *entries):
    return replace(about, bank=entries)


def harbour(edition, *questions):
    name = f"harbour-{edition}"
    made = held(
        ("h", "Harnessing data"), ("p", "Count the ferry."), ("h", "Introduction"), ("p", "The lamp shines in fog."),
        document_id=name, edition=edition, organisation="Harbour board",
    )  # fmt: skip
    return with_questions(made, asked(name, "harnessing-data", *questions))


OLD = harbour("2024", "When does the ferry cross?", "ferry times", "Where to start with harnessing data?")
NEW = harbour("2025", "When does the ferry cross?", "The lamp and the fog?")
HIDDEN = without_text(source("secret-plan", organisation="Hidden board"))


@pytest.fixture(scope="module")
def suggester(tmp_path_factory):
    index = opened(tmp_path_factory.mktemp("index"), OLD, NEW, HIDDEN, encoder=ENCODER)
    return Suggester(index, ENCODER.encode_queries)


def texts(suggester, typed, *, limit=10, edition=""):
    return [one.text for one in suggester.suggest(typed, limit=limit, edition=edition)]


def test_a_suggestion_says_where_the_collection_has_it(suggester):
    assert suggester.suggest("when does", limit=1) == (
        Suggestion(
            "When does the ferry cross?",
            SuggestionKind.QUESTION,
            "harbour-2025",
            "Harbour-2025",
            "harbour-2025#harnessing-data",
            "2025",
        ),
    )


@pytest.mark.parametrize("typed", ["harn dat", "dat harn", "HARNESSING da", "  harnessing   data "])
def test_words_are_found_by_their_beginnings_in_any_order(suggester, typed):
    assert {*texts(suggester, typed)} == {"Where to start with harnessing data?", "Harnessing data"}


def test_what_begins_as_typed_comes_before_what_only_has_the_words(suggester):
    assert texts(suggester, "harn") == ["Harnessing data", "Where to start with harnessing data?"]
    assert texts(suggester, "harn dat") == ["Where to start with harnessing data?", "Harnessing data"]


def test_what_has_the_words_as_typed_comes_before_what_has_them_apart(tmp_path):
    about = with_questions(
        held(("h", "Ferry"), ("p", "It crosses."), document_id="a"),
        asked("a", "ferry", "May a ferry be seen by night?", "What is seen by a big ferry at noon?"),
    )
    suggester = Suggester(opened(tmp_path, about, encoder=ENCODER), ENCODER.encode_queries)
    assert texts(suggester, "by a")[0] == "What is seen by a big ferry at noon?"


def test_questions_come_first_and_those_that_read_as_one_before_keywords(suggester):
    assert texts(suggester, "ferry t")[:1] == ["ferry times"]
    assert texts(suggester, "lamp")[0] == "The lamp and the fog?"
    assert texts(suggester, "har", edition="2025") == [
        "Harbour-2025",
        "Harbour board",
        "Harnessing data",
        "Harbour district",
        "Harbour-2025 › Introduction",
    ]


def test_among_equal_matches_a_question_mark_counts_for_more_than_brevity(tmp_path):
    about = with_questions(
        held(("h", "Of ferry"), ("p", "It crosses."), document_id="a"),
        asked("a", "of-ferry", "a big ferry", "What is a ferry and how big may it be?"),
    )
    suggester = Suggester(opened(tmp_path, about, encoder=ENCODER), ENCODER.encode_queries)
    assert texts(suggester, "fer") == ["What is a ferry and how big may it be?", "a big ferry", "Of ferry"]


def test_function_words_need_not_match(suggester):
    assert texts(suggester, "how is the introduction")[:2] == [
        "Harbour-2025 › Introduction",
        "Harbour-2024 › Introduction",
    ]


def test_meaning_is_looked_for_within_the_edition_however_many_others_are_nearer(tmp_path):
    nearer = [f"The lamp and fog number {number}?" for number in range(60)]
    index = opened(tmp_path, harbour("2024", "A lamp?"), harbour("2025", *nearer), encoder=ENCODER)
    suggester = Suggester(index, ENCODER.encode_queries)
    assert texts(suggester, "seeing some fog by lamp", limit=1, edition="2024") == ["A lamp?"]


def test_a_heading_within_a_trend_is_told_with_the_trend_and_without_its_number(tmp_path):
    suggester = Suggester(opened(tmp_path, harbour_edition("2024"), encoder=ENCODER), ENCODER.encode_queries)
    assert texts(suggester, "lam") == ["Lamp", "Lamp › Risks", "Lamp › Where to start"]


def test_a_trend_without_a_heading_of_its_own_is_a_name(tmp_path):
    made = document(("h", "Risks"), ("p", "It may go out."), document_id="a")
    within = replace(made.sections[0], trend="Great lamp", facet="risks")
    about = hold(source("a"), replace(made, sections=(within,)), (Form.FULL,))
    suggester = Suggester(opened(tmp_path, about, encoder=ENCODER), ENCODER.encode_queries)
    (name, heading) = suggester.suggest("great", limit=5)
    assert (name.text, name.kind, name.document_id) == ("Great lamp", SuggestionKind.NAME, "a")
    assert (heading.text, heading.section_id) == ("Great lamp › Risks", "a#risks")


def test_a_share_of_the_places_is_kept_for_headings_and_names(tmp_path):
    questions = [f"What of ferry {number}?" for number in range(9)]
    about = with_questions(
        held(("h", "Big ferry"), ("p", "It crosses."), document_id="a"), asked("a", "big-ferry", *questions)
    )
    suggester = Suggester(opened(tmp_path, about, encoder=ENCODER), ENCODER.encode_queries)
    assert texts(suggester, "ferry", limit=3) == [*questions[:2], "Big ferry"]


def test_no_two_suggestions_read_alike_and_the_newest_edition_is_named(suggester):
    (only,) = suggester.suggest("when does the ferry", limit=10)[:1]
    assert only.edition == "2025"
    assert texts(suggester, "when does the ferry").count("When does the ferry cross?") == 1


def test_an_edition_keeps_to_its_own_documents(suggester):
    found = suggester.suggest("when does the ferry", limit=10, edition="2024")
    assert {one.edition for one in found} == {"2024"}
    assert suggester.suggest("when", limit=10, edition="1999") == ()


def test_a_heading_of_one_word_is_told_with_its_document(suggester):
    assert "Harbour-2024 › Introduction" in texts(suggester, "introd", edition="2024")


def test_an_organisation_of_several_documents_names_none_of_them(tmp_path):
    ferry = held(("h", "Ferry"), ("p", "It crosses."), document_id="a", organisation="Board", publisher="Press")
    lamp = held(("h", "Lamp"), ("p", "It shines."), document_id="b", organisation="Board")
    suggester = Suggester(opened(tmp_path, ferry, lamp, encoder=ENCODER), ENCODER.encode_queries)
    (board,) = suggester.suggest("boar", limit=5)
    (press,) = suggester.suggest("pres", limit=5)
    assert (board.kind, board.document_id) == (SuggestionKind.NAME, "")
    assert (press.document_id, press.document_title) == ("a", "A")


def test_what_has_no_text_shown_is_not_suggested(suggester):
    assert texts(suggester, "secret") == texts(suggester, "hidden") == []


def test_a_slip_of_the_keyboard_is_seen_through(suggester):
    assert texts(suggester, "harnesing dat") == texts(suggester, "harnessing dat")


def test_three_words_with_few_matches_are_looked_for_by_their_meaning(suggester):
    assert texts(suggester, "seeing a whale by fog and lamp")[:1] == ["The lamp and the fog?"]


def test_two_words_are_not_looked_for_by_their_meaning(suggester):
    assert texts(suggester, "foggy lamp") == []


def test_meaning_keeps_to_the_edition_asked_for(suggester):
    found = suggester.suggest("seeing a whale by fog and lamp", limit=5, edition="2024")
    assert "The lamp and the fog?" not in [one.text for one in found]


def test_what_means_something_else_is_not_suggested(suggester):
    assert texts(suggester, "any whale about today") == []


@pytest.mark.parametrize("typed", ["?!", "…", "\x1f"])
def test_punctuation_alone_suggests_nothing(suggester, typed):
    assert texts(suggester, typed) == []


def test_one_letter_is_matched_by_beginnings_alone(tmp_path):
    index = opened(tmp_path, OLD, encoder=ENCODER)
    suggester = Suggester(index, lambda _: pytest.fail("one letter was encoded"))
    assert texts(suggester, "w")[0] == "When does the ferry cross?"


def test_an_empty_collection_suggests_nothing(tmp_path):
    suggester = Suggester(opened(tmp_path, encoder=ENCODER), ENCODER.encode_queries)
    assert texts(suggester, "when does the ferry cross") == []


def test_a_question_that_tells_a_whole_situation_is_too_long_to_be_suggested(tmp_path):
    about = with_questions(
        held(("h", "Ferry"), ("p", "It crosses."), document_id="a"),
        asked("a", "ferry", "ferry " * 40 + "?"),
    )
    suggester = Suggester(opened(tmp_path, about, encoder=ENCODER), ENCODER.encode_queries)
    assert texts(suggester, "ferry") == ["A › Ferry"]


def test_the_texts_are_gathered_once(tmp_path):
    suggester = Suggester(opened(tmp_path, OLD, encoder=ENCODER), ENCODER.encode_queries)
    suggester.suggest("w", limit=1)
    assert suggester._known() is suggester._known()
