import pytest

from documents.reading_aloud import lines, read
from trendsqa.corpus.readers.numerals import numeral


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("lowerLetter", "a b z aa bb zz 0"),
        ("upperLetter", "A B Z AA BB ZZ 0"),
        ("a", "a b z aa ab az 0"),
        ("A", "A B Z AA AB AZ 0"),
        ("lowerRoman", "i ii xxvi xxvii xxviii lii 0"),
        ("I", "I II XXVI XXVII XXVIII LII 0"),
        ("ordinal", "1st 2nd 26th 27th 28th 52nd 0"),
        ("decimalZero", "01 02 26 27 28 52 0"),
        ("cardinalText", "One Two 26 27 28 52 0"),
        ("1", "1 2 26 27 28 52 0"),
    ],
)
def test_numbers_are_shown_in_the_form_of_their_list(form, shown):
    """Letters go on after z as the format says, and a number that a form cannot show stands in figures."""
    assert [numeral(number, form) for number in (1, 2, 26, 27, 28, 52, 0)] == shown.split()


def test_a_number_above_the_roman_ones_stands_in_figures():
    """Nothing is written above 3999."""
    assert (numeral(3999, "upperRoman"), numeral(4000, "upperRoman")) == ("MMMCMXCIX", "4000")


@pytest.mark.parametrize(
    ("opening", "second", "shown"),
    [
        ("<ol>", "<li>", "1. 2. 3."),
        ("<ol type=a>", "<li>", "a. b. c."),
        ("<ol type=A start=26>", "<li>", "Z. AA. AB."),
        ("<ol type=i>", "<li>", "i. ii. iii."),
        ("<ol type=I start=9>", "<li>", "IX. X. XI."),
        ("<ol type=i>", "<li value=9>", "i. ix. x."),
        ("<ol type=a reversed>", "<li>", "c. b. a."),
        ("<ol reversed>", "<li value=9>", "3. 9. 8."),
        ("<ol style='list-style-type: lower-roman'>", "<li>", "i. ii. iii."),
        ("<ol style='margin: 0; list-style: inside upper-alpha'>", "<li>", "A. B. C."),
        ("<ol type=i start=0>", "<li>", "0. i. ii."),
        ("<ol type=lowerRoman>", f"<li value={'9' * 5000}>", "1. 2. 3."),
    ],
)
def test_a_page_shows_the_numbers_of_its_lists_in_their_form(opening, second, shown):
    """An item has the letter or Roman numeral that a browser shows before it."""
    page = f"<main><h1>Pool</h1>{opening}<li>one</li>{second}two</li><li>three</li></ol></main>"
    assert [line.split()[2] for line in lines(read(page, "a.html"))[1:]] == shown.split()
