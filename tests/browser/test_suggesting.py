"""Suggestions while somebody types, on the pages and in the chat, by keyboard and by pointer."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from fakes.assistant import PaperAssistant
from fakes.crew import wait_until
from fakes.documents import held
from fakes.records import LaidOutDocument
from fakes.widget_service import serving_widget

pytestmark = pytest.mark.browser

QUESTION = "Count passengers of ferries"
HEADING, NAME = "Risks of ferries", "Northern berth of ferries"
QUOTE = "Count the passengers of the ferries on each crossing for a month."
PAGES = ["/", "/search", "/embed"]
HOW = "Use the up and down arrow keys to choose."
COLLECTION = [
    held(("h", "Where to start"), ("p", QUOTE), ("h", "Risks"), ("p", "Fog closes the northern berth often."),
         document_id="harbour", edition="2024"),
    held(("h", "Lamps"), ("p", "The new lamp uses less electricity."), document_id="lamps", edition="2023"),
]  # fmt: skip


@pytest.fixture(scope="module")
def running():
    assistant = PaperAssistant(*map(LaidOutDocument.of, COLLECTION), examples=(QUESTION,))
    with serving_widget(assistant) as service:
        yield service


@pytest.fixture
def service(running):
    running.suggestions = [(QUESTION, "question"), (HEADING, "heading"), (NAME, "name")]
    running.missing, running.refusal = (), None
    running.requests.clear()
    return running


@pytest.fixture
def open_page(visit, service):
    """Opens a page in a browser of its own."""

    def opened(path="/search", **options):
        return visit(service.address, **options).open(path)

    return opened


def box(page):
    return page.get_by_label("Enter a question")


def options(page):
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def chosen(page):
    return options(page).and_(page.locator("[aria-selected=true]"))


def region(page):
    return page.locator("#suggestion-status")


def type_in(page, text="ferries"):
    box(page).press_sequentially(text)
    expect(options(page).first).to_be_visible()


def suggested(service):
    """The query of each request for suggestions."""
    return [dict(parse_qsl(urlsplit(path).query)) for _, path in service.requests if "suggest" in path]


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_alone_chooses_a_question_and_asks_it(open_page, path):
    page = open_page(path)
    field = page.get_by_role("combobox", name="Enter a question")
    field.focus()
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("ferries")
    expect(region(page)).to_have_text(f"3 suggestions. {HOW}")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-controls", page.get_by_role("listbox").get_attribute("id"))
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", chosen(page).get_attribute("id"))
    page.keyboard.press("Enter")
    expect(field).to_have_value(QUESTION)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(region(page)).to_have_text("It is in the question box. Press Enter to ask.")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote")).to_contain_text(QUOTE)


def test_each_key_does_what_it_does_in_any_combobox(open_page):
    page = open_page()
    field = box(page)
    type_in(page)
    for key, text in (
        ("ArrowUp", NAME), ("ArrowDown", QUESTION), ("ArrowDown", HEADING), ("End", NAME), ("Home", QUESTION),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect(chosen(page)).to_contain_text(text)
    page.keyboard.press("ArrowLeft")
    expect(chosen(page)).to_have_count(0)
    page.keyboard.press("Home")
    assert field.evaluate("box => box.selectionStart") == 0
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_value("ferries")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text(QUESTION)
    page.keyboard.press("Alt+ArrowUp")
    expect(options(page)).to_have_count(0)
    page.keyboard.press("Alt+ArrowDown")
    expect(options(page)).to_have_count(3)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask")).to_be_focused()
    expect(options(page)).to_have_count(0)
    expect(field).to_have_value("ferries")


def test_enter_without_a_chosen_suggestion_asks_what_is_typed(open_page):
    page = open_page()
    type_in(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="ferries", exact=True)).to_be_visible()


def test_each_suggestion_says_what_it_is(open_page):
    page = open_page()
    type_in(page)
    expect(options(page)).to_have_text([f"{QUESTION}, question", f"{HEADING}, heading", f"{NAME}, name"])


def test_one_suggestion_and_none_are_announced(open_page):
    page = open_page()
    type_in(page, "risks")
    expect(region(page)).to_have_text(f"1 suggestion. {HOW}")
    page.keyboard.type("xx")
    expect(region(page)).to_have_text("No suggestions.")
    expect(options(page)).to_have_count(0)


def test_only_what_is_typed_is_sent_and_nothing_of_one_character(open_page, service):
    page = open_page("/embed")
    box(page).press_sequentially("f")
    page.wait_for_timeout(400)
    assert suggested(service) == []
    box(page).press_sequentially("erries")
    expect(options(page).first).to_be_visible()
    assert suggested(service) == [{"q": "ferries", "limit": "6"}]


@pytest.mark.parametrize("path", ["/search", "/embed"])
def test_suggestions_are_of_the_edition_that_is_chosen(open_page, service, path):
    page = open_page(f"{path}?edition=2024")
    type_in(page)
    assert suggested(service)[-1] == {"q": "ferries", "limit": "6", "edition": "2024"}
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**edition=2024")


def test_a_response_that_comes_late_is_dropped(open_page):
    page = open_page()
    waiting, dropped = [], []

    def wait(route):
        waiting.append(route)

    page.route("**/api/v1/suggest?q=fer&*", wait)
    page.on("requestfailed", lambda request: dropped.append(request.url))
    box(page).press_sequentially("fer")
    wait_until(lambda: page.wait_for_timeout(20) or waiting)
    page.keyboard.type("ries")
    expect(options(page)).to_have_count(3)
    waiting[0].fulfill(json={"suggestions": [{"text": "Late", "kind": "name"}]})
    page.wait_for_timeout(100)
    expect(options(page)).to_have_count(3)
    assert [url for url in dropped if "q=fer&" in url]


def test_a_list_that_somebody_chooses_from_is_not_changed_under_their_hands(open_page):
    page = open_page()
    type_in(page, "fer")
    waiting = []

    def wait(route):
        waiting.append(route)

    page.route("**/api/v1/suggest?q=ferries&*", wait)
    page.keyboard.type("ries")
    wait_until(lambda: page.wait_for_timeout(20) or waiting)
    page.keyboard.press("ArrowDown")
    waiting[0].fulfill(json={"suggestions": [{"text": "Late", "kind": "name"}]})
    page.wait_for_timeout(100)
    expect(chosen(page)).to_contain_text(QUESTION)


def test_a_service_that_fails_is_silent_and_the_box_works(open_page, service):
    service.missing = ("/api/v1/suggest",)
    page = open_page()
    box(page).press_sequentially("ferries")
    wait_until(lambda: page.wait_for_timeout(20) or suggested(service))
    page.keyboard.type(" count")
    page.wait_for_timeout(400)
    assert len(suggested(service)) == 1
    expect(region(page)).to_have_text("")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote")).to_contain_text(QUOTE)


def test_a_person_switches_suggestions_off_in_this_browser_for_good(open_page, service):
    page = open_page()
    type_in(page)
    page.keyboard.press("Escape")
    page.get_by_label("Suggest questions while I type").uncheck()
    service.requests.clear()
    for path in PAGES:
        page.goto(service.address + path)
        box(page).press_sequentially("ferries")
        page.wait_for_timeout(300)
        expect(page.get_by_label("Suggest questions while I type")).not_to_be_checked()
    assert suggested(service) == []
    page.get_by_label("Suggest questions while I type").check()
    box(page).fill("")
    type_in(page)


def test_a_connection_that_saves_data_asks_for_no_suggestions(open_page, service):
    page = open_page()
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page.reload()
    box(page).press_sequentially("ferries")
    page.wait_for_timeout(300)
    assert suggested(service) == []
    page.get_by_label("Suggest questions while I type").check()
    box(page).fill("")
    type_in(page)


def test_without_javascript_the_box_is_a_plain_box(open_page, service):
    page = open_page(java_script_enabled=False)
    expect(page.get_by_role("textbox", name="Enter a question")).to_be_visible()
    expect(page.get_by_label("Suggest questions while I type")).to_have_count(0)
    box(page).press_sequentially(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("blockquote")).to_contain_text(QUOTE)
    assert suggested(service) == []


@pytest.mark.parametrize("path", PAGES)
def test_in_a_narrow_window_the_list_leaves_the_button_free_to_be_pressed(open_page, path):
    page = open_page(path, viewport={"width": 320, "height": 700})
    type_in(page)
    button, shown = page.get_by_role("button", name="Ask"), page.get_by_role("listbox")
    ends = shown.bounding_box()
    assert ends["y"] + ends["height"] <= button.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert all(option.bounding_box()["height"] >= 44 for option in options(page).all())
    # The list stays until the button is let go: else the button would move away from under the pointer.
    button.hover()
    page.mouse.down()
    expect(options(page)).to_have_count(3)
    page.mouse.up()
    expect(page.get_by_role("heading", name="ferries", exact=True)).to_be_visible()


def test_a_pointer_chooses_and_a_press_elsewhere_closes(open_page):
    page = open_page()
    type_in(page)
    options(page).nth(1).click()
    expect(box(page)).to_have_value(HEADING)
    expect(box(page)).to_be_focused()
    box(page).fill("")
    type_in(page)
    page.get_by_role("heading", level=1).click()
    expect(options(page)).to_have_count(0)


def test_in_a_frame_the_list_takes_room_so_that_the_frame_can_grow(open_page, service):
    page = open_page("/embed", viewport={"width": 1280, "height": 700})
    page.evaluate('document.body.innerHTML = \'<iframe src="/embed" title="Ask" width=1000 height=600></iframe>\'')
    frame = page.frame_locator("iframe")
    frame.get_by_label("Enter a question").press_sequentially("ferries")
    shown = frame.get_by_role("listbox")
    expect(shown).to_be_visible()
    assert shown.evaluate("list => getComputedStyle(list).position") == "static"
    field, button = frame.get_by_role("combobox").first, frame.get_by_role("button", name="Ask")
    assert field.bounding_box()["y"] == button.bounding_box()["y"]


LOOKS = [({"color_scheme": scheme}, width) for scheme in ("light", "dark") for width in (320, 1280)]
LOOKS += [({"forced_colors": "active"}, 1280)]


@pytest.mark.parametrize(("look", "width"), LOOKS)
def test_axe_finds_no_fault_with_the_list_open(open_page, find_faults, look, width):
    for path in PAGES:
        page = open_page(path, viewport={"width": width, "height": 800}, **look)
        type_in(page)
        page.keyboard.press("ArrowDown")
        assert find_faults(page) == []
        colours = [one.evaluate("one => getComputedStyle(one).backgroundColor") for one in options(page).all()]
        assert colours[0] != colours[1]


def test_on_a_welsh_page_the_suggestions_stay_english(open_page):
    page = open_page("/search?lang=cy")
    page.get_by_role("combobox").first.press_sequentially("ferries")
    expect(page.get_by_role("option").first.locator("[lang=en]")).to_have_text(QUESTION)


TYPED = "where"


def test_in_the_chat_a_suggestion_fills_the_box_and_enter_asks_it(visit, server_url, find_faults):
    page = visit(server_url, viewport={"width": 320, "height": 700}).open_chat()
    type_in(page, TYPED)
    expect(region(page)).to_contain_text("suggestion")
    ends, button = page.get_by_role("listbox").bounding_box(), page.get_by_role("button", name="Ask", exact=True)
    assert ends["y"] + ends["height"] <= button.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_attribute("aria-activedescendant", chosen(page).get_attribute("id"))
    assert find_faults(page) == []
    text = chosen(page).locator("[lang=en]").inner_text()
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value(text)
    expect(page.locator("#transcript .turn")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#transcript .turn h2")).to_contain_text(text)
    # The box is another one now, or the same: suggestions go on.
    expect(box(page)).to_have_value("")
    type_in(page, TYPED)
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)


def test_in_the_chat_enter_without_a_chosen_suggestion_asks_what_is_typed(visit, server_url):
    page = visit(server_url).open_chat()
    type_in(page, TYPED)
    page.keyboard.press("Enter")
    expect(page.locator("#transcript .turn h2")).to_contain_text(TYPED)
    expect(options(page)).to_have_count(0)


def test_in_the_chat_what_a_button_puts_into_the_box_is_not_suggested_upon(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, "Hello")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("button.suggested").first.click()
    page.wait_for_timeout(400)
    assert [url for url in asked if "suggest?" in url] == []
