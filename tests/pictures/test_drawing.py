"""Pages drawn with words marked: the mark lies on the words, and what may not be shown is not in the picture."""

from random import Random

import pytest

from documents.drawn_pages import HARBOUR, LAMPS, LEFT, TWO_COLUMNS, marked_area, pixels_of, two_columns
from documents.pdf_building import Parts, Words, build_pdf
from documents.pdf_drawing import build_drawn, lines_of, shown
from trendsqa.errors import UnknownItemError, UnreadableFileError
from trendsqa.pictures.drawing import draw_page
from trendsqa.pictures.wanted_picture import WantedPicture


def draw(data, text, quoted="", *, page=1, whole=True):
    start = text.index(quoted) if quoted else 0
    marks = ((start, start + len(quoted)),) if quoted else ()
    return draw_page(data, WantedPicture("0" * 64, page, text, marks, whole))


def test_the_mark_lies_on_the_quoted_words_and_nowhere_else():
    picture = draw(two_columns(), HARBOUR, "counts the passengers.")
    left, top, right, bottom = marked_area(picture.png)
    assert picture.marked
    assert (picture.width, picture.height) == (1200, 1698)
    # The third line: its baseline is 28 points below the first, which is 142 from the top of the page.
    assert 842 - 672 - 12 <= top < bottom <= 842 - 672 + 5
    assert 58 <= left < right <= 60 + 115


def test_a_word_with_a_hyphen_at_its_lines_end_is_marked_on_both_lines():
    left, top, right, bottom = marked_area(draw(two_columns(), HARBOUR, "harbour").png)
    assert top < 142 < bottom
    assert bottom > 150
    assert left <= 62
    assert right > 150


def test_marked_words_stay_readable():
    """The mark is translucent: the letters under it are as dark as without it."""
    plain, marked = (pixels_of(draw(two_columns(), HARBOUR, words).png) for words in ("", "counts the passengers."))
    dark = plain.max(axis=2) < 40
    assert (marked[dark].max(axis=1) < 180).all()
    assert (marked[dark & (marked == plain).all(axis=2)]).size > 0


def test_words_that_are_not_on_the_page_are_not_marked():
    picture = draw(two_columns(), "Zebras graze behind every fence of the northern field.", "Zebras graze behind every")
    assert not picture.marked
    assert marked_area(picture.png) == (0, 0, 0, 0)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_the_file_turns_is_shown_as_the_file_says_or_with_its_words_upright(turn):
    """However it is stored, most of its letters are upright in the picture."""
    picture = draw(two_columns(entries=f"/Rotate {turn}"), HARBOUR, "counts the passengers.")
    assert (picture.width, picture.height, picture.marked) == (1200, 1698, True)
    left, top, right, bottom = marked_area(picture.png)
    assert 158 <= top < bottom <= 175
    assert 58 <= left < right <= 175


def test_words_drawn_sideways_are_turned_upright():
    sideways = "\n".join(f"BT /F1 11 Tf 0 1 -1 0 {200 + 14 * n} 60 Tm ({line}) Tj ET" for n, line in enumerate(LEFT))
    picture = draw(build_drawn([sideways]), HARBOUR, "counts the passengers.")
    assert picture.marked
    assert picture.width > picture.height
    left, top, right, bottom = marked_area(picture.png)
    assert right - left > 3 * (bottom - top)


def test_a_cropped_page_shows_its_crop_and_marks_the_words_in_it():
    picture = draw(two_columns(entries="/CropBox [50 600 300 750]"), HARBOUR, "counts the passengers.")
    assert (picture.width, picture.height) == (1200, 720)
    rows = pixels_of(picture.png)
    yellow = (rows[..., 0] - rows[..., 2] > 60).any(axis=1).nonzero()[0]
    # 672 is 78 points below the crop's top; 4.8 pixels a point.
    assert (78 - 12) * 4.8 <= yellow[0] < yellow[-1] <= (78 + 5) * 4.8


def test_of_a_text_that_may_only_be_quoted_its_own_section_alone_is_shown():
    picture = draw(two_columns(), HARBOUR, "counts the passengers.", whole=False)
    assert picture.marked
    assert not picture.whole
    # Four lines of the left column, of a page of 595 by 842 points in 1200 pixels.
    assert picture.height < 200
    assert 230 < picture.width < 400
    assert (pixels_of(picture.png).min(axis=2) < 60).any()


def test_what_stands_between_two_columns_of_a_section_is_left_blank():
    """The picture spans both columns; the word in the middle belongs to another section."""
    text = "Rivers rise in spring every year.\n\nWells run dry in autumn too."
    halves = [shown("Rivers rise in spring every year.", 60, 700), shown("Wells run dry in autumn too.", 400, 700)]
    foreign = shown("Foreign words that stay private", 60, 686)
    beside = shown("Secret", 290, 700)
    with_others = draw(build_drawn(["\n".join([*halves, foreign, beside])]), text, whole=False)
    alone = draw(build_drawn(["\n".join(halves)]), text, whole=False)
    dark = [int((pixels_of(picture.png).max(axis=2) < 120).sum()) for picture in (with_others, alone)]
    assert dark[0] <= dark[1]


def test_sections_above_and_below_are_not_in_the_picture_of_one():
    lines = ["Rivers rise in spring.", "Wells run dry in autumn.", "Ponds freeze in winter."]
    picture = draw(build_drawn([lines_of(lines, 60, 700)]), lines[1], whole=False)
    whole = draw(build_drawn([shown(lines[1], 60, 686)]), lines[1], whole=False)
    assert (pixels_of(picture.png).min(axis=(1, 2)) < 120).sum() <= (pixels_of(whole.png).min(axis=(1, 2)) < 120).sum()


def test_a_section_that_is_not_found_on_its_page_is_not_shown_at_all():
    with pytest.raises(UnknownItemError, match="not found on the page"):
        draw(two_columns(), "Zebras graze behind every fence of the northern field.", whole=False)


def test_a_page_out_of_range_and_a_damaged_file_are_refused():
    with pytest.raises(UnknownItemError, match="no page 2"):
        draw(two_columns(), HARBOUR, page=2)
    with pytest.raises(UnknownItemError, match="no page 0"):
        draw(two_columns(), HARBOUR, page=0)
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        draw(two_columns()[40:90], HARBOUR)


@pytest.mark.parametrize("box", ["0 0 14400 14400", "0 0 14400 3", "0 0 3 14400", "0 0 1 1", "-500 -500 500 500"])
def test_a_page_of_any_size_gives_a_picture_of_bounded_size(box):
    data = two_columns().replace(b"/MediaBox [0 0 595 842]", f"/MediaBox [{box}]".encode())
    picture = draw(data, HARBOUR)
    assert 1 <= picture.width <= 1200
    assert 1 <= picture.height <= 3600
    assert len(picture.png) <= 2 << 20


def test_a_page_of_noise_is_made_smaller_until_its_file_is_small():
    noise = Random(7).randbytes(700 * 900 * 3)
    image = "/Type /XObject /Subtype /Image /Width 700 /Height 900 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    parts = Parts({"Noise": (image, noise)}, "/XObject << /N {Noise} >>", drawn={1: b"q 595 0 0 842 0 0 cm /N Do Q"})
    picture = draw(build_pdf([[Words("Noise")]], parts=parts), "Noise")
    assert len(picture.png) <= 2 << 20
    assert picture.width < 1200


def test_the_picture_is_drawn_of_the_page_that_is_asked_for():
    data = build_drawn([TWO_COLUMNS, shown("Only the second page says so.", 60, 400)])
    assert draw(data, "Only the second page says so.", "second page", page=2).marked
    assert not draw(data, "Only the second page says so.", "second page", page=1).marked


def test_both_columns_are_found_in_reading_order():
    picture = draw(two_columns(), f"{HARBOUR}\n\n{LAMPS}", "Nobody waits in vain.\n\nLamps are dimmed")
    left, top, right, bottom = marked_area(picture.png)
    assert left <= 62
    assert right > 400
    assert top < 145
    assert bottom > 180
