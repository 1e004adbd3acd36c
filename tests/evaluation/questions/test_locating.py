"""Places of quotes as word positions, on texts short enough to count by hand."""

from hypothesis import given
from hypothesis import strategies as st

from trendsqa.evaluation.questions.locating import Extent, SourceTexts, enough_words, joined

FERRY = "# Ferries\n\nThe first ferry leaves at six. The last ferry leaves at ten.\n\nThe first ferry leaves at six."


def test_every_place_of_a_quote_is_found():
    target = SourceTexts({"a": FERRY, "b": "The first ferry leaves."}).locate("the **first ferry** leaves at six")
    assert target.places == (Extent("a", 1, 7), Extent("a", 13, 19))
    assert target.whole
    assert target.length == 6


def test_overlapping_places_are_all_found():
    assert SourceTexts({"a": "no no no"}).locate("no no").places == (Extent("a", 0, 2), Extent("a", 1, 3))


def test_a_quote_is_not_found_inside_a_longer_word():
    assert SourceTexts({"a": "seaferry leaves"}).locate("ferry leaves").places == ()


def test_a_quote_that_stands_only_in_part_is_matched_by_its_longest_run():
    target = SourceTexts({"a": FERRY}).locate("the last ferry leaves at noon sharp")
    assert target.places == (Extent("a", 7, 12),)
    assert not target.whole
    assert target.length == 7


def test_a_run_that_is_too_short_for_a_hit_has_no_place():
    assert SourceTexts({"a": FERRY}).locate("the last ferry sank in the bay").places == ()


def test_a_collection_without_texts_holds_no_quote():
    assert SourceTexts({}).locate("the last ferry").places == ()


def test_only_words_wholly_inside_the_characters_count():
    text = "one two three four"
    sources = SourceTexts({"a": text})
    assert sources.extent("a", 4, len(text)) == Extent("a", 1, 4)
    assert sources.extent("a", 5, 14) == Extent("a", 2, 3)
    assert sources.extent("a", 5, 6) == Extent("a", 2, 2)
    assert sources.extent("b", 0, 4) is None


def test_a_quote_is_verbatim_only_character_for_character():
    sources = SourceTexts({"a": FERRY})
    start = FERRY.index("The last")
    quote = "The last ferry leaves at ten."
    assert sources.is_verbatim("a", start, start + len(quote), quote) is True
    assert sources.is_verbatim("a", start + 1, start + 1 + len(quote), quote) is False
    assert sources.is_verbatim("a", start, start + len(quote), quote.lower()) is False
    assert sources.is_verbatim("b", start, start + len(quote), quote) is None


def test_extents_that_touch_or_overlap_are_joined():
    extents = [Extent("a", 8, 10), Extent("a", 0, 3), Extent("a", 3, 6), Extent("a", 5, 7), Extent("b", 7, 9)]
    assert joined(extents) == (Extent("a", 0, 7), Extent("a", 8, 10), Extent("b", 7, 9))


def test_enough_is_sixty_per_cent_rounded_up():
    assert [enough_words(length) for length in (1, 2, 3, 4, 5, 6, 10, 11)] == [1, 2, 2, 3, 3, 4, 6, 7]


@given(st.lists(st.sampled_from("ab"), max_size=25), st.lists(st.sampled_from("ab"), min_size=1, max_size=4))
def test_places_are_those_of_comparing_at_every_position(text, quote):
    found = SourceTexts({"t": " ".join(text)}).locate(" ".join(quote))
    everywhere = [i for i in range(len(text)) if text[i : i + len(quote)] == quote]
    assert [place.first for place in found.places if found.whole] == everywhere


@given(
    st.lists(st.sampled_from("abc"), max_size=25),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=8),
)
def test_the_part_found_is_as_long_as_the_longest_shared_run(text, quote):
    runs = [tuple(quote[i:j]) for i in range(len(quote)) for j in range(i + 1, len(quote) + 1)]
    standing = {tuple(text[i:j]) for i in range(len(text)) for j in range(i + 1, len(text) + 1)}
    longest = max((len(run) for run in runs if run in standing), default=0)
    target = SourceTexts({"t": " ".join(text)}).locate(" ".join(quote))
    expected = longest if longest * 10 >= len(quote) * 6 else 0
    assert max((place.end - place.first for place in target.places), default=0) == expected
