import pytest

from documents.reading_aloud import lines, links, read


@pytest.mark.parametrize("attributes", ["{#hire}", "{#hire .wide}", "{: .wide}", "{:.wide #x}", '{key="a b"}', "{-}"])
def test_attributes_of_a_heading_are_not_its_words(attributes):
    assert lines(read(f"# Boat hire {attributes}\n", "a.md")) == ["heading 1: Boat hire"]


@pytest.mark.parametrize(
    "markup",
    [
        "{: .notice}",
        "{:.no_toc}",
        "{.wide}",
        "{::nomarkdown}",
        "{:/}",
        "::: warning",
        ":::",
        "$CTA",
        "$E",
        "{% include map.html %}",
        '{{< figure src="a.png" >}}',
    ],
)
def test_a_line_of_markup_is_not_text(markup):
    assert lines(read(f"{markup}\nFirst words.\n\nMore words.\n{markup}\n", "a.md")) == [
        "paragraph: First words.",
        "paragraph: More words.",
    ]


@pytest.mark.parametrize("mark", ["%", "^", "@", "$!"])
def test_the_marks_of_a_call_out_are_not_text(mark):
    assert lines(read(f"{mark}Bring a towel.{mark}\n", "a.md")) == ["paragraph: Bring a towel."]


@pytest.mark.parametrize(
    "text", ["%5 of a share of 10%", "Set {1, 2} and {name}", "Pay 5% or 10%", "5 ^ 2 is 25", "Write to @ann"]
)
def test_signs_that_mean_something_stay(text):
    assert lines(read(f"{text}\n", "a.md")) == [f"paragraph: {text}"]


def test_attributes_of_words_and_links_are_not_text():
    text = '*Bring*{:.strong} a towel and see [the form](https://x.org){:target="_blank"}{#f} {: .x}today.\n'
    document = read(text, "a.md")
    assert lines(document) == ["paragraph: Bring a towel and see the form today."]
    assert links(document) == ["the form -> https://x.org"]


def test_code_keeps_its_braces():
    assert lines(read("Write `{: .note}`.\n\n```\n# x {#y}\n{: .z}\n```\n", "a.md")) == [
        "paragraph: Write {: .note}.",
        "paragraph: # x {#y} {: .z}",
    ]


def test_a_comment_of_kramdown_is_not_shown():
    assert read("{::comment}\nnot\n\nyet\n{:/comment}\n\nShown.\n", "a.md").text == "Shown."


def test_a_term_and_its_definitions_are_paragraphs():
    assert lines(read("Punt\n: A flat boat.\n: A kick.\n", "a.md")) == [
        "paragraph: Punt",
        "paragraph: A flat boat.",
        "paragraph: A kick.",
    ]


def test_each_footnote_is_a_note_and_its_mark_stays():
    document = read("Hire is £14[^1], or £9[^b].\n\n[^1]: Winter.\n[^b]: https://x.org/n\n", "a.md")
    assert lines(document) == [
        "paragraph: Hire is £14[^1], or £9[^b].",
        "paragraph: [^1]: Winter.",
        "paragraph: [^b]: https://x.org/n",
    ]
    assert document.coverage.stored.notes == 2


def test_struck_text_is_deleted_and_counted():
    document = read("Hire is ~~£14~~ £16.\n\n| a | b |\n|---|---|\n| ~~old~~ new | c |\n", "a.md")
    assert lines(document) == ["paragraph: Hire is £16.", "table: a | b / new | c"]
    assert [(part.reason, part.words) for part in document.coverage.left_out] == [("deleted text", 2)]
    assert document.coverage.losses == ()


def test_the_first_row_of_a_table_names_its_columns():
    assert read("| a | b |\n|---|---|\n| c | d |\n", "a.md").blocks[0].header_rows == 1


def test_text_is_not_lost_however_deep_it_is_nested():
    deep = "".join(f"{'  ' * level}- level {level}\n" for level in range(40))
    assert lines(read(deep, "a.md"))[-1] == "list_item 39: level 39"


def test_many_open_braces_are_read_in_linear_time():
    assert read("# x " + "{#a.b-c" * 20_000 + "\n", "a.md").blocks
