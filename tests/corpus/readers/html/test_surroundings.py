import pytest

from documents.reading_aloud import lines, read

PROSE = "<p>The ferry crosses the river from six in the morning until midnight on every day of the year.</p>"


def text_of(markup):
    return read(markup, "page.html").text


def in_main(*parts):
    return text_of(f"<main><h1>River ferry</h1>{PROSE * 4}{''.join(parts)}</main>")


@pytest.mark.parametrize(
    "name", ["parental-consent", "data-sharing", "related", "comments", "newsletter", "cookie-fees"]
)
def test_an_id_never_puts_a_part_outside_the_content(name):
    """A part keeps its text whatever its id, which is often made from the words of its heading."""
    assert "A dog crosses for nothing." in in_main(f"<div id='{name}'><p>A dog crosses for nothing.</p></div>")


@pytest.mark.parametrize("name", ["feedback", "related", "promo", "comments", "share"])
def test_a_class_never_drops_a_heading_with_its_sentences(name):
    """A section with a heading and sentences of its own is content whatever its class."""
    found = in_main(f"<section class='{name}'><h2>Bicycles</h2><p>A bicycle is carried for one pound.</p></section>")
    assert "Bicycles" in found
    assert "A bicycle is carried for one pound." in found


@pytest.mark.parametrize(
    "name", ["card-header", "accordion-header", "event-header", "panel-footer", "tab-header", "table-footer"]
)
def test_the_header_and_footer_of_a_part_of_the_content_are_content(name):
    """The heading of a card names what the card says."""
    found = in_main(f"<div class='card'><div class='{name}'><h3>Dogs</h3></div><div><p>Nothing to pay.</p></div></div>")
    assert "Dogs" in found


def test_words_inside_a_sentence_never_go_by_their_class():
    """A price in a sentence stays whatever the class of its element; a label of its own does not."""
    found = in_main("<p>A trip costs <span class='header'>£4.20</span></p><p><span class='share'>Pass it on</span></p>")
    assert "A trip costs £4.20" in found
    assert "Pass it on" not in found


@pytest.mark.parametrize(
    "part",
    [
        "<div class='share'><a href='/x'>Post this</a> <a href='/y'>Send this</a></div>",
        "<div class='related'><h2>See too</h2><ul><li><a href='/x'>Post this</a></li></ul></div>",
        "<nav><h2>On this page</h2><ol><li><a href='#a'>Post this</a></li></ol></nav>",
        "<aside class='sidebar'><ul><li><a href='/x'>Post this</a></li></ul></aside>",
        "<form role='search'><label>Post this</label><input name='q'></form>",
        "<div class='newsletter'><p>Post this and get news of it each month.</p><input type='email'></div>",
        "<div>Post this: <a lang='de'>Deutsch</a> <a lang='fr'>Français</a> <a lang='cy'>Cymraeg</a></div>",
        "<div class='catlinks'>Post this: <a href='/x'>Pages with errors</a> <a href='/y'>Pages to check</a></div>",
        "<p>Was this page helpful? Post this</p>",
        "<p>Follow us on Post this</p>",
    ],
)
def test_links_and_notices_inside_the_main_part_go(part):
    """Sharing, related links, contents lists, searches, languages and categories are not read."""
    found = in_main(part)
    assert "Post this" not in found
    assert "The ferry crosses the river" in found


def test_a_page_without_a_main_part_loses_its_menus_and_keeps_its_content():
    """Menus, skip links, notices and the foot go by their links and place, lists of links in the content stay."""
    found = text_of(
        "<body><div class='cookie-box'>We keep cookies on your device. Accept them.</div>"
        "<a href='#c'>Skip to content</a><ul><li><a href='/a'>Roads</a></li><li><a href='/b'>Parks</a></li></ul>"
        f"<div class='breadcrumb'>Start &gt; Ferry</div><div id='c'><h1>River ferry</h1>{PROSE}"
        "<ul><li><a href='/t'>Timetable</a></li><li><a href='/m'>Map</a></li></ul></div>"
        "<div class='footer'><p>Is this page useful? Yes No</p><a href='/p'>Privacy</a></div></body>"
    )
    for gone in ("cookies", "Skip", "Roads", "Parks", "Start", "useful", "Privacy"):
        assert gone not in found
    assert found.startswith("River ferry")
    assert found.endswith("Timetable\nMap")


def test_a_page_that_is_one_form_is_read_without_its_menu():
    """A form is no reason to leave its text out."""
    page = (
        "<body><form id='aspnetForm'><div class='header'><a href='/a'>Roads</a> <a href='/b'>Parks</a></div>"
        f"<div><h1>River ferry</h1>{PROSE}</div></form></body>"
    )
    assert lines(read(page, "page.html"))[0] == "heading 1: River ferry"
    assert "The ferry crosses" in text_of(page)


def test_all_articles_of_a_page_are_read():
    """Articles without a main part around them are all content, with the title above them."""
    parts = "".join(
        f"<article><h2>Boat {n}</h2><p>Boat {n} carries forty people at once.</p></article>" for n in (1, 2, 3)
    )
    found = text_of(f"<body><nav><a href='/'>Home</a></nav><h1>Our boats</h1>{parts}</body>")
    assert [f"Boat {n} carries" in found for n in (1, 2, 3)] == [True, True, True]
    assert found.startswith("Our boats")


def test_a_list_of_teasers_is_read_as_a_whole():
    """A page whose articles all lead to other pages has no other content."""
    parts = "".join(f"<article><h2><a href='/{n}'>Boat {n}</a></h2><p>It is now in use.</p></article>" for n in (1, 2))
    found = text_of(f"<body>{parts}</body>")
    assert "Boat 1" in found
    assert "Boat 2" in found


def test_teasers_and_comments_beside_an_article_are_not_read():
    """An article whose heading is a link leads to another page, and one that is a comment belongs to a reader."""
    found = text_of(
        f"<body><article><h1>River ferry</h1>{PROSE * 3}</article>"
        "<article><h2><a href='/x'>Trams</a></h2><p>Trams are faster than they were before.</p></article>"
        "<div class='comments'><article class='comment'><p>I like it better than the bridge.</p></article></div></body>"
    )
    assert "Trams" not in found
    assert "bridge" not in found


@pytest.mark.parametrize(
    "part",
    [
        "<aside role='note'><p>No crossing on the first of May.</p></aside>",
        "<aside class='callout'><p>No crossing on the first of May.</p></aside>",
        "<div role='note' class='promo'><a href='/x'>No crossing on the first of May.</a></div>",
        "<div role='note'>No crossing on the first of May.</div>",
        "<form><p>No crossing on the first of May.</p><input name='n'></form>",
        "<footer><p>No crossing on the first of May.</p></footer>",
        "<details><summary>Days</summary>No crossing on the first of May.</details>",
    ],
)
def test_call_outs_details_and_the_text_of_forms_are_read(part):
    """A sentence inside the main part is read whichever element it stands in."""
    assert "No crossing on the first of May." in in_main(part)


def test_what_would_go_is_counted_together():
    """Several parts that together have most of the sentences stay, even if each alone is small."""
    names = ["sidebar", "comments", "related", "promo", "feedback", "share"]
    parts = "".join(f"<div class='{name}'><p>Words of {name} that are a sentence.</p></div>" for name in names)
    found = text_of(f"<body>{parts}<div><p>Few other words stand here.</p></div></body>")
    assert sum(f"Words of {name}" in found for name in names) >= 3


def test_a_main_part_with_little_of_the_page_is_no_reason_to_drop_the_rest():
    """An element that is wrongly marked as the main part does not hide the page's text."""
    assert "The ferry crosses" in text_of(
        f"<body><main><p>Loading the map now.</p></main><div>{PROSE * 3}</div></body>"
    )
