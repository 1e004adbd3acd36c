import pytest

from documents.reading_aloud import lines, links, read


def test_headings_lists_quotations_and_tables_keep_their_kind():
    text = (
        "# **Bold title**\n\n---\n\nWords with *stress* and `code`.\n\n> Somebody's words.\n\n"
        "- one\n  - inner\n- two  \n  goes on\n\n3. three\n4. four\n\n"
        "| A | B |\n|---|---|\n| 1 | [2](https://x.org) |\n"
    )
    assert lines(read(text, "a.md")) == [
        "heading 1: Bold title",
        "paragraph: Words with stress and code.",
        "quotation: Somebody's words.",
        "list_item 0: one",
        "list_item 1: inner",
        "list_item 0: two goes on",
        "list_item 0: 3. three",
        "list_item 0: 4. four",
        "table: A | B / 1 | 2",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. a\n1. b\n1. c\n", ["1. a", "2. b", "3. c"]),
        ("4) a\n4) b\n", ["4) a", "5) b"]),
        ("0. a\n   1. in\n   1. in\n      - x\n1. b\n", ["0. a", "1. in", "2. in", "x", "1. b"]),
    ],
)
def test_numbers_of_a_list_count_from_its_first(text, shown):
    document = read(text, "a.md")
    assert [document.quote(block) for block in document.blocks] == shown
    assert document.coverage.losses == ()


def test_bars_between_the_cells_of_html_in_markdown_are_counted_as_no_words():
    rows = "".join(f"<tr><td>{n}</td><td>x</td><td>y</td></tr>" for n in range(9))
    document = read(f"Words.\n\n<table>{rows}</table>\n", "a.md")
    assert document.coverage.losses == document.coverage.left_out == ()
    assert document.coverage.seen.words == document.coverage.stored.words


def test_items_of_one_list_share_a_number_and_lists_differ():
    document = read("- a\n  - b\n- c\n\nBetween.\n\n- d\n", "a.md")
    assert [block.list_number for block in document.blocks] == [1, 1, 1, None, 2]


def test_links_stand_on_their_words_and_those_to_nowhere_are_dropped():
    text = (
        "See [the **plan**](https://example.org/p) or [nothing](#) or [empty]().\n\n- [item](https://example.org/i)\n"
    )
    assert links(read(text, "a.md")) == ["the plan -> https://example.org/p", "item -> https://example.org/i"]


def test_a_link_in_a_numbered_item_is_moved_with_its_number():
    assert links(read("1. [item](https://example.org/i)\n", "a.md")) == ["item -> https://example.org/i"]


@pytest.mark.parametrize("fence", ["---\ntitle: 'Plan'\n---\n", '+++\ntitle = "Plan"\n+++\n'])
def test_front_matter_gives_the_title_and_is_not_text(fence):
    document = read(f"{fence}Words.\n", "a.md")
    assert (document.title, document.text) == ("Plan", "Words.")


def test_two_thematic_breaks_are_no_front_matter():
    assert lines(read("---\n\nWords.\n\n---\n\nMore.\n", "a.md")) == ["paragraph: Words.", "paragraph: More."]


def test_raw_html_is_reduced_to_its_words():
    text = "A <b>bold</b> word<br>here.\n\n<div><p>From a tag</p><script>alert(1)</script></div>\n"
    assert lines(read(text, "a.md")) == ["paragraph: A bold word here.", "paragraph: From a tag"]


def test_a_stray_space_makes_no_block():
    assert lines(read("One.\n\n\u00a0\n\nTwo.\n", "a.md")) == ["paragraph: One.", "paragraph: Two."]


def test_emphasis_over_a_hard_break_is_no_list():
    assert lines(read("*Places  \n- personal services*\n", "a.md")) == ["paragraph: Places - personal services"]
    assert lines(read("*Places*  \n- services\n", "a.md")) == ["paragraph: Places", "list_item 0: services"]
