"""Answers scored on a harbour of our own, worked out on paper."""

from dataclasses import replace

import pytest

from fakes.assistant import on_paper
from trendsqa.answering.answer import Citation, Quote
from trendsqa.evaluation.measures.answer_metrics import AnswerScore, AnswerSummary, score_answer
from trendsqa.evaluation.questions.locating import SourceTexts
from trendsqa.evaluation.questions.question import Gold, GoldQuestion

PASSAGES = ("The first ferry leaves at six in the morning.", "Dogs are welcome on the open deck.")
SOURCES = SourceTexts({"harbour": "\n\n".join(PASSAGES)})


def question(*quotes, points=(), need_all=False):
    gold = tuple(Gold("", quote) for quote in quotes)
    return GoldQuestion("q", "factoid", (), "When does the first ferry leave?", bool(gold), gold, need_all, points)


def scored(answer, asked, sources=SOURCES):
    return score_answer(answer, asked, [sources.locate(gold.quote) for gold in asked.gold], sources)


def ask(words, **options):
    return on_paper({"harbour": PASSAGES}, **options).ask(words)


def with_quotes(answer, texts):
    """The same answer made of other pieces of its one citation's document, each cited by its own offsets."""
    text = "\n\n".join(PASSAGES)
    whole = replace(answer.citations[0].passage, char_start=0, char_end=len(text), text=text)
    starts = [text.index(piece) for piece in texts]
    pieces = list(enumerate(zip(texts, starts, strict=True), start=1))
    return replace(
        answer,
        citations=tuple(Citation(n, whole, start, start + len(piece), None) for n, (piece, start) in pieces),
        quotes=tuple(Quote(piece, n, ()) for n, (piece, _) in pieces),
    )


def test_an_answer_is_credited_with_its_points_quotes_and_length():
    asked = question("first ferry leaves at six", "the moon is full", points=("leaves at six", "leaves at 7"))
    assert scored(ask("first ferry"), asked) == AnswerScore(
        answered=True,
        points=2,
        points_found=1,
        golds=2,
        needed=1,
        golds_held=1,
        golds_hit=1,
        words=9,
        quotes=1,
        quotes_checked=1,
        quotes_verbatim=1,
    )


def test_an_abstention_scores_nothing():
    found = scored(ask("purple elephants"), question("first ferry leaves at six", points=("leaves at six",)))
    assert not found.answered
    assert (found.points_found, found.golds_held, found.golds_hit, found.words, found.quotes) == (
        0,
        0,
        0,
        0,
        0,
    )


def test_most_of_a_quote_is_a_hit_but_is_not_held():
    gold = "first ferry leaves at six in the morning. Dogs are"
    found = scored(ask("first ferry"), question(gold))
    assert (found.golds_hit, found.golds_held) == (1, 0)


def test_pieces_that_follow_one_another_in_the_source_hold_a_quote_together_in_any_order():
    pieces = ["six in the morning.", "The first ferry leaves at"]
    found = scored(with_quotes(ask("first ferry"), pieces), question("ferry leaves at six in the morning"))
    assert found.golds_held == 1
    assert found.quotes_verbatim == 2


def test_need_all_needs_every_gold():
    found = scored(ask("first ferry"), question("first ferry", "welcome on the open deck", need_all=True))
    assert (found.needed, found.golds_held, found.gold_share) == (2, 1, 0.5)


def test_a_citation_whose_offsets_are_wrong_is_not_verbatim():
    found = scored(ask("first ferry", quote_shift=1), question("first ferry"))
    assert (found.quotes_checked, found.quotes_verbatim) == (1, 0)


def test_a_quote_that_differs_from_its_citation_is_not_verbatim():
    answer = ask("first ferry")
    altered = replace(answer, quotes=(Quote("The first bus leaves.", 1, ()),))
    unresolved = replace(answer, citations=())
    assert scored(altered, question("first ferry")).quotes_verbatim == 0
    assert scored(unresolved, question("first ferry")).quotes_verbatim == 0


def test_a_quote_from_a_withheld_text_is_not_checked():
    found = scored(ask("first ferry"), question("first ferry"), SourceTexts({}))
    assert (found.quotes, found.quotes_checked, found.quotes_verbatim) == (1, 0, 0)
    assert found.golds_held == 1


def score_of(**given):
    blank = dict.fromkeys(AnswerScore.__slots__, 0)
    return AnswerScore(**{**blank, "answered": True, "needed": 1, **given})


def test_a_summary_counts_abstentions_as_zero_but_not_in_the_length():
    summary = AnswerSummary.of(
        [
            score_of(points=2, points_found=1, golds=1, golds_held=1, golds_hit=1, words=10, quotes=1),
            score_of(points=4, points_found=4, golds=2, needed=2, golds_held=1, golds_hit=2, words=40, quotes=4),
            score_of(points=1, golds=1, answered=False),
            score_of(words=100, quotes=1),
        ]
    )
    assert summary.point_recall == pytest.approx((0.5 + 1 + 0) / 3)
    assert summary.holds_any == pytest.approx(2 / 3)
    assert summary.holds_needed == pytest.approx(1 / 3)
    assert summary.gold_share == pytest.approx((1 + 0.5 + 0) / 3)
    assert summary.hits_any == pytest.approx(2 / 3)
    assert summary.hits_needed == pytest.approx(2 / 3)
    assert summary.words_median == pytest.approx(40)
    assert summary.words_mean == pytest.approx(50)
    assert summary.quotes_mean == pytest.approx(2)
    assert (summary.quotes, summary.quotes_checked, summary.verbatim) == (6, 0, None)


def test_the_verbatim_share_is_of_the_quotes_that_were_checked():
    summary = AnswerSummary.of([score_of(quotes=5, quotes_checked=4, quotes_verbatim=3)])
    assert summary.verbatim == pytest.approx(0.75)


def test_more_quotes_than_needed_are_no_more_than_whole():
    assert score_of(golds=3, needed=1, golds_held=2).gold_share == pytest.approx(1.0)


def test_a_question_without_points_takes_no_part_in_their_recall():
    assert AnswerSummary.of([score_of(golds=1)]).point_recall is None
