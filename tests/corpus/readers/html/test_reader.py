from pathlib import Path

import pytest

from documents.reading_aloud import lines, links, read
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.html.reader import write_markup
from trendsqa.errors import UnreadableFileError

SAMPLES = Path(__file__).resolve().parents[3] / "documents"


@pytest.mark.parametrize("name", ["wordpress_page", "govuk_page"])
def test_a_page_gives_its_own_content_and_nothing_around_it(name):
    document = read((SAMPLES / f"{name}.html").read_bytes(), f"{name}.html")
    found = lines(document) + [f"link: {link}" for link in links(document)]
    expected = (SAMPLES / f"{name}.expected.txt").read_text(encoding="utf-8").splitlines()
    assert found == expected


def test_the_sites_name_is_no_part_of_the_title():
    page = "<title>The plan - GOV.UK</title><main><h1>The plan</h1><p>Words.</p></main>"
    assert read(page, "a.html").title == "The plan"
    assert read("<title>Notes</title><p>Words.</p>", "a.html").title == "Notes"


def test_line_breaks_and_numbers_of_lists():
    inner = "<ol type='a'><li>in</li></ol>"
    page = f"<ol start='3'><li><b>Pay</b><br>More.</li><li value='7'>Seven{inner}after</li></ol>one<br><br>two"
    assert lines(read(page, "a.html")) == [
        "list_item 0: 3. Pay More.",
        "list_item 0: 7. Seven",
        "list_item 1: a. in",
        "list_item 0: after",
        "paragraph: one",
        "paragraph: two",
    ]


def test_social_care_is_content_and_social_links_are_not():
    parts = "<div class='social-care'>Visits.</div><div class='social-links'>Follow</div><p>Many more words here.</p>"
    page = f"<main>{parts}</main>"
    assert lines(read(page, "a.html")) == ["paragraph: Visits.", "paragraph: Many more words here."]


def test_what_holds_most_of_the_words_is_content_whatever_its_name():
    page = "<body><div class='comments'>" + "<p>These are the words.</p>" * 9 + "</div><p>End.</p></body>"
    assert len(lines(read(page, "a.html"))) == 10


def test_a_layout_table_is_not_a_table():
    page = "<table role='presentation'><tr><td><p>One.</p></td><td><p>Two.</p></td></tr></table>"
    assert lines(read(page, "a.html")) == ["paragraph: One.", "paragraph: Two."]


def test_hidden_words_are_not_read():
    page = "<p>Shown<span hidden>not</span><span style='display: none'>nor</span> words.</p><template>No</template>"
    assert lines(read(page, "a.html")) == ["paragraph: Shown words."]


def test_untidy_markup_keeps_every_word_in_order():
    page = "<p>a <b>c<p>d</b>e <x-y>f</x-y><ul><li>g<li>h</ul>i &amp; j &nbsp; k<!-- no -->l"
    assert read(page, "a.html").text.split() == "a c de f g h i & j kl".split()  # noqa: SIM905


def test_a_page_without_words_says_so():
    with pytest.raises(UnreadableFileError, match="holds no text"):
        read("<html><body><script>fill()</script></body></html>", "app.html")


def test_absurd_nesting_is_refused_and_not_cut():
    page = b"<html><body>" + b"<div>" * 100_000 + b"<p>deep</p></body></html>"
    with pytest.raises(UnreadableFileError, match="nests its elements deeper"):
        read(page, "deep.html")


def test_a_page_says_how_much_it_left_out_and_why():
    """What is stored and what is left out make up what the page shows."""
    page = (
        "<body><nav><a href='/'>Home page</a></nav><main><h1>Ferry</h1><p>It is <del>£7</del> £6.</p>"
        "<p hidden>Draft.</p><button>Print</button><table><tr><td>Dogs</td><td>£1</td></tr></table></main></body>"
    )
    found = read(page, "a.html").coverage
    assert {part.reason: (part.words, part.characters) for part in found.left_out} == {
        "navigation and notices": (2, 8),
        "hidden text": (1, 6),
        "buttons and form fields": (1, 5),
        "deleted text": (1, 2),
    }
    assert found.seen.characters == 8 + 6 + 5 + 2 + len("FerryItis£6.Dogs£1")
    assert found.losses == ()


def test_a_piece_of_markup_is_written_into_another_stream():
    """Another format's tables and lists in HTML keep their rows and items."""
    stream = BlockStream()
    stream.write("Before")
    write_markup(
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table><ul><li>in</li></ul>", "a", stream
    )
    stream.write("After")
    assert [(block.kind, block.text) for block in stream.blocks()] == [
        (BlockKind.PARAGRAPH, "Before"),
        (BlockKind.TABLE, "A | B\n1 | 2"),
        (BlockKind.LIST_ITEM, "in"),
        (BlockKind.PARAGRAPH, "After"),
    ]


def test_a_list_without_markers_has_no_numbers():
    """A style that shows no marker takes the numbers of a list, or of an item, which still counts."""
    items = "<li>North</li><li style='list-style-type: none'>South</li><li>West</li>"
    unmarked = "<ol style='margin:0;list-style:none'><li value='7'>East</li></ol>"
    page = f"<main><h1>Zones</h1><ol>{items}</ol>{unmarked}</main>"
    assert lines(read(page, "page.html"))[1:] == [
        "list_item 0: 1. North",
        "list_item 0: South",
        "list_item 0: 3. West",
        "list_item 0: East",
    ]
