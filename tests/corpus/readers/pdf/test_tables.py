"""Tables of untagged and of tagged PDFs."""

from documents.pdf_building import Tag, Words, build_pdf
from documents.pdf_drawing import build_drawn, grid, lines_of, rule, shown
from documents.reading_aloud import read
from trendsqa.corpus.documents.document import BlockKind

ROWS = [
    ("Stall", "Length", "Fee"),
    ("Fish", "3 m", "£41.50"),
    ("Fruit and nuts", "12 m", "£160.00"),
    ("Books", "2 m", "£28.75"),
]


def tables(document):
    return [document.quote(block) for block in document.blocks if block.kind is BlockKind.TABLE]


def drawn(*contents):
    return read(build_drawn(contents), "a.pdf")


def row(texts, y, xs=(72, 220, 330)):
    return "\n".join(shown(text, x, y) for text, x in zip(texts, xs, strict=True) if text)


def table(rows, y=700, xs=(72, 220, 330), leading=16):
    return "\n".join(row(texts, y - leading * number, xs) for number, texts in enumerate(rows))


def text_of(rows):
    return "\n".join(" | ".join(texts) for texts in rows)


def test_words_in_columns_are_a_table_with_its_header():
    document = drawn(shown("The market lets stalls by the day.", 72, 740) + "\n" + table(ROWS))
    assert tables(document) == [text_of(ROWS)]
    (block,) = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    assert block.header_rows == 1


def test_figures_that_stand_too_close_for_columns_of_their_own_have_a_header():
    rows = [("Parish", "Band A Band B"), ("Ashby", "1,301.10 1,517.95"), ("Brook", "1,290.40 1,498.20")]
    (block,) = [block for block in drawn(table(rows, xs=(72, 220))).blocks if block.kind is BlockKind.TABLE]
    assert block.header_rows == 1


def test_a_table_drawn_column_by_column_has_its_rows():
    columns = zip(*ROWS, strict=True)
    page = "\n".join(lines_of(texts, x, 700, 11, 16) for texts, x in zip(columns, (72, 220, 330), strict=True))
    assert tables(drawn(page)) == [text_of(ROWS)]


def test_a_table_on_a_turned_page_has_its_rows():
    page = f"q 0 1 -1 0 595 0 cm\n{table(ROWS, 500)}\nQ"
    assert tables(read(build_drawn([page], entries="/Rotate 90"), "a.pdf")) == [text_of(ROWS)]


def test_a_table_of_words_alone_needs_three_rows():
    rows = [("Ward", "Councillor"), ("Abbey", "Ann Poole"), ("Brook", "Idris Jones"), ("Castle", "May Okoro")]
    assert tables(drawn(table(rows, xs=(72, 220)))) == [text_of(rows)]


def test_equal_figures_beside_each_other_all_stay():
    rows = [("Ward", "May", "June"), ("Abbey", "0", "0"), ("Brook", "7", "7"), ("Castle", "0", "0")]
    ruled = table(rows, 688, (76, 224, 334), 20) + "\n" + grid([72, 220, 330, 430], [704, 684, 664, 644, 624])
    assert tables(drawn(table(rows))) == [text_of(rows)]
    assert tables(drawn(ruled)) == [text_of(rows)]


def test_figures_set_close_together_are_cells_of_their_own():
    rows = [("Abbey", "1,301.10", "1,517.95"), ("Brook", "1,322.41", "1,542.81"), ("Castle", "1,298.77", "1,515.23")]
    assert tables(drawn(table(rows, xs=(72, 142, 186)))) == [text_of(rows)]


def test_a_wrapped_line_belongs_to_the_cell_above_it():
    page = (
        table(ROWS[:2]) + "\n" + row(("Fruit, nuts, herbs", "12 m", "£160.00"), 660) + "\n" + shown("and tea", 72, 648)
    )
    page += "\n" + row(ROWS[3], 628)
    assert "Fruit, nuts, herbs and tea | 12 m | £160.00" in tables(drawn(page))[0]


def test_two_columns_of_text_are_no_table():
    left = [
        "Ferries to the island leave",
        "at seven and at noon from",
        "the old pier, and carry",
        "bicycles for no charge.",
    ]
    right = [
        "Parking at the pier costs",
        "four pounds for a day, or",
        "twenty for a week if it is",
        "paid before the first.",
    ]
    assert tables(drawn(table(list(zip(left, right, strict=True)), xs=(72, 320)))) == []


def test_a_table_below_the_first_of_two_columns_stands_after_both():
    left = [
        "Ferries to the island leave",
        "at seven and at noon from",
        "the old pier, and carry",
        "bicycles for no charge.",
    ]
    right = ["Parking at the pier costs", "four pounds for a day, or", "twenty for a week."]
    page = lines_of(left, 72, 700) + "\n" + lines_of(right, 320, 700) + "\n" + table(ROWS, 634, (72, 170, 220))
    document = drawn(page)
    assert document.blocks[-1].kind is BlockKind.TABLE
    assert document.quote(document.blocks[1]) == " ".join(right)


def test_a_numbered_list_is_no_table():
    items = [("1.", "Bring a coat."), ("2.", "Bring a lamp."), ("3.", "Bring bread."), ("4.", "Bring water.")]
    assert tables(drawn(table(items, xs=(72, 100)))) == []


def ruled(rows, top=704, xs=(72, 220, 330, 430), leading=20):
    ys = [top - leading * number for number in range(len(rows) + 1)]
    return table(rows, top - 16, [x + 4 for x in xs[:-1]], leading) + "\n" + grid(xs, ys)


def test_a_ruled_table_has_its_cells():
    assert tables(drawn(ruled(ROWS))) == [text_of(ROWS)]


def test_a_merged_cell_stands_in_all_columns_and_rows_that_it_covers():
    page = shown("Fees for a day", 250, 690)
    page += "\n" + table([("", "Summer", "Winter"), ("Fish", "£41", "£30")], 668, (76, 224, 334), 20)
    for y, left in ((704, 72), (684, 220), (664, 72), (644, 72)):
        page += "\n" + rule(left, y, 430, y)
    for x, top in ((72, 704), (220, 704), (330, 684), (430, 704)):
        page += "\n" + rule(x, top, x, 644)
    assert tables(drawn(page)) == ["| Fees for a day | Fees for a day\n| Summer | Winter\nFish | £41 | £30"]


def test_a_long_text_over_many_columns_stands_once_and_equal_figures_stay():
    xs = [72, 120, 160, 200, 240, 280, 320, 360, 400, 440]
    figures = ["Fish", "0", "0", "1", "1", "0", "0", "2", "2"]
    page = shown("Fees are paid at the desk of the harbour office before noon, by card", 124, 690)
    page += "\n" + row(figures, 670, [x + 4 for x in xs[:-1]])
    page += "\n" + "\n".join(rule(72, y, 440, y) for y in (704, 684, 664))
    page += "\n" + "\n".join(rule(x, 704 if x in {72, 120, 440} else 684, x, 664) for x in xs)
    (found,) = tables(drawn(page))
    assert found.count("Fees are paid") == 1
    assert found.endswith("\n" + " | ".join(figures))


def test_lines_of_a_ruled_cell_are_joined():
    rows = [("Stall", "Fee"), ("Fish and other", "£41.50"), ("Books", "£28.75")]
    page = table(rows, 688, (76, 224), 40) + "\n" + shown("food from the sea", 76, 634)
    page += "\n" + grid([72, 220, 330], [704, 664, 624, 584])
    assert tables(drawn(page)) == ["Stall | Fee\nFish and other food from the sea | £41.50\nBooks | £28.75"]


def test_rows_without_rules_between_them_are_rows():
    page = table(ROWS, 688, (76, 224, 334), 16) + "\n" + grid([72, 220, 330, 430], [704, 684, 620])
    assert tables(drawn(page)) == [text_of(ROWS)]


def test_a_table_goes_on_overleaf_with_its_header_once():
    more = [("Stall", "Length", "Fee"), ("Tea", "4 m", "£55.00"), ("Wool", "5 m", "£68.00")]
    document = drawn(ruled(ROWS, top=204), ruled(more, top=800) + "\n" + shown("Stalls are let by the day.", 72, 600))
    assert tables(document) == [text_of([*ROWS, *more[1:]])]
    (block,) = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    (turn,) = block.turns
    assert (block.page, turn.page) == (1, 2)
    assert document.text[turn.start :].startswith("Tea | 4 m")


def test_another_table_overleaf_stays_another():
    other = [("Boat", "Crew", "Berth"), ("Ada", "3", "£7.10"), ("Bee", "4", "£8.20")]
    document = drawn(ruled(ROWS, top=204), ruled(other, top=800))
    assert tables(document) == [text_of(ROWS), text_of(other)]


def test_a_tagged_table_carries_its_spans_and_names_its_header():
    words = [
        Words("Fees", mark=0),
        Words("Summer", y=680, mark=1),
        Words("Winter", x=200, y=680, mark=2),
        Words("Fish", y=660, mark=3),
        Words("£41", x=200, y=660, mark=4),
    ]
    overleaf = [Words("£30", mark=0)]
    rows = [
        Tag("TR", [Tag("TH", [(1, 0)], "/O /Table /ColSpan 2")]),
        Tag("TR", [Tag("TH", [(1, 1)]), Tag("TH", [(1, 2)])]),
        Tag("TR", [Tag("TD", [(1, 3)], "/O /Table /RowSpan 2"), Tag("TD", [(1, 4)])]),
        Tag("TR", [Tag("TD", [(2, 0)])]),
    ]
    document = read(build_pdf([words, overleaf], tags=[Tag("Table", rows)]), "a.pdf")
    assert tables(document) == ["Fees\nSummer | Winter\nFish | £41\nFish | £30"]
    (block,) = document.blocks
    assert block.header_rows == 2
    assert [(turn.page, document.text[turn.start :]) for turn in block.turns] == [(2, "Fish | £30")]


def test_a_tagged_note_does_not_stand_in_its_sentence():
    words = [
        Words("Stalls cost £41", mark=0),
        Words("2", x=152, y=704, size=6, mark=1),
        Words("2 In the winter £30.", y=80, size=8, mark=2),
        Words("a day.", x=160, mark=3),
    ]
    paragraph = Tag("P", [(1, 0), Tag("Reference", [(1, 1)]), Tag("Note", [(1, 2)]), (1, 3)])
    document = read(build_pdf([words], tags=[paragraph]), "a.pdf")
    assert [document.quote(block) for block in document.blocks] == [
        "Stalls cost £41 [2] a day.",
        "2 In the winter £30.",
    ]
    assert document.coverage.stored.notes == 1


def test_spaces_that_stand_below_one_another_in_prose_make_no_table():
    page = [
        row(("2.", "Overview of the harbour"), 700, (72, 105)),
        row(("This", "section gives an overview"), 685, (72, 98)),
        row(("how", "the harbour is run by its"), 670, (72, 98)),
        shown("keeper, and who may moor there in winter and in summer.", 72, 655),
    ]
    assert tables(drawn("\n".join(page))) == []


def test_ruled_columns_of_long_text_are_no_table():
    left = [f"the left column goes on with sentence number {number} of all" for number in range(24)]
    right = [f"the right column goes on with its own sentence {number}" for number in range(24)]
    page = f"{grid((60, 300, 560), (720, 350))}\n{lines_of(left, 66, 700, 9)}\n{lines_of(right, 306, 700, 9)}"
    document = drawn(page)
    assert tables(document) == []
    assert " ".join(left) in document.text


def test_wide_spaces_of_justified_text_in_a_cell_make_no_columns():
    lines = [
        "the   district   council   keeps",
        "all harbour lights in good order",
        "and   mends   them   every   June",
    ]
    cells = "\n".join(
        shown(word, 76 + 44 * place, 700 - 14 * number)
        for number, line in enumerate(lines)
        for place, word in enumerate(line.split()[:5])
    )
    page = f"{cells}\n{shown('Lights', 312, 700)}\n{grid([72, 300, 400], [716, 660])}"
    (found,) = tables(drawn(page))
    assert found == f"{' '.join(' '.join(line.split()[:5]) for line in lines)} | Lights"


def test_labels_left_of_a_ruled_grid_of_figures_belong_to_its_rows():
    labels = ["Adults", "Children", "Dogs", "Bicycles"]
    figures = [("£4.50", "£8.00"), ("£2.10", "£4.00"), ("£1.00", "£2.00"), ("£3.00", "£5.50")]
    words = [shown(label, 72, 688 - 20 * n) for n, label in enumerate(labels)]
    words += [shown(text, 224 + 80 * c, 688 - 20 * n) for n, row_ in enumerate(figures) for c, text in enumerate(row_)]
    page = "\n".join([*words, grid([220, 300, 380], [704 - 20 * n for n in range(5)])])
    rows = [" | ".join((label, *own)) for label, own in zip(labels, figures, strict=True)]
    assert tables(drawn(page)) == ["\n".join(rows)]


def test_a_telephone_number_in_a_list_is_not_cut():
    names = ["Harbour office", "Lifeboat", "Ferry desk", "Pilot"]
    numbers = ["01632 960101", "01632 960144", "01632 960177", "01632 960190"]
    page = "\n".join(
        row((name, number), 700 - 16 * n, (72, 220))
        for n, (name, number) in enumerate(zip(names, numbers, strict=True))
    )
    assert all(number in drawn(page).text for number in numbers)


def test_cells_of_a_tagged_row_stand_from_the_left():
    words = [
        Words("Notice", x=300, y=680, mark=0),
        Words("Layoff", x=72, y=680, mark=1),
        Words("Date", x=180, y=680, mark=2),
    ]
    cells = [Tag("TD", [(1, mark)]) for mark in (0, 1, 2)]
    more = [
        Words("3 May", x=180, y=660, mark=3),
        Words("Bakery", x=72, y=660, mark=4),
        Words("Late", x=300, y=660, mark=5),
    ]
    others = [Tag("TD", [(1, mark)]) for mark in (3, 4, 5)]
    tags = [Tag("Table", [Tag("TR", cells), Tag("TR", others)])]
    document = read(build_pdf([[*words, *more]], tags=tags), "a.pdf")
    assert tables(document) == ["Layoff | Date | Notice\nBakery | 3 May | Late"]


def test_tags_that_only_group_leave_a_page_to_its_layout():
    words = [
        Words(text, x=x, y=700 - 16 * n, mark=0)
        for n, own in enumerate(ROWS)
        for text, x in zip(own, (72, 220, 330), strict=True)
    ]
    document = read(build_pdf([words], tags=[Tag("Sect", [(1, 0)])]), "a.pdf")
    assert tables(document) == [text_of(ROWS)]
