from dataclasses import replace

from fakes.building import asked, opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from fakes.span_reader import KeywordSpanReader
from trendsqa.answering.quoting.selection import select
from trendsqa.answering.quoting.span_reader import SpanReading
from trendsqa.retrieval.hit import JUDGE, UNREAD, Filters, ScorePart
from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights
from trendsqa.retrieval.searcher import Searcher

ENCODER = KeywordEncoder("ferry", "lamp", "boat", "fog")


def selected(tmp_path, question, *documents, max_words=120, reader=None, verdicts=None):
    """Words of the excerpts; ``verdicts`` are a judge's by a word of the passage."""
    index = opened(tmp_path, *documents, encoder=ENCODER)
    searcher = Searcher(index, model=RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2)), candidates=10)
    read = asked(index, question, ENCODER)
    hits = searcher.search(read, limit=8, filters=Filters()).hits
    if verdicts:
        hits = [judged(hit, verdicts) for hit in hits]
    spans = SpanReading(reader, passages=5).spans(question, hits) if reader else None
    excerpts = select(
        read,
        hits,
        blocks_of=index.table.blocks,
        passages_of=index.table.passages_of,
        max_words=max_words,
        spans=spans,
    )
    return [excerpt.text for excerpt in excerpts]


def judged(hit, verdicts):
    raw = next((verdict for word, verdict in verdicts.items() if word in hit.passage.text), UNREAD)
    return replace(hit, parts=(*hit.parts, ScorePart(JUDGE, raw, 0.0, 0.0)))


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
    assert select("ferry", (), blocks_of=lambda _: (), max_words=50) == ()


def test_a_list_that_answers_is_given_whole_even_where_it_is_long(tmp_path):
    items = [("li", f"one two lamp {number}") for number in range(4)]
    doc = held(("h", "Log"), ("p", "Before all that."), ("p", "Each lamp needs:"), *items, ("p", "Afterwards."))
    (quote,) = selected(tmp_path, "What are the lamp needs?", doc, max_words=12)
    assert quote.startswith("Each lamp needs:\n\none two lamp 0")
    assert quote.endswith("one two lamp 3")


def test_a_list_without_end_is_cut(tmp_path):
    items = [("li", f"one two lamp {number}") for number in range(9)]
    (quote,) = selected(tmp_path, "What are the lamp needs?", held(("h", "Log"), *items), max_words=10)
    assert len(quote.split()) <= 10


def test_a_roll_call_gives_one_line_from_each_place(tmp_path):
    padding = ("p", "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen.")
    places = [
        held(("h", name), ("p", f"{name} runs a ferry in fog."), padding, document_id=name.lower())
        for name in ("North", "South", "East")
    ]
    quotes = selected(tmp_path, "Which towns run a ferry in fog?", *places, max_words=60)
    assert sorted(quotes) == [f"{name}\n\n{name} runs a ferry in fog." for name in ("East", "North", "South")]


def test_a_question_for_words_said_gets_them_with_the_speaker(tmp_path):
    doc = held(
        ("h", "Lamp"), ("p", "The lamp is old."), ("q", "“The lamp saved us.”"), ("p", "Ada Moor, pilot at Northport"),
        ("p", "The lamp is oiled daily."),
    )  # fmt: skip
    quotes = selected(tmp_path, "Who said the lamp saved them?", doc)
    assert quotes == ["“The lamp saved us.”\n\nAda Moor, pilot at Northport"]


def test_a_comparison_quotes_both_sides(tmp_path):
    ferry = held(("h", "Ferry"), ("p", "The ferry stops in fog."), document_id="ferry")
    lamp = held(("h", "Lamp"), ("p", "The lamp burns."), document_id="lamp")
    boat = held(("h", "Boat"), ("p", "The boat stops in fog and the ferry boat too."), document_id="boat")
    quotes = selected(tmp_path, "What is the difference between a ferry and a lamp?", ferry, boat, lamp)
    assert sorted(quotes) == ["Ferry\n\nThe ferry stops in fog.", "Lamp\n\nThe lamp burns."]


def test_a_quote_that_ends_with_a_lead_in_is_followed_by_what_it_leads_into(tmp_path):
    """A quotation and what stands below it are kept together as far as there is room in a passage."""
    said = " ".join(f"word{number}" for number in range(26))
    items = [("p", f"item {number} has quite a few words of its own") for number in range(4)]
    doc = held(("h", "Lamp"), ("q", said), ("p", "The lamp of the ferry needs these four things here:"), *items)
    quotes = selected(tmp_path, "lamp ferry", doc, max_words=80)
    assert quotes[0].endswith("these four things here:")
    assert quotes[1].startswith("item 0 has")


def test_words_about_something_else_do_not_answer_who_said_it(tmp_path):
    doc = held(
        ("h", "Lamp"), ("p", "The lamp turns in fog."), ("q", "“We love our boat.”"), ("p", "Ann Ree, keeper of boats"),
    )  # fmt: skip
    (quote,) = selected(tmp_path, "Who said that the lamp turns in fog?", doc, max_words=8)
    assert quote.startswith("Lamp\n\nThe lamp turns in fog.")


def test_without_a_span_nothing_changes(tmp_path):
    doc = held(("h", "Log"), ("p", "One two three."), ("p", "The lamp shone."), ("h", "Boat"), ("p", "The boat lamp."))
    plain = selected(tmp_path / "a", "lamp", doc)
    assert selected(tmp_path / "b", "lamp", doc, reader=KeywordSpanReader(nowhere=1.0)) == plain
    assert selected(tmp_path / "c", "lamp", doc, reader=KeywordSpanReader(boat=-1.0)) == plain


def test_the_block_that_a_reader_points_at_counts_as_the_closest(tmp_path):
    doc = held(("h", "Log"), ("p", "One two three four."), ("p", "The lamp shone."), ("p", "Ann lit it at dusk."))
    assert selected(tmp_path / "a", "lamp", doc, max_words=6) == ["The lamp shone."]
    reader = KeywordSpanReader(dusk=1.0)
    assert selected(tmp_path / "b", "lamp", doc, max_words=6, reader=reader) == ["Ann lit it at dusk."]


def test_the_passage_with_the_best_span_is_quoted_first_and_the_others_in_their_order(tmp_path):
    doc = held(
        ("h", "Lamp"), ("p", "The lamp."), ("h", "Quay"), ("p", "A lamp and a boat."),
        ("h", "All"), ("p", "A lamp, a boat, a ferry."),
    )  # fmt: skip
    plain = selected(tmp_path / "a", "lamp boat ferry", doc)
    assert plain[0].startswith("All")
    first = selected(tmp_path / "b", "lamp boat ferry", doc, reader=KeywordSpanReader(Lamp=1.0, Quay=2.0, All=0.5))
    assert [quote.split()[0] for quote in first][:2] == ["Quay", "All"]


def test_a_passage_that_scores_far_below_the_best_is_no_measure_for_further_ones(tmp_path):
    """What is nearly as good is measured by the best score, not by that of the passage which a reader put first."""
    doc = held(
        ("h", "Near"), ("p", "The lamp and the ferry."), ("h", "Middle"), ("p", "The lamp of a boat in fog."),
        ("h", "Far"), ("p", "Ann lit it at dusk."),
    )  # fmt: skip
    assert selected(tmp_path / "a", "lamp ferry", doc) == ["Near\n\nThe lamp and the ferry."]
    quotes = selected(tmp_path / "b", "lamp ferry", doc, reader=KeywordSpanReader(dusk=1.0))
    assert quotes == ["Far\n\nAnn lit it at dusk.", "Near\n\nThe lamp and the ferry."]


def test_a_list_that_a_reader_points_into_is_given_whole(tmp_path):
    doc = held(
        ("h", "Lamp"), ("p", "The lamp lamp."), ("p", "Before fog check:"), ("li", "the wick"), ("li", "the oil"),
    )  # fmt: skip
    quotes = selected(tmp_path, "What are the lamp steps?", doc, reader=KeywordSpanReader(oil=1.0))
    assert quotes == ["Before fog check:\n\nthe wick\nthe oil"]


def test_words_said_are_still_found_where_a_reader_points_elsewhere(tmp_path):
    doc = held(
        ("h", "Lamp"), ("p", "The lamp is old."), ("q", "“The lamp saved us.”"), ("p", "Ada Moor, pilot at Northport"),
    )  # fmt: skip
    quotes = selected(tmp_path, "Who said the lamp saved them?", doc, reader=KeywordSpanReader(old=1.0))
    assert quotes == ["“The lamp saved us.”\n\nAda Moor, pilot at Northport"]


def test_what_a_passage_leads_into_is_given_whole_from_the_next_one(tmp_path):
    before = " ".join(["word"] * 25)
    items = [("p", f"Item {number} of it stands by itself here.") for number in range(4)]
    doc = held(("h", "Log"), ("p", f"{before}."), ("p", "There are four things that a lamp needs:"), *items)
    lead, listed = selected(tmp_path, "Which four things does a lamp need?", doc, max_words=40)
    assert lead == "There are four things that a lamp needs:"
    assert listed.startswith("Item 0 of it")
    assert listed.endswith("Item 3 of it stands by itself here.")


PORTS = [
    held(("h", name), ("p", f"{name} runs a ferry ferry."), ("p", "It is old. " * 9), document_id=name.lower())
    for name in ("North", "South", "East", "West", "Upper", "Lower", "Outer")
]


def test_what_the_judge_holds_for_an_answer_is_quoted_before_a_first_hit_that_it_holds_for_none(tmp_path):
    near = held(("h", "Near"), ("p", "The lamp of the ferry."), document_id="near")
    far = held(("h", "Far"), ("p", "Ann lit the lamp at dusk."), document_id="far")
    for folder, verdicts, first in (
        ("a", {"ferry": -2.0, "dusk": 0.5}, "Far"),
        ("b", {"ferry": -1.0, "dusk": 0.5}, "Near"),  # not far enough apart
        ("c", {"ferry": 0.5, "dusk": 3.0}, "Near"),  # both answer
        ("d", {"ferry": -4.0, "dusk": -1.0}, "Near"),  # none answers
    ):
        quotes = selected(tmp_path / folder, "lamp ferry", near, far, verdicts=verdicts)
        assert quotes[0].split()[0] == first, folder


def test_a_list_that_no_passage_holds_is_gathered_from_those_that_may_answer_best_first(tmp_path):
    verdicts = {"North": 2.0, "South": -0.5, "East": 1.0, "West": -3.0}
    quotes = selected(tmp_path / "a", "What are the ferry examples?", *PORTS[:4], max_words=60, verdicts=verdicts)
    assert sorted(quote.split()[0] for quote in quotes) == ["East", "North", "South"]
    assert [quote.split()[0] for quote in quotes[1:]] == [
        name for name in ("North", "East", "South") if name != quotes[0].split()[0]
    ]
    south = verdicts | {"South": -3.0}
    two = selected(tmp_path / "b", "What are the ferry examples?", *PORTS[:3], max_words=40, verdicts=south)
    assert len(two[0].split()) > 30  # where two answer, the first has more than half of the room
    many = selected(tmp_path / "c", "What are the ferry examples?", *PORTS, max_words=60, verdicts={"ferry": 1.0})
    assert len(many) == len(PORTS)


def test_words_said_in_a_passage_that_the_judge_finds_no_worse_than_the_first_are_found(tmp_path):
    plain = held(("h", "Near"), ("p", "Who said it of the lamp lamp and the ferry."), document_id="near")
    said = held(("h", "Far"), ("q", "“The lamp saved us.”"), ("p", "Ada Moor, pilot at Northport"), document_id="far")
    question = "Who said it of the lamp and the ferry?"
    for folder, verdict, first in (("a", -1.5, "Far"), ("b", -2.5, "Near")):
        verdicts = {"Near": -2.0, "Far": verdict}
        quotes = selected(tmp_path / folder, question, plain, said, verdicts=verdicts)
        assert quotes[0].split()[0] == first, folder
