"""Words of a PDF page, however its letters are drawn."""

import pytest

from documents.pdf_building import Words, build_pdf
from documents.pdf_drawing import build_drawn, letters, lines_of, shown
from documents.reading_aloud import lines, read

SENTENCES = ["Meters are read in June by two", "wardens, and a bill of 40 pounds", "is sent in July."]
WHOLE = "paragraph: Meters are read in June by two wardens, and a bill of 40 pounds is sent in July."


def drawn(*pages, entries=""):
    return lines(read(build_drawn(pages, entries=entries), "a.pdf"))


def test_letters_drawn_one_by_one_are_words_with_spaces_between_them():
    """Google Docs draws no space, and scales and flips the page."""
    flipped = "q 0.75 0 0 -0.75 0 842 cm\n"
    page = flipped
    for number, text in enumerate(SENTENCES):
        flat = letters(text, 96, 0, 14)
        page += f"q 1 0 0 -1 0 {150 + 19 * number} cm\n{flat}\nQ\n"
    assert drawn(page + "Q") == [WHOLE]


@pytest.mark.parametrize("turn", ["0 1 -1 0 595 0", "0 -1 1 0 0 842", "-1 0 0 -1 595 842"])
def test_a_turned_page_keeps_the_spaces_at_line_ends(turn):
    page = f"q {turn} cm\n{lines_of(SENTENCES, 72, 500)}\nQ"
    assert drawn(page, entries="/Rotate 90") == [WHOLE]


def test_a_turned_page_is_read_where_only_its_letters_are_turned():
    page = "\n".join(
        f"BT /F1 11 Tf 0 1 -1 0 {100 + 14 * number} 72 Tm ({text}) Tj ET" for number, text in enumerate(SENTENCES)
    )
    assert drawn(page) == [WHOLE]


def test_a_mirrored_page_is_read_from_its_first_letter():
    page = f"q -1 0 0 1 595 0 cm\n{lines_of(SENTENCES, 72, 500)}\nQ"
    assert drawn(page) == [WHOLE]


def test_kerned_letters_stay_one_word():
    page = "BT /F1 11 Tf 72 700 Td [(T) -90 (he W) 80 (arden) -300 (calls)] TJ ET"
    assert drawn(page) == ["paragraph: The Warden calls"]


def test_a_title_with_spaced_letters_is_made_of_words():
    page = "BT /F1 16 Tf 4 Tc 72 780 Td (MARKET RULES) Tj 0 Tc ET\n" + lines_of(
        [f"{s} and on" for s in SENTENCES], 72, 700
    )
    assert drawn(page)[0] == "heading 1: MARKET RULES"


def test_letters_drawn_twice_to_look_bold_are_read_once():
    page = shown("Closed on Monday, 11 May", 72, 700) + "\n" + shown("Closed on Monday, 11 May", 72.4, 700)
    assert drawn(page) == ["paragraph: Closed on Monday, 11 May"]


def test_a_page_drawn_twice_is_read_once():
    texts = [f"{text} {number}" for number in range(4) for text in SENTENCES]
    page = lines_of(texts, 72, 700) + "\n" + lines_of(texts, 72.5, 699.7)
    assert drawn(page) == [f"paragraph: {' '.join(texts)}"]


def test_a_word_written_twice_is_read_twice():
    assert drawn(shown("no no 11 11", 72, 700)) == ["paragraph: no no 11 11"]


def test_a_large_first_letter_is_joined_to_its_word():
    page = shown("W", 72, 676, 40) + "\n" + lines_of(["ardens lock the park at dusk and", "open it again"], 112, 700)
    page += "\n" + lines_of(["at seven, except in the winter", "when they open it at eight."], 72, 672)
    (paragraph,) = drawn(page)
    assert paragraph.startswith("paragraph: Wardens lock the park at dusk and open it again at seven, except in")


def test_a_large_first_letter_that_is_a_word_stays_one():
    page = shown("A", 72, 676, 40) + "\n" + lines_of(["warden locks the park at dusk and", "opens it again"], 101, 700)
    (paragraph,) = drawn(page)
    assert paragraph.startswith("paragraph: A warden locks the park at dusk and opens it again")


def test_letters_in_cells_are_no_spaced_title():
    page = "BT /F1 11 Tf 72 700 Td [(Y) -450 (N) -450 (Y) -450 (Y) -450 (N) -450 (Y)] TJ ET"
    assert drawn(page) == ["paragraph: Y N Y Y N Y"]


def test_numbers_drawn_close_together_stay_two():
    page = shown("In all 1,204", 72, 700) + "\n" + shown("3,118", 132.2, 700)
    (line,) = drawn(page)
    assert "1,2043" not in line
    assert line.endswith("1,204 3,118")


def raised(mark):
    return [
        Words("A stall costs £320", y=700),
        Words(mark, x=166.5, y=704, size=6.5),
        Words("a year on 12 m", x=172, y=700),
        Words("2", x=244.5, y=704, size=6.5),
        Words("of ground.", x=250, y=700),
        Words("The rest of the page is plain text in letters of the usual size.", y=660),
    ]


def test_a_raised_number_of_a_note_stands_in_brackets():
    note = Words("3 Half of it in the winter.", y=80, size=8)
    (text, _, foot) = lines(read(build_pdf([[*raised("3"), note]]), "a.pdf"))
    assert text == "paragraph: A stall costs £320 [3] a year on 12 m² of ground."
    assert foot == "paragraph: 3 Half of it in the winter."


def test_a_raised_figure_is_never_a_part_of_the_number_before_it():
    (text, _) = lines(read(build_pdf([raised("3")]), "a.pdf"))
    assert text == "paragraph: A stall costs £320³ a year on 12 m² of ground."


def test_ligatures_are_their_letters():
    page = "BT /F1 11 Tf 72 700 Td (of) Tj /F3 11 Tf (A) Tj /F1 11 Tf (ce ) Tj /F3 11 Tf (B) Tj /F1 11 Tf (ats) Tj ET"
    assert drawn(page) == ["paragraph: office flats"]
