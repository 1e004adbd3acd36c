from dataclasses import replace

import numpy as np
import pytest

from fakes.building import opened
from fakes.documents import document, held, source
from fakes.encoder import KeywordEncoder
from trendsqa.corpus.documents.held_document import hold
from trendsqa.corpus.source import Form
from trendsqa.retrieval.precedence import LOOKED_AT, own_words_first, own_words_of

ENCODER = KeywordEncoder("ferry")


@pytest.fixture(scope="module")
def passages(tmp_path_factory):
    """A passage of a report, one of another section of it, and one of a brief, by name."""
    report = held(("h", "Ferry"), ("p", "The ferry sails."), ("h", "Lamp"), ("p", "The lamp turns."))
    film = document(("h", "Film"), ("p", "Our account of a film."), document_id="film")
    brief = hold(source("film"), film, (Form.BRIEF,))
    index = opened(tmp_path_factory.mktemp("index"), report, brief, encoder=ENCODER)
    return {passage.section.title.lower(): passage for passage in index.table.passages([0, 1, 2])}


def order(passages, *names, links=("doc#ferry",)):
    ranked = [passages[name] for name in names]
    return [names[place] for place in own_words_first(ranked, lambda document_id: links)]


def test_the_section_that_links_to_a_brief_goes_before_it(passages):
    assert order(passages, "film", "lamp", "ferry") == ["ferry", "film", "lamp"]


def test_sections_that_do_not_link_to_it_stay_where_they_are(passages):
    assert order(passages, "film", "lamp") == ["film", "lamp"]
    assert order(passages, "ferry", "film", "lamp") == ["ferry", "film", "lamp"]
    assert order(passages, "film", "ferry", links=()) == ["film", "ferry"]


def test_a_section_far_behind_stays_there(passages):
    names = ["film", *["lamp"] * (LOOKED_AT - 1), "ferry"]
    assert order(passages, *names) == names


def test_a_section_that_is_a_brief_itself_gives_no_words_of_the_publisher(passages):
    other = replace(passages["ferry"], section=replace(passages["ferry"].section, form=Form.BRIEF))
    assert own_words_first([passages["film"], other], lambda document_id: ["doc#ferry"]) == [0, 1]


def test_a_brief_that_a_judge_finds_to_answer_better_stays_first(passages):
    ranked = [passages["film"], passages["ferry"]]
    assert own_words_first(ranked, lambda document_id: ["doc#ferry"], np.array([2.0, 0.0])) == [0, 1]
    assert own_words_first(ranked, lambda document_id: ["doc#ferry"], np.array([2.0, 1.0])) == [1, 0]


def test_a_judge_reads_the_sections_that_a_brief_is_about_where_it_reads_the_brief(passages):
    ranked = [passages[name] for name in ("film", "lamp", "ferry")]
    assert own_words_of(ranked, lambda document_id: ["doc#ferry"], 1) == [2]
    assert own_words_of(ranked, lambda document_id: [], 1) == []
    assert own_words_of(ranked[1:], lambda document_id: ["doc#ferry"], 2) == []
    assert own_words_of([ranked[1], *ranked], lambda document_id: ["doc#ferry"], 1) == []
