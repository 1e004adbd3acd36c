"""Ranking measures on a harbour of our own, worked out on paper and by a naive second implementation."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.records import passage_record
from trendsqa.evaluation.measures.retrieval_metrics import (
    DEPTHS,
    RetrievalScore,
    RetrievalSummary,
    mean,
    score_ranking,
)
from trendsqa.evaluation.questions.locating import SourceTexts
from trendsqa.retrieval.hit import Hit

HARBOUR = {
    "harbour": (
        "The first ferry leaves at six in the morning.",
        "Tickets are sold on the quay:",
        "- adults pay four pounds;",
        "- children travel free with an adult.",
        "Dogs are welcome on the open deck.",
    ),
    "island": ("The lighthouse opens on Sunday.", "Dogs are not allowed in the lighthouse."),
}
TEXTS = {document_id: "\n\n".join(parts) for document_id, parts in HARBOUR.items()}
SOURCES = SourceTexts(TEXTS)


def hits(*places):
    """A ranking of (document, number) passages, best first."""
    return [
        Hit(rank, passage_record(document, number, text, TEXTS[document].index(text)), 1 / rank, (), ())
        for rank, (document, number) in enumerate(places, start=1)
        for text in [HARBOUR[document][number]]
    ]


def score(ranking, *quotes, need_all=False, sources=SOURCES):
    targets = [SOURCES.locate(quote) for quote in quotes]
    return score_ranking(ranking, targets, need_all=need_all, sources=sources)


FERRY = ("harbour", 0)
LEAD_IN, ADULTS, CHILDREN = (("harbour", number) for number in (1, 2, 3))
DOGS = ("harbour", 4)
LIGHTHOUSE, NO_DOGS = ("island", 0), ("island", 1)


def test_a_passage_that_holds_the_quote_hits_from_its_rank_on():
    found = score(hits(DOGS, LIGHTHOUSE, FERRY), "first ferry leaves at six")
    assert found.hits == (False, True, True, True)
    assert found.first_rank == 3
    assert found.reciprocal_rank == pytest.approx(1 / 3)


def test_sixty_per_cent_of_a_quote_in_one_run_is_a_hit_and_less_is_not():
    # "tickets are sold on the quay" are 6 words of these quotes; 60 % of 10 is 6, of 11 is 7.
    ten = "Tickets are sold on the quay: - adults pay four pounds"
    eleven = "Tickets are sold on the quay: - adults pay four pounds; - children"
    assert score(hits(LEAD_IN), ten).hits[0]
    assert not score(hits(LEAD_IN), eleven).hits[0]


def test_the_shared_run_must_stand_where_the_quote_stands():
    """The same words elsewhere in the source are not the place that answers."""
    # "Dogs are" and "the" stand in both; "dogs are welcome" only in the harbour.
    assert not score(hits(NO_DOGS), "Dogs are welcome").any_hits[-1]
    assert score(hits(NO_DOGS), "Dogs are not").any_hits[-1]


def test_words_repeated_at_another_place_do_not_count():
    texts = {"a": "red green blue white black\n\nred green blue"}
    sources = SourceTexts(texts)
    repeated = Hit(1, passage_record("a", 1, "red green blue", 28), 1.0, (), ())
    assert texts["a"][28:] == "red green blue"
    target = sources.locate("red green blue white black")
    assert not score_ranking([repeated], [target], need_all=False, sources=sources).hits[0]


def test_passages_that_follow_one_another_are_joined_in_any_order_of_rank():
    quote = "adults pay four pounds; children travel free with an adult"
    apart = score(hits(ADULTS, DOGS, CHILDREN), quote)
    assert apart.hits == (False, True, True, True)
    # The second bullet alone holds 6 of the 10 words, so by itself it is the first to hit.
    assert apart.first_rank == 3


def test_joining_makes_a_hit_that_no_passage_is_by_itself():
    quote = "on the quay: - adults pay four pounds; - children travel"
    both = score(hits(LEAD_IN, ADULTS), quote)
    assert both.hits == (False, True, True, True)
    assert both.first_rank is None


def test_passages_with_words_between_them_are_not_joined():
    quote = "sold on the quay: - adults pay four pounds; - children travel free"
    assert not score(hits(LEAD_IN, CHILDREN), quote).any_hits[-1]


def test_need_all_asks_for_every_gold_and_any_hit_for_one():
    both = ("first ferry leaves at six", "lighthouse opens on Sunday")
    found = score(hits(LIGHTHOUSE, DOGS, FERRY), *both, need_all=True)
    assert found.hits == (False, True, True, True)
    assert found.any_hits == (True, True, True, True)
    assert found.recalls == (0.5, 1.0, 1.0, 1.0)
    assert found.first_rank == 1


def test_one_gold_of_several_is_enough_without_need_all():
    found = score(hits(LIGHTHOUSE), "first ferry leaves at six", "lighthouse opens on Sunday")
    assert found.hits == (True, True, True, True)
    assert found.recalls == (0.5, 0.5, 0.5, 0.5)


def test_passages_after_the_tenth_count_for_nothing():
    ranking = hits(*([DOGS] * 10), FERRY)
    found = score(ranking, "first ferry leaves at six")
    assert not found.hits[-1]
    assert found.first_rank is None
    assert len(found.passage_words) == 10


def test_a_withheld_document_can_still_hold_a_whole_quote():
    """Without the document's text there is no place to compare, so only the whole quote counts."""
    nothing_at_hand = SourceTexts({})
    assert score(hits(FERRY), "first ferry leaves at six", sources=nothing_at_hand).hits[0]
    assert not score(hits(LEAD_IN), "Tickets are sold on the quay: - adults", sources=nothing_at_hand).hits[0]


def test_an_empty_ranking_scores_nothing():
    found = score([], "first ferry leaves at six")
    assert found.found == (0, 0, 0, 0)
    assert found.reciprocal_rank == 0.0


def test_a_summary_is_the_mean_over_questions():
    scores = [RetrievalScore(2, 2, (0, 1, 1, 2), 2, (10, 20)), RetrievalScore(1, 1, (1, 1, 1, 1), 1, (60,))]
    summary = RetrievalSummary.of(scores)
    assert summary.hit == (0.5, 0.5, 0.5, 1.0)
    assert summary.any_hit == (0.5, 1.0, 1.0, 1.0)
    assert summary.gold_recall == (0.5, 0.75, 0.75, 1.0)
    assert summary.mrr == pytest.approx(0.75)
    assert summary.passage_words == pytest.approx(30)


def test_a_summary_of_nothing_has_no_figures():
    assert RetrievalSummary.of([]) == RetrievalSummary((), (), (), None, None)
    assert mean([]) is None


def naive_found(words, passages, quote, depth):
    """Whether 60 % of ``quote`` in one run, at a place of the quote, lies within the top passages.

    ``passages`` are (start, end) positions. Positions are joined one by one, runs are tried one by one.
    """
    covered = {position for start, end in passages[:depth] for position in range(start, end)}
    places = [i for i in range(len(words) - len(quote) + 1) if words[i : i + len(quote)] == quote]
    runs = [(i, j) for i in range(len(quote)) for j in range(i + 1, len(quote) + 1) if 10 * (j - i) >= 6 * len(quote)]
    return any(all(place + at in covered for at in range(i, j)) for place in places for i, j in runs)


@st.composite
def cut_texts(draw):
    """A text of a few different words, cut into passages that are shuffled, and a quote from it."""
    words = draw(st.lists(st.sampled_from("abc"), min_size=4, max_size=30))
    cuts = sorted(draw(st.sets(st.integers(1, len(words) - 1), max_size=8)))
    edges = [0, *cuts, len(words)]
    passages = draw(st.permutations(list(pairwise(edges))))
    start = draw(st.integers(0, len(words) - 2))
    end = draw(st.integers(start + 1, len(words)))
    return words, passages, words[start:end]


@given(cut_texts())
def test_hits_are_those_of_trying_every_run_at_every_place(cut):
    words, passages, quote = cut
    text = " ".join(words)
    sources = SourceTexts({"t": text})
    ranking = [
        Hit(rank, passage_record("t", rank, text[2 * start : 2 * end - 1], 2 * start), 1.0, (), ())
        for rank, (start, end) in enumerate(passages, start=1)
    ]
    found = score_ranking(ranking, [sources.locate(" ".join(quote))], need_all=False, sources=sources)
    assert found.hits == tuple(naive_found(words, passages, quote, depth) for depth in DEPTHS)
    alone = [rank for rank, passage in enumerate(passages, 1) if naive_found(words, [passage], quote, 1)]
    assert found.first_rank == (alone[0] if alone and alone[0] <= 10 else None)
