import pytest

from documents.reading_aloud import lines, read

TAB = "<a role='tab' aria-controls='p' href='#p'>Refunds</a>"
START = "<h1>Tram pass</h1><p>A pass is for all of the trams.</p>"


def read_lines(markup):
    return lines(read(f"<main>{START}{markup}</main>", "page.html"))[2:]


@pytest.mark.parametrize(
    "markup",
    [
        "<h2><button aria-expanded='false'>Refunds</button></h2><div hidden='until-found'><p>Ten days.</p></div>",
        "<div class='acc'><h2>Refunds</h2><div style='display: none;'><p>Ten days.</p></div></div>",
        "<div><button aria-expanded='false'>Refunds</button><div aria-hidden='true'><p>Ten days.</p></div></div>",
        "<div><button aria-controls='p'>Refunds</button></div><div id='p' hidden><p>Ten days.</p></div>",
        f"<ul><li>{TAB}</li></ul><div role='tabpanel' id='p' style='display:none'><p>Ten days.</p></div>",
        "<h2><button><span>Refunds</span><span data-nosnippet>Show</span></button></h2><div><p>Ten days.</p></div>",
    ],
)
def test_an_accordion_is_read_with_its_heading(markup):
    """A panel's button or tab is its heading, and the panel is read though the page was saved collapsed."""
    assert read_lines(markup) == ["heading 2: Refunds", "paragraph: Ten days."]


def test_a_button_that_only_does_something_is_no_text():
    """Controls are left out: buttons, lists to choose from, fields."""
    controls = "<button>Show all</button><select><option>North</option></select><textarea>Type here</textarea>"
    assert read_lines(f"{controls}<p>Words.</p>") == ["paragraph: Words."]


def test_a_button_with_a_sentence_is_text():
    """A card that is a button as a whole keeps its words."""
    card = "<button><strong>Night pass</strong> It is valid from eight in the evening.</button>"
    assert read_lines(card) == ["paragraph: Night pass It is valid from eight in the evening."]


def test_a_menu_button_names_no_panel():
    """The heading of a section is its own, even if a button stands before the section."""
    section = "<div><h2>Fares</h2><p>Two pounds.</p></div>"
    assert read_lines(f"<button aria-expanded='false'>Open all</button>{section}") == [
        "heading 2: Fares",
        "paragraph: Two pounds.",
    ]


@pytest.mark.parametrize(
    ("before", "panel", "shown"),
    [
        ("faq-question", "faq-answer", True),
        ("toggle-title", "toggle-content", True),
        ("faq-intro", "faq-answer", False),
        ("title", "draft", False),
    ],
)
def test_an_answer_is_opened_by_its_question(before, panel, shown):
    """A hidden answer after an element with the class of a question is content, though no button opens it."""
    markup = f"<div class='{before}'>Refunds?</div><div class='{panel}' style='display:none'><p>Ten days.</p></div>"
    answer = ["paragraph: Ten days."] if shown else []
    assert read_lines(markup) == ["paragraph: Refunds?", *answer]
