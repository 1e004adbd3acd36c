from fakes.building import opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.answering.selection import select
from trendsqa.retrieval.hit import Filters
from trendsqa.retrieval.searcher import Searcher, SignalWeights

ENCODER = KeywordEncoder("ferry", "lamp", "boat", "fog")


def selected(tmp_path, question, *documents, max_words=120):
    index = opened(tmp_path, *documents, encoder=ENCODER)
    searcher = Searcher(index, ENCODER, weights=SignalWeights(0.4, 0.4, 0.2), candidates=10)
    hits = searcher.search(question, limit=5, filters=Filters()).hits
    return [excerpt.text for excerpt in select(hits, blocks_of=index.table.blocks, max_words=max_words)]


def test_a_passage_that_fits_is_quoted_whole_with_its_list(tmp_path):
    doc = held(("h", "Ferry"), ("p", "Each ferry needs:"), ("li", "a ramp"), ("li", "a crew"))
    assert selected(tmp_path, "ferry", doc) == ["Ferry\n\nEach ferry needs:\n\na ramp\na crew"]


def test_a_long_passage_is_cut_to_the_blocks_around_the_closest_sentence(tmp_path):
    doc = held(
        ("h", "Log"), ("p", "One two three four five six."), ("p", "The lamp shone."),
        ("p", "Seven eight nine ten eleven."),
    )  # fmt: skip
    assert selected(tmp_path, "lamp", doc, max_words=9) == ["The lamp shone.\n\nSeven eight nine ten eleven."]


def test_the_same_words_in_two_places_are_quoted_once(tmp_path):
    first = held(("h", "Lamp"), ("p", "The lamp is bright."), document_id="a")
    second = held(("h", "Lamp"), ("p", "The lamp is bright."), document_id="b")
    assert selected(tmp_path, "lamp", first, second) == ["Lamp\n\nThe lamp is bright."]


def test_a_second_passage_nearly_as_good_is_quoted_too(tmp_path):
    north = held(("h", "North"), ("p", "The north ferry stops in fog."), document_id="north")
    south = held(("h", "South"), ("p", "The south ferry stops in fog."), document_id="south")
    other = held(("h", "Boats"), ("p", "The boat brings books."), document_id="boats")
    quotes = selected(tmp_path, "ferry fog", north, south, other)
    assert sorted(quotes) == ["North\n\nThe north ferry stops in fog.", "South\n\nThe south ferry stops in fog."]


def test_no_hits_give_no_excerpts():
    assert select((), blocks_of=lambda _: (), max_words=50) == ()
