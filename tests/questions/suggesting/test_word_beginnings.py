import pytest

from trendsqa.questions.suggesting.word_beginnings import WordBeginnings, folded, words_of

TEXTS = ("harnessing data", "data for harbours", "the lamp", "it's a lamp's light")


@pytest.fixture(scope="module")
def beginnings():
    return WordBeginnings(TEXTS)


def found(places):
    return [TEXTS[place] for place in places]


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (["dat"], ["harnessing data", "data for harbours"]),
        (["har", "dat"], ["harnessing data", "data for harbours"]),
        (["dat", "harn"], ["harnessing data"]),
        (["data"], ["harnessing data", "data for harbours"]),
        (["lamp's"], ["it's a lamp's light"]),
        (["ata"], []),
        (["zebra"], []),
        ([], []),
    ],
)
def test_each_word_begins_some_word_in_any_order(beginnings, words, texts):
    assert found(beginnings.with_words(words)) == texts


def test_texts_are_found_by_how_they_begin(beginnings):
    assert found(beginnings.beginning_with("harnessing d")) == ["harnessing data"]
    assert found(beginnings.beginning_with("data")) == ["data for harbours"]


def test_a_word_begins_or_does_not(beginnings):
    assert beginnings.begins("lam")
    assert not beginnings.begins("lamb")


def test_words_are_counted_by_the_texts_that_have_them(beginnings):
    assert beginnings.counts["data"] == 2


def test_case_spaces_and_apostrophes_do_not_matter():
    assert folded("  It’s   DATA\n") == "it's data"


def test_words_are_told_once_without_punctuation():
    assert words_of("data, data: 2024 – it's") == ["data", "2024", "it's"]


def test_an_index_of_nothing_finds_nothing():
    empty = WordBeginnings(())
    assert not empty.begins("a")
    assert [*empty.with_words(["a"]), *empty.beginning_with("a")] == []
