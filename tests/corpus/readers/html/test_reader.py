from pathlib import Path

import pytest

from documents.reading_aloud import lines, links, read
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
