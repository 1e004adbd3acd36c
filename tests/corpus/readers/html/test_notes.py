from trendsqa.corpus.readers.html.reader import read_html


def notes(markup):
    parsed = read_html(f"<main><h1>Pool</h1>{markup}</main>".encode(), "page.html")
    assert parsed.seen.notes == sum(block.note for block in parsed.blocks)
    return [" ".join(block.text.split()) for block in parsed.blocks if block.note]


def test_what_a_mark_links_to_is_a_note():
    """The text of a note is kept as a note, without the arrow back to its mark."""
    body = "<p>It costs £7<sup id='r1'><a href='#n1'>1</a></sup> and £8<a href='#n2' role='doc-noteref'>2</a>.</p>"
    first = "<ol><li id='n1'><p>For one hour. <a href='#r1'>↩</a></p></li></ol>"
    assert notes(f"{body}{first}<div role='doc-footnote' id='n2'>For two.</div>") == ["1. For one hour.", "For two."]


def test_a_paragraph_that_begins_with_a_mark_is_its_note():
    """A note without a link is known by the same raised number."""
    assert notes("<p>It costs £7<sup>1</sup>.</p><p><sup>1</sup> For one hour.</p>") == ["[1] For one hour."]


def test_a_link_to_a_part_of_the_page_makes_no_note_of_it():
    """Only what a mark points to is a note."""
    assert notes("<p>See <a href='#a'>below</a>.</p><p id='a'>More words.</p>") == []
