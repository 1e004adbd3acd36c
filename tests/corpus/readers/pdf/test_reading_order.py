"""Reading order of untagged pages: columns, boxes, notes, items and running lines."""

from documents.pdf_building import Words, build_pdf
from documents.pdf_drawing import build_drawn, lines_of, shown
from documents.reading_aloud import lines, read

LEFT = [
    "Ferries to the island leave",
    "at seven and at noon from",
    "the old pier, and carry",
    "bicycles for no charge on",
    "weekdays.",
]
RIGHT = [
    "Parking at the pier costs",
    "four pounds for a day, or",
    "twenty for a week if it is",
    "paid before the first of",
    "the month.",
]
LONG = "A line of the body that is about as long as the others are on this page"


def pages(*contents):
    return read(build_drawn(contents), "a.pdf")


def blocks(*contents):
    return lines(pages(*contents))


def side_by_side(left, right, y=700, x=320):
    """Two columns drawn line by line."""
    rows = zip(left, right, strict=True)
    return "\n".join(
        shown(a, 72, y - 14 * number) + "\n" + shown(b, x, y - 14 * number) for number, (a, b) in enumerate(rows)
    )


def test_columns_drawn_line_by_line_are_read_one_after_the_other():
    page = shown("Island guide", 72, 760, 20) + "\n" + side_by_side(LEFT, RIGHT)
    assert blocks(page) == [
        "heading 1: Island guide",
        f"paragraph: {' '.join(LEFT)}",
        f"paragraph: {' '.join(RIGHT)}",
    ]


def test_a_heading_across_two_columns_stands_between_those_above_and_below_it():
    page = "\n".join([side_by_side(LEFT, RIGHT), shown("Winter and summer on both sides of the water", 72, 600, 16)])
    page += "\n" + side_by_side([f"{text} x" for text in LEFT], [f"{text} y" for text in RIGHT], y=570)
    found = blocks(page)
    assert [line.partition(":")[0] for line in found] == [
        "paragraph",
        "paragraph",
        "heading 1",
        "paragraph",
        "paragraph",
    ]
    assert found[1] == f"paragraph: {' '.join(RIGHT)}"


def test_a_list_in_two_columns_is_no_table():
    left = [f"• apples of kind {number}" for number in "abcde"]
    right = [f"• pears of kind {number}" for number in "fghij"]
    page = lines_of(left, 72, 700) + "\n" + lines_of(right, 320, 700)
    assert blocks(page) == [f"list_item 0: {text[2:]}" for text in left + right]


def test_a_box_does_not_stand_in_the_sentence_that_goes_on_after_it():
    page = lines_of([*LEFT[:3], "bicycles for no charge on all"], 72, 700)
    page += "\n" + lines_of(["Good to know", "The pier has no ticket office."], 72, 620)
    page += "\n" + lines_of(["weekdays but the first one", *RIGHT[1:]], 320, 700)
    found = blocks(page)
    assert found[0].startswith("paragraph: Ferries to the island")
    assert "bicycles for no charge on all weekdays but the first one" in found[0]
    assert "Good to know" not in found[0]


def test_a_note_at_the_foot_does_not_stand_in_the_sentence_that_goes_on_overleaf():
    first = [Words(f"{LONG} and", y=128 - 14 * number) for number in range(3)]
    first.append(Words("4 Counted at the gate in May.", y=60, size=8))
    second = [Words("goes on here to its end.", y=780), Words("Another paragraph begins on this page.", y=740)]
    document = read(build_pdf([first, second]), "a.pdf")
    body = f"{LONG} and"
    assert lines(document) == [
        f"paragraph: {body} {body} {body} goes on here to its end.",
        "paragraph: 4 Counted at the gate in May.",
        "paragraph: Another paragraph begins on this page.",
    ]
    assert document.coverage.stored.notes == 1
    (turn,) = document.blocks[0].turns
    assert turn.page == 2
    assert document.text[turn.start :].startswith("goes on here")


def test_each_line_of_a_paragraph_is_on_its_own_page():
    first = [Words(f"{LONG} and", y=100)]
    second = [Words(f"{LONG} Of Old", y=780)]
    third = [Words("Times it ends.", y=780)]
    (block,) = read(build_pdf([first, second, third]), "a.pdf").blocks
    assert [turn.page for turn in block.turns] == [2, 3]


def test_numbers_that_count_lines_in_the_margin_are_left_out():
    texts = [
        "A person who keeps bees in the",
        "park pays a fee of at least",
        "60 pounds a year, and tells the",
        "warden where the hives stand and",
        "how many there are.",
    ]
    page = lines_of(texts, 90, 700) + "\n" + lines_of(list("12345"), 72, 700, 8)
    assert blocks(page) == [f"paragraph: {' '.join(texts)}"]


def test_numbers_that_count_every_fourth_line_are_left_out():
    texts = [f"{LONG} {number}" for number in "abcdefghijklmnopq"]
    page = lines_of(texts, 90, 750) + "\n" + lines_of(["4", "8", "12", "16"], 60, 750 - 3 * 14, 8, 4 * 14)
    assert blocks(page) == [f"paragraph: {' '.join(texts)}"]


def test_numbers_of_a_list_stay():
    page = lines_of(["Bring a coat.", "Bring a lamp.", "Bring some bread.", "Bring water."], 90, 700)
    page += "\n" + lines_of(["1.", "2.", "3.", "4."], 72, 700)
    assert blocks(page)[1] == "list_item 0: 2. Bring a lamp."


def test_a_dash_or_a_number_that_begins_a_wrapped_line_is_no_item():
    texts = [
        "The hall is let from Monday to Thursday, on the terms of paragraph",
        "12. The caretaker opens it, and the two large rooms on the first floor",
        "– the green one and the blue one – are let together at a price lower by",
        "- 4 per cent, which the clerk of the hall writes into the contract under",
        "b) of its third page.",
    ]
    assert blocks(lines_of(texts, 72, 700)) == [f"paragraph: {' '.join(texts)}"]


def test_dashes_and_numbers_after_a_lead_in_are_items():
    page = lines_of(["Bring with you:", "- a coat", "- a lamp"], 72, 700)
    page += "\n" + lines_of(["Then do this:", "1. Open the gate.", "2. Close it."], 72, 600)
    assert blocks(page) == [
        "paragraph: Bring with you:",
        "list_item 0: a coat",
        "list_item 0: a lamp",
        "paragraph: Then do this:",
        "list_item 0: 1. Open the gate.",
        "list_item 0: 2. Close it.",
    ]


def decision(number):
    return [
        Words("Harbour board: decisions of May", y=810, size=9),
        Words(f"Request 7/{number}", y=770, size=14, bold=True),
        Words(f"The board looked at the request of the owner of berth {number}.", y=740),
        Words("The request was granted after a talk with all of the neighbours.", y=726),
        Words("An objection to this decision must reach the board within six weeks.", y=80),
        Words(f"Page {number} of 4", x=270, y=40, size=9),
    ]


def test_headings_and_notices_at_the_edges_of_pages_are_kept():
    document = read(build_pdf([decision(number) for number in (1, 2, 3, 4)]), "a.pdf")
    assert [line for line in lines(document) if "heading" in line] == [
        f"heading 1: Request 7/{n}" for n in (1, 2, 3, 4)
    ]
    assert document.text.count("An objection to this decision") == 4
    assert document.text.count("Harbour board: decisions of May") == 1
    assert "Page 2 of 4" not in document.text


def test_a_notice_that_is_the_last_line_of_each_page_is_kept():
    notice = "An objection to this must reach the board within six weeks."
    contents = [
        "\n".join([lines_of([LONG, f"as item {n} says."], 72, 700), shown(notice, 72, 60)]) for n in (1, 2, 3, 4)
    ]
    assert pages(*contents).text.count(notice) == 4


def test_numbered_annexes_are_no_running_lines():
    contents = [
        "\n".join([shown(f"Annex {n}", 72, 790), lines_of([LONG, f"as item {n} says."], 72, 700)]) for n in (1, 2, 3, 4)
    ]
    text = pages(*contents).text
    assert all(f"Annex {number}" in text for number in (1, 2, 3, 4))


def test_a_footer_with_its_page_number_stands_once_without_it():
    contents = [
        "\n".join(
            [
                lines_of([LONG, f"as item {n} says."], 72, 700),
                shown("Lamp plan", 72, 40, 9),
                shown(str(n + 6), 500, 40, 9),
            ]
        )
        for n in (1, 2, 3, 4)
    ]
    text = pages(*contents).text
    assert text.count("Lamp plan") == 1
    assert "10" not in text


def test_a_mark_at_a_slant_on_every_page_is_left_out():
    mark = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (COPY) Tj ET"
    contents = [lines_of([LONG, f"as item {n} says."], 72, 700) + "\n" + mark for n in (1, 2, 3)]
    assert "COPY" not in pages(*contents).text


def test_two_lines_of_one_heading_are_one():
    page = shown("A year of work:", 72, 780, 18) + "\n" + shown("the lamps of the old town", 72, 752, 18)
    page += "\n" + lines_of([LONG, "and its end."], 72, 700)
    assert blocks(page) == [
        "heading 1: A year of work: the lamps of the old town",
        f"paragraph: {LONG} and its end.",
    ]


def test_numbered_headings_that_follow_each_other_stay_two():
    page = shown("1 Work", 72, 780, 18) + "\n" + shown("1.1 Lamps", 72, 752, 18) + "\n" + lines_of([LONG], 72, 700)
    assert blocks(page)[:2] == ["heading 1: 1 Work", "heading 1: 1.1 Lamps"]


def test_an_introduction_in_large_letters_is_a_paragraph():
    page = lines_of([LONG, LONG, "and this is where the introduction ends."], 72, 780, 14, 18)
    page += "\n" + lines_of([f"{LONG}."] * 9, 72, 700)
    assert blocks(page)[0].startswith("paragraph: A line")


def test_a_quotation_set_large_does_not_stand_in_the_sentence_around_it():
    page = lines_of([f"{LONG}.", f"{LONG} and", LONG], 72, 700) + "\n"
    page += lines_of(["“We have never had such a", "summer on the pier,” she says."], 150, 630, 16, 20)
    page += "\n" + lines_of(["goes on from there to its end.", f"{LONG}."], 72, 580)
    found = blocks(page)
    assert f"{LONG} and {LONG} goes on from there to its end." in found[0]
    assert found[1] == "paragraph: “We have never had such a summer on the pier,” she says."
    assert not any(line.startswith("heading") for line in found)


def test_a_paragraph_whose_number_hangs_in_the_margin_is_one():
    page = shown("3.1", 72, 700) + "\n" + lines_of([f"{LONG} and", "its end."], 110, 700)
    assert blocks(page) == [f"paragraph: 3.1 {LONG} and its end."]


def test_a_heading_in_the_margin_stands_before_its_text():
    page = (
        shown("Prices", 72, 700)
        + "\n"
        + lines_of(["A day costs four pounds and a week twenty,", "paid at the desk."], 200, 700)
    )
    assert blocks(page) == ["paragraph: Prices A day costs four pounds and a week twenty, paid at the desk."]


def test_prose_beside_a_picture_with_labels_is_read_in_one_go():
    prose = [f"this line of the column goes on to line {number}" for number in range(12)]
    labels = ["pump", "filter tank", "valve", "main pipe", "sluice", "outer gate", "gauge"]
    picture = "\n".join(shown(label, 360 + 40 * (n % 2), 700 - 28 * n, 8) for n, label in enumerate(labels))
    found = blocks(f"{lines_of(prose, 72, 700)}\n{picture}")
    assert found[0] == f"paragraph: {' '.join(prose)}"


def test_roman_and_prefixed_page_numbers_stay_out_of_sentences():
    for numbers in (["xv", "xvi", "xvii", "xviii"], ["ES-4", "ES-5", "ES-6", "ES-7"]):
        contents = [
            "\n".join(
                [
                    shown(f"{LONG} and it goes on to", 72, 700),
                    shown(f"line two of page {n}", 72, 686),
                    shown(number, 290, 40),
                ]
            )
            for n, number in enumerate(numbers)
        ]
        assert not any(number in pages(*contents).text for number in numbers)


def test_a_price_of_ten_with_a_note_is_no_power():
    page = "\n".join(
        [shown("A berth costs £10", 72, 700), shown("3", 158, 703, 6), shown("a night in summer.", 170, 700)]
    )
    note = "\n".join([shown("3", 72, 65, 5), shown("Free for residents of the harbour.", 77, 60, 8)])
    found = pages(f"{page}\n{lines_of([LONG] * 8, 72, 660)}\n{note}")
    assert "£10 [3] a night" in found.text
