from documents.reading_aloud import lines, read


def test_paragraphs_stand_between_blank_lines():
    assert lines(read("One line\nand its end.\n \nTitle\n=====\n", "a.txt")) == [
        "paragraph: One line and its end.",
        "paragraph: Title =====",
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
