import pytest

from documents.reading_aloud import lines, read


def test_paragraphs_stand_between_blank_lines():
    assert lines(read("One line\nand its end.\n \nTitle\n=====\n", "a.txt")) == [
        "paragraph: One line and its end.",
        "heading 1: Title",
    ]


def test_lists_are_known_by_their_markers():
    text = "Bring:\n\n- a pen\n  and ink\n- paper\n\n1. Sit.\n2) Write.\n\nDone.\n"
    assert lines(read(text, "a.txt")) == [
        "paragraph: Bring:",
        "list_item 0: a pen and ink",
        "list_item 0: paper",
        "list_item 0: 1. Sit.",
        "list_item 0: 2) Write.",
        "paragraph: Done.",
    ]


def test_a_carriage_return_or_a_form_feed_ends_a_line():
    assert lines(read(b"One.\r\n\r\nTwo.\fThree.", "a.txt")) == [
        "paragraph: One.",
        "paragraph: Two.",
        "paragraph: Three.",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("POOL HOURS\n==========\n\nNine to five.\n", "heading 1: POOL HOURS"),
        ("Pool hours\n----------\nNine to five.\n", "heading 1: Pool hours"),
        ("***********\nPool hours\n***********\n\nNine to five.\n", "heading 1: Pool hours"),
        ("Pool hours\n~~~~~~~~~~\n\nNine\nto five.\n", "heading 1: Pool hours"),
    ],
)
def test_an_underlined_line_is_a_title(text, title):
    assert lines(read(text, "a.txt")) == [title, "paragraph: Nine to five."]


@pytest.mark.parametrize("rule", ["-----", "= = = ==", "***", "+---+---+", "_" * 70, "─────"])
def test_a_rule_is_not_text(rule):
    document = read(f"Some words go\non here.\n{rule}\nMore words.\n\n{rule}\n\nThe end.\n", "a.txt")
    assert "".join(lines(document)).count(rule[:3]) == 0
    assert document.text.split() == ["Some", "words", "go", "on", "here.", "More", "words.", "The", "end."]
    assert document.coverage.losses == ()


@pytest.mark.parametrize(
    "text",
    [
        "Boat    Fee  Note\nPunt    £3   dry\nCanoe   £5\nRaft         wet\n",
        "Boat\tFee\tNote\nPunt\t£3\tdry\nCanoe\t£5\t\nRaft\t\twet\n",
        "| Boat  | Fee | Note |\n| Punt  | £3  | dry  |\n| Canoe | £5  |      |\n| Raft  |     | wet  |\n",
    ],
)
def test_a_drawn_table_keeps_its_rows_and_an_empty_cell_its_place(text):
    document = read(text, "a.txt")
    assert lines(document) == ["table: Boat | Fee | Note / Punt | £3 | dry / Canoe | £5 | / Raft | | wet"]
    assert document.blocks[0].header_rows == 0


@pytest.mark.parametrize(
    "text",
    [
        "Boat   Fee\n----------\nPunt   £3\nCanoe  £5\n",
        "Boat   Fee\n-----  ---\nPunt   £3\nCanoe  £5\n",
        "Boat | Fee\n-----+----\nPunt | £3\nCanoe | £5\n",
        "+-----+---+\n|Boat |Fee|\n+-----+---+\n|Punt |£3 |\n|Canoe|£5 |\n+-----+---+\n",
    ],
)
def test_a_line_under_the_first_row_says_that_it_names_the_columns(text):
    document = read(text, "a.txt")
    assert lines(document) == ["table: Boat | Fee / Punt | £3 / Canoe | £5"]
    assert document.blocks[0].header_rows == 1


def test_rows_of_different_lengths_stay_lines_with_their_bars():
    assert lines(read("a | b\nc | d | e\nf | g\n", "a.txt")) == ["table: a | b / c | d | e / f | g"]


def test_justified_text_is_no_table():
    text = "The  pool opens at   nine and\ncloses   at five  on all days\nof the   week  but   Monday.\n"
    assert lines(read(text, "a.txt")) == [
        "paragraph: The pool opens at nine and closes at five on all days of the week but Monday."
    ]
