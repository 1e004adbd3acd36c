from dataclasses import replace

import numpy as np
import pytest

from fakes.building import opened
from fakes.documents import document, held, source
from fakes.editions import harbour_edition
from fakes.encoder import KeywordEncoder
from fakes.span_reader import KeywordSpanReader
from trendsqa.answering.answer import Outcome
from trendsqa.answering.assistant import Assistant
from trendsqa.answering.confidence import EMPTY_COLLECTION, MAY_NOT_ANSWER, NOT_ANSWERED, NOTHING_MATCHES
from trendsqa.answering.quoting.span_reader import SpanReading
from trendsqa.corpus.documents.held_document import hold, without_text
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form, Mention, Status
from trendsqa.errors import RightsError, UnknownItemError
from trendsqa.questions.input_kind.classifier import InputClassifier
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.input_kind.replies import REPLIES
from trendsqa.questions.interpreting import Interpreter
from trendsqa.retrieval.hit import Filters
from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights
from trendsqa.retrieval.searcher import Searcher

ENCODER = KeywordEncoder("ferry", "lamp", "fog", "whale")
HARBOUR = held(
    ("h", "Ferry"), ("p", "The ferry crosses at noon."), ("h", "Lamp"), ("p", "The lamp shines in fog."),
    document_id="harbour", edition="2024", url="https://harbour.example/handbook",
)  # fmt: skip
HARBOUR_FERRY = "Ferry\n\nThe ferry crosses at noon."


def assistant(tmp_path, *documents, threshold=0.5):
    index = opened(tmp_path, *documents, encoder=ENCODER)
    searcher = Searcher(index, model=RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2)), candidates=10)
    return Assistant(index, Interpreter(index, ENCODER), searcher, max_words=120, threshold=threshold)


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
    assert {near.section.id for near in answer.nearest} <= {"harbour#ferry", "harbour#lamp"}
    assert len(answer.hits) == 2


def test_an_empty_collection_says_so(tmp_path):
    answer = assistant(tmp_path).ask("When does the ferry cross?")
    assert (answer.answered, answer.reason, answer.nearest) == (False, EMPTY_COLLECTION, ())


def test_filters_that_nothing_passes_are_told(harbour):
    answer = harbour.ask("When does the ferry cross?", filters=Filters(edition="1999"))
    assert (answer.answered, answer.reason) == (False, NOTHING_MATCHES)


def test_a_follow_up_is_read_in_the_light_of_its_history(harbour):
    answer = harbour.ask("and in fog?", history=["What does the lamp do?"])
    assert answer.interpreted_question == "What does the lamp do in fog?"
    assert answer.citations[0].passage.section.id == "harbour#lamp"


def test_a_question_asked_as_written_has_no_history_and_keeps_its_spelling(tmp_path):
    index = opened(tmp_path, HARBOUR, encoder=ENCODER)
    searcher = Searcher(index, model=RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2)), candidates=10)
    interpreter = Interpreter(index, ENCODER, correct=lambda text, _: text.replace("lmap", "lamp"))
    mending = Assistant(index, interpreter, searcher, max_words=120, threshold=0.5)
    read = [
        mending.ask("and the lmap?", history=["When does the ferry cross?"], as_written=as_written).interpreted_question
        for as_written in (False, True)
    ]
    assert read == ["When does the lamp cross?", "and the lmap?"]


def test_limit_bounds_the_ranking_not_the_answer(harbour):
    answer = harbour.ask("ferry", limit=1)
    assert len(answer.hits) == 1
    assert answer.answered


def test_a_reader_reads_as_many_passages_however_many_hits_are_asked_for(tmp_path):
    doc = held(*(block for n in range(8) for block in (("h", f"Part {n}"), ("p", f"The ferry takes load {n}."))))
    index = opened(tmp_path, doc, encoder=ENCODER)
    searcher = Searcher(index, model=RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2)), candidates=10)
    reader = KeywordSpanReader(**{"load 7": 1.0})
    pointed = Assistant(
        index,
        Interpreter(index, ENCODER),
        searcher,
        max_words=120,
        threshold=0,
        span_reading=SpanReading(reader, passages=8),
    )
    few, many = (pointed.ask("What does the ferry take?", limit=limit) for limit in (1, 20))
    assert few.quotes == many.quotes
    assert few.citations[0].passage.section.id == "doc#part-7"
    assert [len(passages) for _, passages in reader.shown] == [8, 8]
    assert [hit.rank for hit in few.hits] == [1]


def test_a_section_opens_with_its_neighbours(harbour):
    view = harbour.section("harbour#lamp")
    assert [block.text for block in view.blocks] == ["Lamp", "The lamp shines in fog."]
    assert view.previous_section.id == "harbour#ferry"
    assert view.next_section is None


@pytest.mark.parametrize("section", ["harbour#nothing", "nowhere#lamp", "", "#"])
def test_an_unknown_section_is_told(harbour, section):
    with pytest.raises(UnknownItemError):
        harbour.section(section)


def test_a_source_whose_terms_allow_a_link_only_gives_no_text(tmp_path):
    linked = held(("h", "Ferry"), ("p", "The ferry."), document_id="linked", terms=Terms.LINK)
    with pytest.raises(RightsError, match="allow a link only"):
        assistant(tmp_path, linked).text("linked")


def test_documents_and_outline_tell_what_is_held(harbour):
    (document,) = harbour.documents()
    assert (document.id, document.sections, document.passages, document.words) == ("harbour", 2, 2, 12)
    assert [section.title for section in harbour.outline("harbour").sections] == ["Ferry", "Lamp"]


EDITION_2025 = held(
    ("h", "Ferry"), ("p", "The ferry crosses at dusk."), document_id="harbour-2025", edition="2025",
)  # fmt: skip


def test_the_newest_edition_that_answers_is_quoted_alone(tmp_path):
    both = assistant(tmp_path, HARBOUR, EDITION_2025)
    assert both.status().editions == ("2025", "2024")
    newest = both.ask("When does the ferry cross?")
    assert {citation.passage.document.edition for citation in newest.citations} == {"2025"}
    assert {hit.passage.document.edition for hit in newest.hits} == {"2025"}
    only_older = both.ask("Does the lamp shine in fog?")
    assert {citation.passage.document.edition for citation in only_older.citations} == {"2024"}


def test_a_filter_on_an_edition_leaks_no_other(tmp_path):
    both = assistant(tmp_path, HARBOUR, EDITION_2025)
    for edition in ("2024", "2025"):
        answer = both.ask("When does the ferry cross?", filters=Filters(edition=edition))
        assert {hit.passage.document.edition for hit in answer.hits} == {edition}
        assert {citation.passage.document.edition for citation in answer.citations} == {edition}


LINKED = held(
    ("h", "Guide"), ("p", "A guide to whale safety."), document_id="guide",
    mentions=(Mention("harbour#ferry", "the guide"),), organisation="Coast office",
)  # fmt: skip
UNKNOWN_PAGE = without_text(
    source("film", status=Status.UNRESOLVED, mentions=(Mention("harbour#ferry", "the film"),), terms=Terms.LINK)
)


def test_one_question_is_answered_within_each_of_several_filters_in_their_order(tmp_path):
    editions = [held(("h", "Ferry"), ("p", f"The ferry of {year}."), document_id=year, edition=year) for year in "ab"]
    both = assistant(tmp_path, *editions)
    among = [Filters(edition="b"), Filters(edition="a"), Filters(edition="c")]
    told = both.answers_within(both.interpret("the ferry?", among=among), among)
    assert [[citation.passage.document.edition for citation in answer.citations] for answer in told] == [
        ["b"],
        ["a"],
        [],
    ]
    assert [answer.interpreted_question for answer in told] == ["the ferry?"] * 3


def test_an_answer_quotes_further_sections_that_its_ranking_holds(harbour):
    question = harbour.interpret("When does the ferry cross?", among=[Filters()])
    (answer,) = harbour.answers_within(question, [Filters()])
    also = harbour.quoting_also(question, answer, ["harbour#lamp", "harbour#nowhere"])
    assert also.quotes[:-1] == answer.quotes
    assert also.citations[:-1] == answer.citations
    assert also.citations[-1].passage.section.id == "harbour#lamp"
    assert [quote.citation for quote in also.quotes] == list(range(1, len(answer.quotes) + 2))


def test_an_answer_offers_what_its_sections_link_to(tmp_path):
    answer = assistant(tmp_path, HARBOUR, LINKED, UNKNOWN_PAGE).ask("When does the ferry cross?")
    assert [(item.document.id, item.document.form, item.text) for item in answer.linked] == [
        ("guide", "full", "the guide"),
        ("film", "none", "the film"),
    ]
    assert answer.linked[1].document.note == "Named in the report; no public page is known."


def test_an_item_says_which_sections_link_to_it(tmp_path):
    outline = assistant(tmp_path, HARBOUR, LINKED).outline("guide")
    (section,) = outline.linked_from
    assert (section.section_id, section.heading_path, section.text) == ("harbour#ferry", ("Ferry",), "the guide")
    assert outline.links == ()


def test_a_document_says_what_its_sections_link_to(tmp_path):
    outline = assistant(tmp_path, HARBOUR, LINKED).outline("harbour")
    assert [(item.section_id, item.document.id) for item in outline.links] == [("harbour#ferry", "guide")]


def test_a_source_without_text_has_a_page_but_no_text(tmp_path):
    both = assistant(tmp_path, HARBOUR, UNKNOWN_PAGE)
    assert both.outline("film").sections == ()
    assert both.status().documents == 1
    with pytest.raises(RightsError, match="No text of 'film' is held"):
        both.text("film")


def test_a_brief_may_be_read_whole_whatever_the_terms_of_its_source(tmp_path):
    doc = document(("h", "Film"), ("p", "Our account of the ferry film."), document_id="film")
    brief = hold(source("film", terms=Terms.LINK), doc, (Form.BRIEF,))
    reading = assistant(tmp_path, brief)
    assert reading.text("film") == doc.text
    citation = reading.ask("What is the ferry film?").citations[0]
    assert citation.passage.section.form == "brief"
    assert reading.documents()[0].note == "Held as our summary, not the publisher's words."


def test_an_open_licence_puts_its_line_into_every_citation(tmp_path):
    open_source = held(("h", "Ferry"), ("p", "The ferry crosses."), licence="OGL-UK-3.0")
    citation = assistant(tmp_path, open_source).ask("ferry").citations[0]
    assert (
        citation.passage.document.attribution
        == "Contains public sector information licensed under the Open Government Licence v3.0."
    )


def test_an_answered_question_says_so(harbour):
    answer = harbour.ask("When does the ferry cross?")
    assert (answer.outcome, answer.input_kind) == (Outcome.ANSWERED, InputKind.QUESTION)
    assert (answer.closest, answer.missing, answer.open, answer.suggestions) == (None, (), (), ())


def test_an_answer_suggests_what_the_same_section_answers_too_and_not_what_was_asked_before(tmp_path):
    bank = BankEntry("harbour", "harbour#ferry", None, ("When does the ferry cross?", "Who is the captain?"))
    reader = assistant(tmp_path, replace(HARBOUR, bank=(bank,)))
    assert reader.ask("When does the ferry cross?").suggestions == ("Who is the captain?",)
    assert reader.ask("When does the ferry cross?", history=["Who is the captain?"]).suggestions == ()


def test_what_is_close_but_not_sure_is_shown_word_for_word_and_not_as_an_answer(tmp_path):
    unsure = assistant(tmp_path, HARBOUR, threshold=1.0)
    answer = unsure.ask("When does the ferry cross?")
    assert (answer.outcome, answer.reason, answer.quotes, answer.citations) == (Outcome.CLOSE, MAY_NOT_ANSWER, (), ())
    closest = answer.closest
    assert closest.quote == unsure.text("harbour")[closest.char_start : closest.char_end] == HARBOUR_FERRY
    assert closest.n == 1


def test_nothing_near_is_not_held(harbour):
    answer = harbour.ask("how many people live there and why so")
    assert (answer.outcome, answer.reason, answer.closest) == (Outcome.NOT_HELD, NOT_ANSWERED, None)


def test_a_name_that_nothing_mentions_is_named_and_keeps_the_question_open(harbour):
    answer = harbour.ask("When does the ferry cross to Southport?")
    assert (answer.outcome, answer.missing) == (Outcome.CLOSE, ("Southport",))
    assert answer.reason.startswith("Nothing held here mentions Southport.")
    assert answer.confidence < 0.5
    assert answer.closest.quote == HARBOUR_FERRY


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("hello", InputKind.GREETING), ("write me a poem about the ferry", InputKind.TASK), ("???", InputKind.UNREADABLE)],
)
def test_what_is_no_question_gets_a_reply_and_the_collection_is_not_searched(harbour, typed, kind):
    answer = harbour.ask(typed, history=["When does the ferry cross?"])
    assert (answer.outcome, answer.input_kind, answer.reason) == (Outcome.REPLY, kind, REPLIES[kind])
    assert (answer.hits, answer.quotes, answer.nearest, answer.closest, answer.confidence) == ((), (), (), None, 0.0)
    assert answer.interpreted_question == typed
    assert answer.generation == harbour.ask("ferry").generation


def test_a_reply_suggests_what_may_be_asked_but_not_to_somebody_in_distress(tmp_path):
    reader = assistant(tmp_path, harbour_edition("2024"))
    suggested = reader.ask("hello").suggestions
    assert suggested == reader.example_questions()[:3]
    assert suggested
    assert reader.ask("I want to end my life").suggestions == ()


def test_the_operators_own_reply_is_said(tmp_path):
    index = opened(tmp_path, HARBOUR, encoder=ENCODER)
    searcher = Searcher(index, model=RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2)), candidates=10)
    own = Assistant(
        index, Interpreter(index, ENCODER), searcher, max_words=120, threshold=0.5, replies={"greeting": "Ahoy."}
    )
    assert own.ask("hello").reason == "Ahoy."


def resident_assistant(tmp_path, threshold):
    """An assistant whose classifier takes everything for a request of a resident."""
    kinds = (InputKind.QUESTION, InputKind.RESIDENT)
    inputs = InputClassifier(kinds, np.zeros((2, 5), dtype=np.float32), np.array([0.0, 9.0], dtype=np.float32))
    index = opened(tmp_path, HARBOUR, encoder=ENCODER)
    searcher = Searcher(index, model=RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2)), candidates=10)
    return Assistant(index, Interpreter(index, ENCODER, inputs=inputs), searcher, max_words=120, threshold=threshold)


def test_what_a_resident_asks_is_answered_if_the_collection_does(tmp_path):
    answer = resident_assistant(tmp_path, 0.5).ask("When does the ferry cross?")
    assert (answer.outcome, answer.input_kind) == (Outcome.ANSWERED, InputKind.RESIDENT)


def test_a_refusal_says_what_the_input_looks_like(tmp_path):
    answer = resident_assistant(tmp_path, 1.0).ask("When does the ferry cross?")
    assert (answer.outcome, answer.reason) == (Outcome.CLOSE, REPLIES[InputKind.RESIDENT])


def test_a_question_about_the_document_is_answered_from_its_outline_however_low_the_ranking(tmp_path):
    services = held(
        ("h", "Four services"), ("p", "They serve."), ("h", "1. Ferry"), ("p", "It sails."), ("h", "2. Lamp"),
        ("p", "It turns."), document_id="services",
    )  # fmt: skip
    answer = assistant(tmp_path, services, threshold=0.9).ask("What are the two services?")
    assert answer.outcome is Outcome.ANSWERED
    assert [quote.text.partition("\n")[0] for quote in answer.quotes] == ["1. Ferry", "2. Lamp"]
    assert [citation.n for citation in answer.citations] == [1, 2]


def test_a_filter_holds_for_questions_about_documents_too(tmp_path):
    services = held(
        ("h", "Two services"), ("p", "They serve."), ("h", "1. Ferry"), ("p", "It sails."), ("h", "2. Lamp"),
        ("p", "It turns."), document_id="services", edition="2031",
    )  # fmt: skip
    reader = assistant(tmp_path, services, HARBOUR, threshold=0.9)
    assert reader.ask("What are the two services?", filters=Filters(edition="2031")).answered
    assert not reader.ask("What are the two services?", filters=Filters(edition="2024")).answered


@pytest.mark.parametrize("form", ["full", "brief"])
@pytest.mark.parametrize("briefs", [(), (0, 1, 2), (2,)], ids=["full text", "summary", "both"])
def test_a_question_about_a_document_is_answered_in_the_words_that_are_asked_for(tmp_path, briefs, form):
    services = held(
        ("h", "Two services"), ("p", "They serve."), ("h", "1. Ferry"), ("p", "It sails."), ("h", "2. Lamp"),
        ("p", "It turns."),
    )  # fmt: skip
    services = replace(services, forms=tuple(Form.BRIEF if n in briefs else Form.FULL for n in range(3)))
    reader, asked = assistant(tmp_path, services, threshold=0.9), "What are the two services?"
    answer, whole = reader.ask(asked, filters=Filters(form=form)), reader.ask(asked)
    assert {cited.passage.section.form for cited in answer.citations} <= {form}
    assert {cited.passage.section.id for cited in whole.citations} == {"doc#1.-ferry", "doc#2.-lamp"}
    assert (answer.citations == whole.citations) == (services.forms == (Form(form),) * 3)


def test_examples_keep_to_what_passes_a_filter(tmp_path):
    services = held(("h", "Services"), ("p", "They serve."), ("h", "Lamp oil"), ("p", "It burns."), kind="video")
    services = replace(services, forms=(Form.FULL, Form.BRIEF))
    reader = assistant(tmp_path, services, HARBOUR)
    assert "Ferry" in str(reader.example_questions()).title()
    of_kind = reader.example_questions(filters=Filters(kind="video"))
    assert [asked.split()[-1] for asked in of_kind] == ["services?", "oil?"]
    assert [asked.split()[-1] for asked in reader.example_questions(filters=Filters(form="brief"))] == ["oil?"]
    assert reader.example_questions(filters=Filters(trend="Kites")) == ()


def test_the_values_of_filters_are_counted_in_the_generation_that_answers(tmp_path):
    reader = assistant(tmp_path, HARBOUR, EDITION_2025)
    choices = reader.filter_choices(Filters(edition="2024"))
    assert [(one.value, one.documents) for one in choices.edition] == [("2025", 1), ("2024", 1)]
    assert choices.passages == reader.search("ferry", limit=50, filters=Filters(edition="2024")).total


def test_each_of_two_questions_in_one_is_answered_and_the_open_one_named(harbour):
    both = harbour.ask("When does the ferry cross and does the lamp shine in fog?")
    assert both.outcome is Outcome.ANSWERED
    assert [citation.passage.section.id for citation in both.citations] == ["harbour#ferry", "harbour#lamp"]
    assert both.open == ()
    one = harbour.ask("When does the ferry cross and how did Southport pay for whales?")
    assert one.outcome is Outcome.ANSWERED
    assert [citation.passage.section.id for citation in one.citations] == ["harbour#ferry"]
    assert one.open == ("How did Southport pay for whales?",)
    assert one.missing == ("Southport",)


def test_two_names_that_no_passage_has_together_are_answered_apart(tmp_path):
    ports = [
        held(("h", name), ("p", f"The {name} ferry crosses at {hour}."), document_id=name.lower())
        for name, hour in (("Northport", "noon"), ("Southport", "six"))
    ]
    apart = assistant(tmp_path / "a", *ports).ask("When does the ferry cross in Northport and Southport?")
    assert [citation.passage.document.id for citation in apart.citations] == ["northport", "southport"]
    few = assistant(tmp_path / "c", *ports).ask("When does the ferry cross in Northport and Southport?", limit=1)
    assert ([quote.text for quote in few.quotes], len(few.hits)) == ([quote.text for quote in apart.quotes], 1)
    one = assistant(tmp_path / "b", *ports).ask("How does the ferry differ in Northport and Wellington?")
    assert [citation.passage.document.id for citation in one.citations] == ["northport"]
    assert (one.open, one.missing) == (("Wellington",), ("Wellington",))


def test_two_names_that_one_passage_has_together_are_not_taken_apart(tmp_path):
    both = held(("h", "Ferry"), ("p", "The ferry crosses from Northport to Southport at noon."))
    other = held(("h", "Northport"), ("p", "Northport has a ferry."), document_id="northport")
    answer = assistant(tmp_path, both, other).ask("When does the ferry cross between Northport and Southport?")
    assert answer.citations[0].passage.document.id == "doc"
    assert answer.open == ()


def test_whether_a_passage_has_both_names_does_not_hang_on_the_hits_that_are_wanted(tmp_path):
    near = held(("h", "Northport"), ("p", "The ferry ferry crosses at Northport."), document_id="near")
    both = held(("h", "Ferry"), ("p", "The ferry sails from Northport past Southport in fog."))
    other = held(("h", "Southport"), ("p", "The Southport ferry is new."), document_id="other")
    reader = assistant(tmp_path, near, both, other)
    many, one = (reader.ask("When does the ferry cross in Northport and Southport?", limit=limit) for limit in (10, 1))
    assert many.hits[0].passage.document.id == "near"
    assert [quote.text for quote in one.quotes] == [quote.text for quote in many.quotes]
