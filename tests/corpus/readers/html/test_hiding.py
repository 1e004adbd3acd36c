import pytest

from documents.reading_aloud import lines, links, read


def read_lines(markup):
    return lines(read(f"<main><h1>Tram pass</h1>{markup}</main>", "page.html"))[1:]


@pytest.mark.parametrize(
    "markup",
    [
        "<p hidden>Draft.</p><p>Words.</p>",
        "<p>Words.</p><div style='display:none'>Draft.</div>",
        "<div style='visibility: hidden'><p>Draft.</p></div><p>Words.</p>",
        "<h2 hidden>Draft.</h2><p>Words.</p>",
        "<p>Words.<span class='sr-only'>Draft.</span></p>",
        "<p><del>Draft.</del>Words.</p>",
        "<p><s>Draft.</s>Words.</p>",
        "<p><span style='text-decoration: line-through'>Draft.</span>Words.</p>",
        "<p><i class='icon' aria-hidden='true'>Draft.</i>Words.</p>",
        "<p>Words.</p><svg><text>Draft.</text></svg>",
    ],
)
def test_hidden_and_struck_words_are_not_read(markup):
    """What a browser hides for good or strikes out is not content."""
    assert read_lines(markup) == ["paragraph: Words."]


def test_hidden_words_between_heading_and_text_are_no_panel():
    """A hidden box after a heading that has text of its own stays hidden."""
    assert read_lines("<div hidden>Signed out.</div><p>Words.</p>") == ["paragraph: Words."]


def test_what_keeps_its_place_while_hidden_is_no_panel():
    """An invisible part between two headings stays out: an accordion's panel takes no place while it is closed."""
    markup = "<h2>Zones</h2><div style='visibility:hidden'><p>Draft.</p></div><h2>Fares</h2><p>Two pounds.</p>"
    assert read_lines(markup) == ["heading 2: Zones", "heading 2: Fares", "paragraph: Two pounds."]


def test_inserted_words_replace_deleted_ones():
    """A changed price reads as it is now."""
    assert read_lines("<p>It is <del>£7</del> <ins>£6</ins> a week.</p>") == ["paragraph: It is £6 a week."]


def test_words_hidden_from_screen_readers_alone_are_shown():
    """A price that is shown and said in other words is read as it is shown."""
    markup = "<p><span aria-hidden='true'>£5</span><span class='visually-hidden'>five pounds</span> a day</p>"
    assert read_lines(markup) == ["paragraph: £5 a day"]


def test_a_picture_that_leaves_stands_between_words():
    """Words on both sides of a drawing do not become one."""
    assert read_lines("<p>North<svg><title>to</title></svg>South</p>") == ["paragraph: North South"]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<span aria-hidden='true'>−</span><span class='sr-only'>minus </span>5.2%", "−5.2%"),
        ("9am<span aria-hidden='true'>–</span><span class='visually-hidden'> to </span>5pm", "9am–5pm"),
        ("<span aria-hidden='true'>£</span>12<span aria-hidden='true'>.</span>50", "£12.50"),
        ("Open <i aria-hidden='true'>+</i><span class='icon' aria-hidden='true'>&gt;</span>daily", "Open daily"),
    ],
)
def test_signs_of_a_number_are_shown_even_if_no_screen_reader_says_them(markup, shown):
    """A minus, a point or a currency sign belongs to its number; an icon does not."""
    assert read_lines(f"<p>{markup}</p>") == [f"paragraph: {shown}"]


def read_styled(styles, markup):
    page = f"<head><style>{styles}</style></head><main><h1>Tram pass</h1>{markup}</main>"
    return lines(read(page, "page.html"))[1:]


@pytest.mark.parametrize(
    ("styles", "shown"),
    [
        (".c1{color:red;text-decoration:line-through}", "40 60 trams"),
        ("@import url(x.css?a=1;b);.c0,.c1{text-decoration-line: line-through}", "40 60 trams"),
        ("span.c1{display:none}", "40 60 trams"),
        ("/* .c1{} */ .c1 { DISPLAY: none !important }", "40 60 trams"),
        (".c1{text-decoration:line-through}.c2{text-decoration:none}", "40 50 60 trams"),
        ("b.c1{display:none}", "40 50 60 trams"),
        ("@media print{.c1{display:none}}", "40 50 60 trams"),
        (".c1{display:none}.open .c1{display:inline}", "40 50 60 trams"),
        (".c1{display:none}</style><script>show('c1')</script><style>", "40 50 60 trams"),
        (".c1{display:none}</style><style media='print'>.c1{display:inline}", "40 60 trams"),
        ("</style><noscript><style>.c1{display:none}</style></noscript><style>", "40 50 60 trams"),
        ("}}{.c1{{", "40 50 60 trams"),
    ],
)
def test_a_class_hides_and_strikes_out_as_a_style_does(styles, shown):
    """What a rule for one class strikes out or always hides is not content; what it hides at times is."""
    assert read_styled(styles, "<p>40 <span class='c1 c2'>50 </span>60 trams</p>") == [f"paragraph: {shown}"]


def test_a_class_raises_a_power():
    """A power that only a style sheet raises does not become part of its number."""
    markup = "<p>About 10<span class='c3'>6</span> trips and 4 m<span class='c3'>2</span>.</p>"
    assert read_styled(".c3{vertical-align:super;font-size:6pt}", markup) == ["paragraph: About 10⁶ trips and 4 m²."]


def test_its_own_style_wins_over_the_class():
    """An element that its own style shows is content, whatever its class says."""
    markup = "<p class='c9' style='display: block'>Ten trams.</p>"
    assert read_styled(".c9{display:none}", markup) == ["paragraph: Ten trams."]


def covered(address, key=0x2A):
    return bytes([key, *(byte ^ key for byte in address.encode())]).hex()


COVER = "<a href='/cdn-cgi/l/email-protection' class='__cf_email__' data-cfemail='{}'>[email&#160;protected]</a>"


def test_an_address_covered_from_robots_is_read():
    """An address that a script would show is read, and linked."""
    page = read(f"<main><h1>Tram pass</h1><p>Ask {COVER.format(covered('desk@tram.example'))}.</p></main>", "page.html")
    assert lines(page)[1:] == ["paragraph: Ask desk@tram.example."]
    assert links(page) == ["desk@tram.example -> mailto:desk@tram.example"]


@pytest.mark.parametrize("digits", ["", "2", "2a", "zz11", "2a" * 9, covered("no address"), covered("a@b.c" * 500)])
def test_what_covers_no_address_stays(digits):
    """Damaged digits, and digits of other words, leave the page as it is written."""
    assert read_lines(f"<p>Ask {COVER.format(digits)} first.</p>") == ["paragraph: Ask [email protected] first."]
