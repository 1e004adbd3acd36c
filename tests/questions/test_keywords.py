import pytest

from trendsqa.index.texts.lexical import tokenise
from trendsqa.questions.keywords import is_keywords


@pytest.mark.parametrize("typed", ["ferry timetable", "Lamp", "5G rollout Northport"])
def test_bare_words_are_keywords(typed):
    assert is_keywords(typed, tokenise(typed))


@pytest.mark.parametrize("typed", ["where is the ferry", "what about fog?", "", "?!", "a b c d e f g h the"])
def test_sentences_and_nothing_are_not(typed):
    assert not is_keywords(typed, tokenise(typed))
