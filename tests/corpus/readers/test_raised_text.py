"""Raised text is read alike in all formats that say what is raised."""

import pytest

from documents.docx_package import WordFile, paragraph, run
from documents.reading_aloud import lines, read
from trendsqa.corpus.readers.raised_text import spell_lowered, spell_raised

UP = '<w:vertAlign w:val="superscript"/>'
CASES = [
    ("a fee of £4", "2", " a day", "a fee of £4 [2] a day"),
    ("a fee of £4", "2", "per day", "a fee of £4 [2] per day"),
    ("costs £3.5m", "2", " a year", "costs £3.5m [2] a year"),
    ("costs £4 m", "2", " now", "costs £4 m [2] now"),
    ("costs €2.5bn", "3", " now", "costs €2.5bn [3] now"),
    ("costs 50p", "2", " now", "costs 50p [2] now"),
    ("costs £7", "50", " now", "costs £7⁵⁰ now"),
    ("£5 + £4", "1", " each", "£5 + £4 [1] each"),
    ("costs £4", "1", "/week", "costs £4 [1]/week"),
    ("a path of 20 metres", "2", " or so", "a path of 20 metres² or so"),
    ("a plot of 12 m", "2", " each", "a plot of 12 m² each"),
    ("at £5/m", "2", " of land", "at £5/m² of land"),
    ("40cm", "3", " of sand", "40cm³ of sand"),
    ("open until 10 pm", "2", " daily", "open until 10 pm [2] daily"),
    ("a walk of 12 km", "4", " or so", "a walk of 12 km [4] or so"),
    ("take part in", "2", " now", "take part in [2] now"),
    ("a pipe of 5 in", "2", " now", "a pipe of 5 in² now"),
    ("some 10", "6", " cells", "some 10⁶ cells"),
    ("some 3 × 10", "-9", " cells", "some 3 × 10⁻⁹ cells"),
    ("so (a+b)", "2", " is", "so (a+b)² is"),
    ("so E = mc", "2", " is", "so E = mc² is"),
    ("so x", "2", " is", "so x² is"),
    ("so x", "n", " is", "so xⁿ is"),
    ("so x", "a", " is", "so xᵃ is"),
    ("the year (2024-25)", "1", " was", "the year (2024-25) [1] was"),
    ("the year 2024/25", "1", " was", "the year 2024/25 [1] was"),
    ("the year 2024", "1", "/25 was", "the year 2024 [1]/25 was"),
    ("income and/or", "2", " rent", "income and/or [2] rent"),
    ("2", "8", " = 256", "2⁸ = 256"),
    ("dated by ", "14", "C", "dated by ¹⁴C"),
    ("the word", "a", " here", "the word [a] here"),
    ("over 7%", "b", " here", "over 7% [b] here"),
    ("the UK", "c", " here", "the UK [c] here"),
    ("in 2023", "a, b", " here", "in 2023 [a, b] here"),
    ("in 2023", "1a", " here", "in 2023 [1a] here"),
    ("all of 8", "3–5", " here", "all of 8 [3–5] here"),
    ("the 3", "e", " here", "the 3ᵉ here"),
    ("the 21", "st", " of May", "the 21st of May"),
    ("N", "o", " 4 here", "No 4 here"),
    ("at 16", "o", "C now", "at 16ºC now"),
    ("about 3", "1", "/2 hours", "about 3 1/2 hours"),
    ("about 3", "1", "⁄4 hours", "about 3 1⁄4 hours"),
    ("about 3", "1/2", " hours", "about 3 1/2 hours"),
    ("about ", "3", "/4 of it", "about 3/4 of it"),
    ("Brand", "TM", " here", "Brand TM here"),
]


@pytest.mark.parametrize(("before", "raised", "after", "shown"), CASES)
def test_raised_text_is_spelt_alike_in_html_word_and_markdown(before, raised, after, shown):
    """A mark never joins the figure before it, and powers, fractions and ordinals stay what they are."""
    marked = f"{before}<sup>{raised}</sup>{after}"
    word = WordFile(body=paragraph(before, run(raised, UP), after)).saved()
    assert lines(read(f"<main><h1>Pool</h1><p>{marked}</p></main>", "a.html"))[1:] == [f"paragraph: {shown}"]
    assert lines(read(marked, "a.md")) == [f"paragraph: {shown}"]
    assert lines(read(word, "a.docx")) == [f"paragraph: {shown}"]


def test_a_language_with_raised_ordinals_keeps_them():
    """A raised letter after a figure is an ordinal in some languages, and a note's mark in others."""
    assert spell_raised("a", "1", " planta", "es-ES") == "a"
    assert spell_raised("a", "1", " floor", "en-GB") == " [a]"


def test_spaces_beside_raised_text_stay():
    """White space that is raised too parts words as any other."""
    assert spell_raised(" 2 ", "£4", "a") == " [2] "
    assert spell_raised(" ", "£4") == " "


def test_a_lowered_figure_joins_no_other():
    """A lowered figure is plain beside letters only."""
    assert spell_lowered("2", "CO") == "2"
    assert (spell_lowered("10", "log", "5"), spell_lowered("2", "log10")) == ("₁₀", "₂")


def test_a_long_text_before_a_figure_costs_nothing():
    """A power is decided by the last words, however long the paragraph is."""
    assert spell_raised("2", "(1+" * 200_000 + "1)") == "²"
