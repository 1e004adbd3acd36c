"""The one list of function words, and what reads which part of it."""

from trendsqa.index.texts.function_words import FUNCTION_WORDS, STOP_WORDS
from trendsqa.questions.follow_up.word_classes import AUXILIARIES, PREPOSITIONS, QUESTION_WORDS


def test_a_follow_up_takes_every_word_of_the_list_and_every_word_of_its_grammar():
    assert FUNCTION_WORDS > STOP_WORDS
    assert FUNCTION_WORDS > AUXILIARIES | PREPOSITIONS | QUESTION_WORDS


def test_a_search_keeps_what_only_a_follow_up_leaves_out():
    assert {"where", "how", "please", "using"} <= STOP_WORDS
    assert STOP_WORDS.isdisjoint({"within", "first", "today", "mean"})


def test_words_are_written_as_they_are_compared():
    assert not [word for word in FUNCTION_WORDS if word != word.lower() or "’" in word]
