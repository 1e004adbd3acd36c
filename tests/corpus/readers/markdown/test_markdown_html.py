import pytest

from documents.reading_aloud import lines, read


def test_a_table_in_html_keeps_its_rows():
    table = "<table>\n<tr><th>Boat</th><th>Fee</th></tr>\n\n<tr><td>Punt</td><td>£3</td></tr>\n\n</table>\n"
    assert lines(read(f"{table}\nAfter *it*.\n", "a.md")) == ["table: Boat | Fee / Punt | £3", "paragraph: After it."]


def test_items_in_html_stay_in_their_list():
    document = read("<ul>\n<li>one</li>\n\n<li>two</li>\n</ul>\n\nAfter.\n", "a.md")
    assert [block.list_number for block in document.blocks] == [1, 1, None]


def test_a_raised_number_joins_no_figure():
    table = "| a | b |\n|---|---|\n| £5<sup>3</sup> | c |\n"
    document = read(f"# Hire<sup>1</sup>\n\nPay £4<sup>2</sup> for 6 m<sup>2</sup>.\n\n{table}", "a.md")
    assert lines(document) == ["heading 1: Hire [1]", "paragraph: Pay £4 [2] for 6 m².", "table: a | b / £5 [3] | c"]
    assert document.coverage.losses == ()


def test_deleted_words_and_what_is_hidden_are_left_out_and_counted():
    document = read("Pay <del>£4</del> £5.\n\n<div hidden>\n\nNot *yet*\n\n</div>\n\nShown.\n", "a.md")
    assert lines(document) == ["paragraph: Pay £5.", "paragraph: Shown."]
    assert sum(part.words for part in document.coverage.left_out) == 3
    assert document.coverage.losses == ()


def test_tags_that_change_no_words_are_transparent():
    text = "A <b>bold</b> <kbd>key</kbd><br>and <span class='x'>more</span>.\n\n| a | b |\n|---|---|\n| c<br>d | e |\n"
    assert lines(read(text, "a.md")) == ["paragraph: A bold key and more.", "table: a | b / c d | e"]


@pytest.mark.parametrize("tag", ["title", "textarea", "script", "iframe", "plaintext"])
def test_a_tag_without_its_end_swallows_no_text(tag):
    assert lines(read(f"Use the <{tag}> element.\n\nMore words.\n", "a.md")) == [
        "paragraph: Use the element.",
        "paragraph: More words.",
    ]
