from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.building import opened
from fakes.documents import document, held
from fakes.encoder import KeywordEncoder
from trendsqa.chunking.packing import pack
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.index.build.made_questions import MOST_QUESTIONS, made_questions
from trendsqa.index.generations.vector_kind import VectorKind


def asked(*blocks, trend="", facet="", path=None):
    """The questions of a document's first passage; trend, facet and heading path are those of its last section."""
    doc = document(*blocks)
    place = replace(doc.sections[-1], trend=trend, facet=facet, heading_path=path or doc.sections[-1].heading_path)
    doc = replace(doc, sections=(*doc.sections[:-1], place))
    passages = pack(doc, count_tokens=lambda text: len(text.split()), max_tokens=100)
    return made_questions(doc, passages[-1])


def test_trend_and_facet_give_the_questions_that_the_section_is_for():
    questions = asked(("h", "Risks"), ("p", "Fog hides the rocks."), trend="Harbour lights", facet="risks")
    assert "What are the risks and challenges of harbour lights?" in questions


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Risks and challenges", "What are the risks and challenges of foghorns?"),
        ("Getting started", "Where should we start with foghorns?"),
        ("Further reading", "What guidance is there on foghorns?"),
        ("Next steps", "What comes next in foghorns?"),
    ],
)
def test_outside_the_grid_a_heading_in_everyday_words_says_the_facet(heading, question):
    assert question in asked(("h", heading), ("p", "Read on."), path=("Foghorns", heading))


def test_an_organisation_and_its_project_are_asked_for_by_name():
    questions = asked(("h", "Skerry Council: Lamp watch (video)"), ("p", "A film."), trend="Night safety")
    assert "What has Skerry Council done about night safety?" in questions
    assert "What is Lamp watch about?" in questions


def test_a_title_with_a_colon_is_no_organisation():
    assert not any("done about" in question for question in asked(("h", "Fog: a history"), ("p", "It was thick.")))


def test_a_publisher_of_guidance_is_asked_what_it_published():
    questions = asked(("h", "Pilot Association"), ("p", "A manual."), trend="Night safety", facet="guidance")
    assert "What has Pilot Association published on night safety?" in questions


def test_a_heading_that_asks_is_taken_as_it_is():
    assert asked(("h", "3. Who keeps the lamp?"), ("p", "The keeper does."))[0] == "Who keeps the lamp?"


def test_a_year_in_a_heading_is_no_numbering():
    assert "What should we know about 2031 forecasts?" in asked(
        ("h", "Log"), ("p", "x"), ("h", "2031 forecasts"), ("p", "Fog.")
    )


@pytest.mark.parametrize("kind", ["q", "p"])
def test_a_speaker_is_asked_for_by_name_role_and_words(kind):
    questions = asked(
        ("h", "Lamps"),
        (kind, "“Our keepers sleep at last, and the lamp never fails.”"),
        ("p", "Ida Lund, harbour master, Skerry Council"),
    )
    assert "What does Ida Lund say about doc?" in [question.replace("lamps", "doc") for question in questions]
    assert any(question.startswith("What does the harbour master say about") for question in questions)
    assert "Who said that our keepers sleep at last?" in questions


def test_a_paragraph_after_a_quotation_is_no_speaker():
    questions = asked(("h", "Lamps"), ("q", "“All is well.”"), ("p", "the keepers went home and slept."))
    assert not any("say about" in question for question in questions)


def test_a_list_is_asked_for_by_its_lead_in():
    questions = asked(
        ("h", "Lamps"),
        ("p", "It was late. There are three colours of lamp to choose from:"),
        ("li", "Red"),
        ("li", "Green"),
    )
    assert "What are the three colours of lamp to choose from?" in questions


@pytest.mark.parametrize("lead_in", ["Consider the weather first:", "The lamp will be lit by two people:"])
def test_a_lead_in_that_names_no_things_gives_no_question(lead_in):
    assert not any("What are" in one for one in asked(("h", "Lamps"), ("p", lead_in), ("li", "Red"), ("li", "Green")))


def test_no_passage_has_more_questions_than_it_may_and_none_twice():
    sentences = [f"Skerry{chr(97 + n)} Council launched a lamp no. {n}." for n in range(12)]
    questions = asked(("h", "Lamps"), *(("p", sentence) for sentence in sentences))
    assert len(questions) == len({question.casefold() for question in questions}) == MOST_QUESTIONS


@given(
    st.lists(st.tuples(st.sampled_from(["p", "q", "li"]), st.text(min_size=1, max_size=120)), min_size=1, max_size=5)
)
def test_whatever_a_document_says_its_questions_are_few_whole_and_always_the_same(blocks):
    said = [(kind, f"x {words} x") for kind, words in blocks]
    questions = asked(("h", "Lamps"), *said)
    assert questions == asked(("h", "Lamps"), *said)
    assert len(questions) <= MOST_QUESTIONS
    assert all(question.endswith("?") and question == " ".join(question.split()) for question in questions)


def test_a_generation_keeps_made_and_curated_questions_apart(tmp_path):
    lamps = held(("h", "Lamps"), ("p", "Skerry Council launched a lamp."))
    lamps = replace(lamps, bank=(BankEntry("doc", "doc#lamps", None, ("Is it bright?",)),))
    generation = opened(tmp_path, lamps, encoder=KeywordEncoder("lamp"))
    counts = generation.generation.counts
    curated, made = (generation.vectors[kind] for kind in (VectorKind.QUESTIONS, VectorKind.MADE_QUESTIONS))
    assert counts.questions == len(curated.index) == 1
    assert counts.made_questions == len(made.index) == made.bounds[-1] > 1
    assert generation.table.passages([0])[0].text == "Lamps\n\nSkerry Council launched a lamp."
