import pytest

from documents.reading_aloud import read


def data(text):
    return f"<script type='application/ld+json'>{text}</script>"


@pytest.mark.parametrize(
    ("head", "body", "changed"),
    [
        ("<meta property='article:modified_time' content='2023-05-06T10:00:00Z'>", "", "2023-05-06"),
        ("<meta name='dcterms.modified' content='2023-05-06'>", "", "2023-05-06"),
        ("<meta name='DCTERMS.modified' content='6 May 2023'>", "", "2023-05-06"),
        (
            '<script type=\'application/ld+json\'>{"@graph": [{"dateModified": "2023-05-06"}]}</script>',
            "",
            "2023-05-06",
        ),
        (data('{"@graph": [{"dateModified": "2023-05-06"}]}'), "", "2023-05-06"),
        (data('{"dateModified": '), "", ""),
        ("", "<span itemprop='dateModified' content='2023-05-06'></span>", "2023-05-06"),
        ("", "<p>Last updated: <time datetime='2023-05-06'>Saturday</time></p>", "2023-05-06"),
        ("", "<time class='entry-updated'>May 6, 2023</time>", "2023-05-06"),
        ("", "<p>Published <time datetime='2023-05-06'>Saturday</time></p>", ""),
        ("", "<dl><dt>Last updated</dt><dd>6 May 2023</dd></dl>", "2023-05-06"),
        ("<meta name='dcterms.modified' content='2023-13-45'>", "", ""),
    ],
)
def test_the_date_of_the_last_change_is_the_pages_own(head, body, changed):
    """The date is read from metadata or from words about a change, and never from that of publication."""
    page = f"<html><head>{head}</head><body><main><h1>Ferry</h1>{body}<p>Words.</p></main></body></html>"
    assert read(page, "page.html").changed == changed
