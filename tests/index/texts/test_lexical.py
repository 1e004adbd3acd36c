from math import log

import numpy as np
import pytest

from trendsqa.index.texts.lexical import LexicalIndex, tokenise

TEXTS = ["The ferry carries cars", "The lamp is bright, the lamp is new", "Cars and buses and cars", ""]


def naive_bm25(query, texts, k1=1.2, b=0.75):
    """Robertson's formula with Lucene's idf, written out term by term."""
    tokens = [tokenise(text) or ["\x00"] for text in texts]
    average = sum(map(len, tokens)) / len(tokens)
    scores = []
    for own in tokens:
        score = 0.0
        for term in set(tokenise(query)):
            n = sum(term in other for other in tokens)
            frequency = own.count(term)
            idf = log(1 + (len(tokens) - n + 0.5) / (n + 0.5))
            score += idf * frequency / (frequency + k1 * (1 - b + b * len(own) / average)) if frequency else 0.0
        scores.append(score)
    return scores


@pytest.mark.parametrize("query", ["cars", "lamp", "ferry cars", "a bright new bus", "whale"])
def test_scores_equal_a_naive_bm25(query):
    scores = LexicalIndex.of(TEXTS).scores(tokenise(query))
    np.testing.assert_allclose(scores, naive_bm25(query, TEXTS), atol=1e-5)


def test_words_are_stemmed_and_stop_words_left_out():
    assert tokenise("What are the council's strategies for 5G?") == ["council", "strategi", "5g"]


def test_what_is_written_opens_with_the_same_scores(tmp_path):
    LexicalIndex.of(TEXTS).write(tmp_path / "lexical")
    opened = LexicalIndex.open(tmp_path / "lexical", len(TEXTS))
    np.testing.assert_allclose(opened.scores(tokenise("ferry cars")), naive_bm25("ferry cars", TEXTS), atol=1e-5)


def test_best_leaves_out_passages_without_a_shared_word():
    index = LexicalIndex.of(TEXTS)
    scores = index.scores(tokenise("cars"))
    assert index.best(scores, 10).tolist() == [2, 0]
    assert index.best(scores, 10, np.array([0, 1])).tolist() == [0]


def test_a_question_word_that_the_text_lacks_lowers_coverage_by_its_rarity():
    index = LexicalIndex.of(TEXTS)
    assert index.coverage(set(tokenise("ferry cars")), set(tokenise(TEXTS[0]))) == 1.0
    assert 0 < index.coverage(set(tokenise("ferry whale")), set(tokenise(TEXTS[0]))) < 0.5
    assert index.coverage(set(tokenise("the of")), set(tokenise(TEXTS[0]))) == 1.0


def test_a_word_is_known_in_any_of_its_forms():
    index = LexicalIndex.of(TEXTS)
    assert index.knows("carrying")
    assert index.knows("the")
    assert not index.knows("whale")
