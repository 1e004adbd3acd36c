"""Stored words among the letters of a page."""

import pytest

from trendsqa.pictures.word_matching import match_words


def found(text, page, quoted=None):
    """The letters of the page that are found for ``quoted``, by default for all of the text, and the share found."""
    start = text.index(quoted) if quoted else 0
    span = (start, start + len(quoted or text))
    matched = match_words(text, page)
    return "".join(page[number] for number in matched.within([span])), matched.share_found([span])


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("the harbour office", "the har-bouroffice"),
        ("the harbour office", "the har\ufffdbour office"),
        ("an efficient office", "an e\ufb03cient o\ufb03ce"),
        ("• Count the lamps", "\uf0b7 Count the lamps"),
        ("“Quoted” café", '"Quoted" cafe'),
        ("Naïve RÉSUMÉ", "naïve résumé"),
    ],
)
def test_words_are_found_however_they_were_cleaned(text, page):
    assert found(text, page)[1] == 1.0


def test_columns_in_another_order_than_the_file_draws_them_are_found():
    assert found("first column here second column there", "second column there first column here")[1] == 1.0


def test_words_that_stand_twice_are_found_where_the_words_around_them_are():
    page = "the lamp is bright. Elsewhere the mayor said the lamp is bright and new"
    matched = match_words("the mayor said the lamp is bright and new", page)
    assert min(matched.within([(15, 33)])) == page.index("the lamp is bright", 10)


def test_words_after_a_note_that_is_not_stored_are_found_behind_it_and_not_at_an_earlier_place():
    page = "the lamp is bright. The harbour report begins here 17 the lamp is bright"
    text = "The harbour report begins here the lamp is bright"
    matched = match_words(text, page)
    assert min(matched.within([(text.index("the lamp"), len(text))])) == page.rindex("the lamp")


def test_cells_of_a_table_are_found_near_each_other():
    assert found("Mill Lane weekly | 12 | 7", "a 12 b Mill Lane weekly 12 7")[1] == 1.0
    letters = match_words("Mill Lane weekly | 12 | 7", "a 12 b Mill Lane weekly 12 7").within([(19, 21)])
    assert letters == [24, 25]


def test_words_that_are_not_there_are_counted_as_missing():
    assert found("the lamp is bright and nobody noticed", "the lamp is bright")[1] == pytest.approx(4 / 7)


def test_other_words_are_not_found_letter_by_letter():
    letters, share = found("zebra crossings everywhere", "the quick brown fox jumps over a lazy dog")
    assert (letters, share) == ("", 0.0)


def test_no_words_are_not_found():
    assert match_words("• – •", "• – •").share_found([(0, 5)]) == 0.0
    assert match_words("", "").share_found([(0, 5)]) == 0.0
