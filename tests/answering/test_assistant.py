import pytest

from fakes.building import opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.answering.abstaining import EMPTY_COLLECTION, NOTHING_MATCHES
from trendsqa.answering.assistant import Assistant
from trendsqa.corpus.rights import Terms
from trendsqa.errors import RightsError, UnknownItemError
from trendsqa.retrieval.hit import Filters
from trendsqa.retrieval.searcher import Searcher, SignalWeights

ENCODER = KeywordEncoder("ferry", "lamp", "fog", "whale")
HARBOUR = held(
    ("h", "Ferry"), ("p", "The ferry crosses at noon."), ("h", "Lamp"), ("p", "The lamp shines in fog."),
    document_id="harbour", edition="2024", url="https://harbour.example/handbook",
)  # fmt: skip


def assistant(tmp_path, *documents, threshold=0.5):
    index = opened(tmp_path, *documents, encoder=ENCODER)
    searcher = Searcher(index, ENCODER, weights=SignalWeights(0.4, 0.4, 0.2), candidates=10)
    return Assistant(index, searcher, max_words=120, threshold=threshold)


@pytest.fixture
def harbour(tmp_path):
    return assistant(tmp_path, HARBOUR)


def test_an_answer_quotes_the_document_at_the_offsets_it_cites(harbour):
    answer = harbour.ask("When does the ferry cross?")
    text = harbour.text("harbour")
    assert answer.answered
    assert answer.reason is None
    for quote, citation in zip(answer.quotes, answer.citations, strict=True):
        assert text[citation.char_start : citation.char_end] == citation.quote == quote.text
        assert quote.citation == citation.n


def test_a_question_about_something_else_is_not_answered_and_names_the_nearest_sections(harbour):
    answer = harbour.ask("How many whales pass the cape in spring?")
    assert not answer.answered
    assert (answer.quotes, answer.citations) == ((), ())
    assert answer.reason
    assert {near.section_id for near in answer.nearest} <= {"harbour#ferry", "harbour#lamp"}
    assert len(answer.hits) == 2


def test_an_empty_collection_says_so(tmp_path):
    answer = assistant(tmp_path).ask("When does the ferry cross?")
    assert (answer.answered, answer.reason, answer.nearest) == (False, EMPTY_COLLECTION, ())


def test_filters_that_nothing_passes_are_told(harbour):
    answer = harbour.ask("When does the ferry cross?", filters=Filters(edition="1999"))
    assert (answer.answered, answer.reason) == (False, NOTHING_MATCHES)


def test_a_follow_up_is_read_in_the_light_of_its_history(harbour):
    answer = harbour.ask("and in fog?", history=["What does the lamp do?"])
    assert answer.interpreted_question == "What does the lamp do: in fog?"
    assert answer.citations[0].section_id == "harbour#lamp"


def test_limit_bounds_the_ranking_not_the_answer(harbour):
    answer = harbour.ask("ferry", limit=1)
    assert len(answer.hits) == 1
    assert answer.answered


def test_a_section_opens_with_its_neighbours(harbour):
    view = harbour.read("harbour#lamp")
    assert [block.text for block in view.blocks] == ["Lamp", "The lamp shines in fog."]
    assert view.previous_section.section_id == "harbour#ferry"
    assert view.next_section is None


@pytest.mark.parametrize("section", ["harbour#nothing", "nowhere#lamp", "", "#"])
def test_an_unknown_section_is_told(harbour, section):
    with pytest.raises(UnknownItemError):
        harbour.read(section)


def test_a_source_whose_terms_allow_a_link_only_gives_no_text(tmp_path):
    linked = held(("h", "Ferry"), ("p", "The ferry."), document_id="linked", terms=Terms.LINK)
    with pytest.raises(RightsError, match="allow a link only"):
        assistant(tmp_path, linked).text("linked")


def test_documents_and_outline_tell_what_is_held(harbour):
    (summary,) = harbour.documents()
    assert (summary.document_id, summary.sections, summary.passages, summary.words) == ("harbour", 2, 2, 12)
    assert [section.title for section in harbour.outline("harbour").sections] == ["Ferry", "Lamp"]
