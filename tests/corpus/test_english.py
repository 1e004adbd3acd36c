import pytest

from trendsqa.corpus.english import is_english


@pytest.mark.parametrize(
    "word", ["phishing", "lorries", "wording", "mould", "visualisations", "organising", "behaviours"]
)
def test_a_word_is_known_in_british_spelling_and_in_the_plural(word):
    assert is_english(word)


@pytest.mark.parametrize("word", ["harbuor", "recuriting", "tecnology", "servces"])
def test_a_slip_is_no_word(word):
    assert not is_english(word)
