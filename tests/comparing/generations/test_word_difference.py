"""What differs between two texts, word by word."""

import random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.comparing.generations.word_difference import (
    FREELY,
    IN_PART,
    NOT_AT_ALL,
    Showing,
    WordChange,
    differing_words,
)

TEXTS = st.lists(st.sampled_from(["the", "ferry", "leaves", "at", "noon", "\n"]), max_size=30).map(" ".join)


def test_a_change_shows_what_stood_there_what_stands_there_now_and_the_words_beside_it():
    found = differing_words("The ferry leaves at six on Sunday.", "The ferry leaves at noon on Sunday.", FREELY)
    assert (found.removed, found.added, found.places) == (1, 1, 1)
    assert found.shown == (WordChange("The ferry leaves at", "six", "noon", "on Sunday."),)


def test_white_space_alone_is_no_difference():
    assert differing_words("The  ferry\nleaves.", "The ferry leaves.", FREELY).places == 0


def test_every_place_is_counted_though_only_some_are_shown():
    before = " ".join(f"word{number} stays" for number in range(20))
    after = before.replace("word", "term")
    found = differing_words(before, after, Showing(context=1, run=2, changes=3))
    assert (found.places, len(found.shown)) == (20, 3)


def test_under_terms_that_allow_passages_no_long_run_is_shown():
    before, after = " ".join(f"a{n}" for n in range(100)), " ".join(f"b{n}" for n in range(100))
    (place,) = differing_words(before, after, IN_PART).shown
    assert place.removed == " ".join(f"a{n}" for n in range(12)) + " …"
    assert place.added == " ".join(f"b{n}" for n in range(12)) + " …"


def test_under_terms_that_allow_a_link_no_word_is_shown():
    found = differing_words("one two", "one three", NOT_AT_ALL)
    assert (found.removed, found.added, found.shown) == (1, 1, ())


def test_a_word_without_end_is_cut():
    (place,) = differing_words("", "x" * 5000, FREELY).shown
    assert len(place.added) < 100


@given(TEXTS, TEXTS)
def test_what_went_and_what_came_make_the_one_text_of_the_other(before, after):
    """What stayed is as long in both, and one text against itself differs nowhere."""
    found = differing_words(before, after, FREELY)
    assert len(before.split()) - found.removed == len(after.split()) - found.added >= 0
    assert (found.places == 0) == (before.split() == after.split())
    assert differing_words(before, before, FREELY).places == 0


def text(words, line=50):
    return "\n".join(" ".join(words[first : first + line]) for first in range(0, len(words), line))


def test_a_text_too_large_to_be_compared_word_by_word_is_compared_line_by_line_and_then_by_words():
    rng = random.Random(4)
    words = rng.choices([f"w{number}" for number in range(300)], k=100_000)
    changed = list(words)
    changed[70_007] = "changed"
    found = differing_words(text(words), text(changed), FREELY)
    assert (found.removed, found.added, found.places) == (1, 1, 1)
    assert found.shown[0].added == "changed"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["x"] * 20_000, ["x", "y"] * 20_000),
        (["x", "y"] * 10_000, ["y", "z", "x"] * 10_000),
        ([str(number) for number in range(100_000)], [str(number) for number in range(100_000, 0, -1)]),
    ],
)
@pytest.mark.parametrize("line", [1, 100, 1_000_000])
def test_texts_made_to_be_slow_are_counted_in_bounded_time(before, after, line):
    """Without the bound such texts take minutes and more; the limit here only tells the two apart."""
    began = perf_counter()
    found = differing_words(text(before, line), text(after, line), FREELY)
    assert len(before) - found.removed == len(after) - found.added >= 0
    assert perf_counter() - began < 60
