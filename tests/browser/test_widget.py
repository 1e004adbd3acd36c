"""``<trends-search>`` in pages of another origin, under a policy that allows nothing inline."""

import copy
import re

import pytest
from playwright.sync_api import expect

from fakes.assistant import PaperAssistant
from fakes.crew import wait_until
from fakes.documents import held
from fakes.records import LaidOutDocument
from fakes.widget_service import serving_widget
from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile
from trendsqa.access.key_ring import KeyRing
from trendsqa.api.response_examples import ANSWER_EXAMPLE

pytestmark = pytest.mark.browser

DOCUMENT = held(
    ("h", "Where to start"), ("p", "Count the passengers of the ferries on each crossing for a month."),
    ("h", "Risks"), ("p", "Fog closes the northern berth often."), ("p", "Ferries then land in the south."),
    ("h", "Library boat"), ("p", "Readers order books by radio."),
    document_id="harbour", title="Harbour <b>handbook</b>", edition="2024", kind="guidance",
    url="https://harbour.example/handbook",
)  # fmt: skip
OTHER = held(
    ("h", "Lamps"), ("p", "The new lamp uses less electricity."), document_id="lamps", edition="2023", kind="report"
)
QUESTION = "Count passengers of ferries"
QUOTE = "Count the passengers of the ferries on each crossing for a month."
CLOSE = "Which ferries reach Lisbon, Porto, Faro, Vigo?"
NOT_HELD = "Who walked upon Mars?"
NEXT = "Who reads less electricity?"
GREETING = "Hello"
SUMMARY_LABEL = "Our summary, not the publisher’s words"
STYLE = ":root { color-scheme: light dark } body { font: 100%/1.5 sans-serif; margin: 0 } main { padding: 1rem }"
HEARD = """window.heard = [];
for (const name of ["trends-answer", "trends-error", "trends-select"])
  document.addEventListener(name, (event) => heard.push([name, event.detail]));
"""
ALL_SIZES = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


@pytest.fixture
def service(intranet):
    assistant = PaperAssistant(
        LaidOutDocument.of(DOCUMENT), LaidOutDocument.of(OTHER), replies={GREETING: "Hello. Ask a question."},
        examples=(QUESTION,),
    )  # fmt: skip
    with serving_widget(assistant, intranet.origin) as service:
        service.suggestions = [(QUESTION, "question"), ("Risks of ferries", "heading"), ("Northern berth", "name")]
        yield service


@pytest.fixture
def place(visit, intranet, service):
    """Opens a page of the intranet with the widget in it."""

    def open_page(attributes="", *, page_attributes='lang="en"', style=STYLE, served_by=service, **options):
        ours = served_by.address
        intranet.policy = f"default-src 'self'; script-src 'self' {ours}; connect-src {ours}; style-src 'self'"
        intranet.files["/host.css"], intranet.files["/heard.js"] = style, HEARD
        intranet.files["/"] = (
            f"<!doctype html><html {page_attributes}><head><meta charset=utf-8><title>Intranet</title>"
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="stylesheet" href="/host.css"><script src="/heard.js"></script>'
            f'<script type="module" src="{ours}/widget/trends-search.js"></script></head>'
            f"<body><main><h1>Intranet</h1><trends-search {attributes}></trends-search></main></body></html>"
        )
        there = visit(intranet.origin, friends=(ours,), **options)
        there.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=intranet.origin)
        page = there.open("/")
        box(page).wait_for()
        return page

    return open_page


def box(page):
    return page.locator("trends-search").get_by_role("combobox").first


def options(page):
    return page.get_by_role("listbox").get_by_role("option")


def ask(page, question):
    box(page).fill(question)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=question).wait_for()


def status(page):
    return page.locator("trends-search").get_by_role("status")


def heard(page, name):
    return page.evaluate("name => heard.filter(([kind]) => kind === name).map(([, detail]) => detail)", name)


def test_a_quote_stands_with_its_source_and_opens_in_context(place, service):
    page = place()
    ask(page, QUESTION)
    figure = page.get_by_role("figure")
    expect(figure.locator("blockquote")).to_have_text(QUOTE)
    expect(figure.locator("cite")).to_have_text("Harbour <b>handbook</b>")
    expect(figure).to_contain_text("edition 2024")
    expect(figure.locator(".where")).to_have_text("Where to start")
    publisher = figure.get_by_role("link", name="Publisher’s page").get_attribute("href")
    assert publisher.startswith("https://harbour.example/handbook")
    with page.expect_popup() as opened:
        figure.get_by_role("link", name="Open in context").click()
    assert opened.value.url.startswith(f"{service.address}/read?section=harbour%23where-to-start&start=16&end=")
    expect(opened.value.locator("mark")).to_have_text(QUOTE)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_alone_does_every_task_and_each_step_is_announced(place, service, width):
    page = place(viewport={"width": width, "height": 800})
    field = page.get_by_role("combobox", name="Enter a question")
    chosen = options(page).and_(page.locator("[aria-selected=true]"))
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.keyboard.type("ferries")
    expect(status(page)).to_have_text("2 suggestions. Use the up and down arrow keys to choose.")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    expect(chosen).to_contain_text("Risks of ferries")
    page.keyboard.press("Home")
    expect(chosen).to_contain_text(QUESTION)
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(page.locator("blockquote")).to_have_text(QUOTE)
    expect(status(page)).to_have_text("Answered with 1 quote from 1 section.")
    expect(field).to_have_value(QUESTION)
    assert heard(page, "trends-select")[0]["text"] == QUESTION
    read_copy_and_judge_by_keyboard(page)
    assert service.feedback == {}


def read_copy_and_judge_by_keyboard(page):
    tab_to(page, "Open in context")
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    opened.value.close()
    tab_to(page, "Copy with sources")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{QUESTION}\n\n“{QUOTE}” [1]\n\nSources\n[1] Harbour <b>handbook</b> (2024), Where to start." in copied
    tab_to(page, "No")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What were you looking for?")).to_be_focused()
    page.keyboard.type("The price")
    tab_to(page, "Send")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("Thank you. Your feedback was sent.")
    expect(page.get_by_role("button", name="Take it back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("Taken back. Nothing of it is kept.")


def tab_to(page, name):
    for _ in range(20):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.shadowRoot?.activeElement?.textContent || ''")
        if focused.startswith(name):
            return
    pytest.fail(f"the keyboard does not reach {name}")


def test_feedback_says_what_it_keeps_and_holds_the_answer_that_it_is_about(place, service):
    page = place()
    ask(page, QUESTION)
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_label("What helped?")).to_have_accessible_description(re.compile("your question and your words"))
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Yes")).to_be_focused()
    assert service.feedback == {}
    page.get_by_role("button", name="Yes").click()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Take it back").wait_for()
    assert service.feedback["f1"] == {
        "question": QUESTION, "useful": True, "citation": None, "section_id": "harbour#where-to-start", "words": None,
        "generation": "paper", "outcome": "answered",
    }  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), ALL_SIZES)
def test_axe_finds_no_fault_in_any_state(place, service, find_faults, width, scheme):
    page = place(
        "heading-level=2", viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    box(page).press_sequentially("ferries")
    options(page).first.wait_for()
    page.keyboard.press("ArrowDown")
    faults = find_faults(page)
    service.answer = with_everything()
    ask(page, QUESTION)
    page.get_by_role("button", name="Yes").click()
    page.get_by_text("Filters").click()
    page.get_by_role("option", name="Guidance").wait_for(state="attached")
    faults += find_faults(page)
    ask(page, CLOSE)
    faults += find_faults(page)
    service.refusal = (503, {})
    page.get_by_role("button", name="Ask").click()
    page.get_by_role("button", name="Try again").wait_for()
    faults += find_faults(page)
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def with_everything():
    """An answer of every form: a quote with a page, a summary, a table, a part left open, and a linked item."""
    answer = copy.deepcopy(ANSWER_EXAMPLE)
    (citation,) = answer["citations"]
    block = {"kind": "paragraph", "text": "Our account of it.", "depth": 0, "header": "", "header_rows": 0}
    points = [
        block | {"kind": "list_item", "text": text, "depth": depth} for text, depth in (("Boats", 0), ("Oars", 1))
    ]
    quote = {"text": "Our account of it.\nBoats\nOars", "citation": 2, "table_header": "", "parts": [block, *points]}
    header = "Street | Weeks | Note"
    rows = {"text": "Mill Lane | 2\nHarbour | | ", "citation": 3, "table_header": header}
    rows["parts"] = [block | {"kind": "table", "text": rows["text"], "header": header}]
    elsewhere = citation | {"section_id": "example-meetings-2024#costs", "heading_path": ["Costs"]}
    answer["answer"] += [quote, rows]
    answer["citations"] += [
        elsewhere | {"n": 2, "quote": quote["text"], "form": "brief"},
        citation | {"n": 3, "quote": rows["text"], "link": "javascript:alert(1)", "url": "javascript:alert(1)"},
    ]
    answer["linked"] = [
        {
            "document_id": "guide", "title": "A guide", "kind": "guidance", "organisation": "A press", "form": "none",
            "url": "https://example.org/guide", "note": "", "section_id": "x#y", "text": "a guide",
        }
    ]  # fmt: skip
    answer["question"], answer["interpreted_question"] = QUESTION, "Count passengers of <i>all</i> ferries"
    answer["open"], answer["suggestions"] = ["And the price?"], [NEXT]
    return answer


def test_every_part_of_an_answer_is_shown_as_what_it_is(place, service):
    page = place()
    service.answer = with_everything()
    ask(page, QUESTION)
    figures = page.get_by_role("figure")
    expect(figures).to_have_count(3)
    expect(figures.nth(0)).to_contain_text("page 4")
    expect(figures.nth(0)).to_contain_text("Open Government Licence")
    expect(figures.nth(1)).to_contain_text("Our summary, not the publisher’s words")
    expect(figures.nth(1).locator("blockquote")).to_have_count(0)
    expect(figures.nth(1).get_by_role("listitem")).to_have_text(["Boats", "Oars"])
    expect(figures.nth(2).get_by_role("columnheader")).to_have_text(["Street", "Weeks", "Note"])
    expect(figures.nth(2).get_by_role("row").nth(2).get_by_role("cell")).to_have_text(["Harbour", "", ""])
    expect(status(page)).to_have_text("Answered with 2 quotes and 1 summary of ours from 2 sections.")
    expect(page.get_by_text("Not answered: And the price?")).to_be_visible()
    expect(page.get_by_role("link", name="A guide", exact=False).first).to_be_visible()
    expect(page.get_by_text("Read as: Count passengers of <i>all</i> ferries")).to_be_visible()


def test_a_summary_of_ours_looks_and_is_copied_as_no_quote(place, service):
    page = place()
    service.answer = with_everything()
    ask(page, QUESTION)
    summary, quote = page.get_by_role("figure").nth(1), page.get_by_role("figure").first
    border = "figure => getComputedStyle(figure).borderInlineStartWidth"
    assert (summary.evaluate(border), quote.evaluate(border)) == ("0px", "4px")
    assert summary.locator("p").first.inner_text() == SUMMARY_LABEL
    fonts = [one.evaluate("one => getComputedStyle(one).fontFamily") for one in (summary, summary.locator(".own"))]
    assert fonts[0] == fonts[1]
    page.get_by_role("button", name="Copy with sources").click()
    expect(status(page)).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"\n{SUMMARY_LABEL}:\nOur account of it.\n" in copied
    assert copied.count("“") == 2


def test_what_could_be_asked_next_is_offered_under_an_answer(place, service):
    page = place()
    service.answer = with_everything()
    ask(page, QUESTION)
    expect(page.get_by_role("heading", name="You could ask next", exact=True)).to_be_visible()
    page.get_by_role("button", name=NEXT).click()
    expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
    expect(box(page)).to_be_focused()
    expect(page.locator("blockquote")).to_have_text("The new lamp uses less electricity.")


def test_an_address_that_is_a_script_never_becomes_a_link(place, service):
    page = place()
    service.answer = with_everything()
    ask(page, QUESTION)
    page.get_by_role("figure").nth(2).wait_for()
    assert [link for link in page.get_by_role("link").all() if "javascript" in link.get_attribute("href")] == []


@pytest.mark.parametrize(
    ("question", "said", "quotes"),
    [(CLOSE, "This may not answer your question.", 1), (NOT_HELD, "The documents held here do not answer this.", 0)],
)
def test_what_is_not_answered_is_said_and_the_nearest_sections_are_linked(place, question, said, quotes):
    page = place()
    ask(page, question)
    expect(page.locator(".said strong")).to_have_text(said)
    expect(page.locator("blockquote")).to_have_count(quotes)
    expect(page.get_by_role("heading", name="Nearest sections")).to_have_count(quotes)
    expect(status(page)).to_contain_text(said)


def test_a_greeting_gets_a_reply_whose_questions_can_be_asked(place):
    page = place()
    ask(page, GREETING)
    expect(status(page)).to_have_text("Hello. Ask a question.")
    expect(page.get_by_role("heading", name="You could ask", exact=True)).to_be_visible()
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator("blockquote")).to_have_text(QUOTE)


@pytest.mark.parametrize(
    ("status_code", "headers", "said"),
    [
        (401, {}, "did not accept this page’s key"),
        (403, {}, "This page may not use the service"),
        (429, {"Retry-After": "20"}, "Try again in 20 seconds."),
        (503, {"Retry-After": "200"}, "Try again in 4 minutes."),
        (503, {}, "Try again later."),
        (500, {}, "The service could not answer."),
    ],
)
def test_a_refusal_is_told_in_words_with_when_to_try_again(place, service, status_code, headers, said):
    page = place()
    service.refusal = (status_code, headers)
    box(page).fill(QUESTION)
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text(said)
    expect(page.locator(".problem")).to_contain_text(said)
    (told,) = heard(page, "trends-error")
    assert (told["status"], told["retryAfter"]) == (status_code, int(headers.get("Retry-After", 0)))
    again = page.get_by_role("button", name="Try again")
    expect(again).to_have_count(0 if status_code < 429 else 1)
    if status_code >= 429:
        again.click()
        expect(page.locator("blockquote")).to_have_text(QUOTE)


def test_without_a_network_it_says_so_and_goes_on_afterwards(place):
    page = place()
    page.context.set_offline(True)
    box(page).fill(QUESTION)
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("You are offline. Check your connection, then try again.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("blockquote")).to_have_text(QUOTE)


@pytest.mark.parametrize(("question", "said"), [("  ", "Write a question first."), ("x" * 1001, "1001 characters")])
def test_what_cannot_be_asked_is_told_beside_the_field(place, service, question, said):
    page = place()
    box(page).fill(question)
    page.keyboard.press("Enter")
    expect(box(page)).to_have_accessible_description(re.compile(re.escape(said)))
    expect(box(page)).to_have_attribute("aria-invalid", "true")
    assert [path for _, path in service.requests if "ask" in path] == []


def test_a_question_that_is_overtaken_by_another_is_dropped(place, service):
    page = place()
    service.held = True
    dropped = []
    page.on("requestfailed", lambda request: dropped.append(request.url))
    box(page).fill(NOT_HELD)
    page.keyboard.press("Enter")
    # It waits at the server: else the next question could be the one that does.
    wait_until(lambda: not service.held)
    ask(page, QUESTION)
    expect(page.locator("blockquote")).to_have_text(QUOTE)
    assert dropped == [f"{service.address}/api/v1/ask"]
    assert [told["question"] for told in heard(page, "trends-answer")] == [QUESTION]


def test_a_service_without_suggestions_and_feedback_shows_neither(place, service):
    service.missing = ("/api/v1/suggest", "/api/v1/feedback")
    service.offered = False
    page = place()
    box(page).press_sequentially("ferries", delay=20)
    ask(page, QUESTION)
    box(page).press_sequentially(" of")
    ask(page, QUESTION)
    expect(page.get_by_text("Was this useful?")).to_have_count(0)
    expect(options(page)).to_have_count(0)


def test_a_service_that_refuses_feedback_is_not_offered_any_again(place, service):
    service.missing = ("/api/v1/feedback",)
    page = place()
    ask(page, QUESTION)
    page.get_by_role("button", name="No").click()
    page.get_by_role("button", name="Send").click()
    expect(status(page)).to_have_text("Feedback is not taken here.")
    ask(page, CLOSE)
    expect(page.get_by_text("Was this useful?")).to_have_count(0)


def test_the_key_travels_in_a_header_and_in_no_address(place, intranet, tmp_path):
    file = KeyFile(tmp_path / "keys.json")
    _, text = file.create("intranet", [AccessScope.READ, AccessScope.FEEDBACK])
    assistant = PaperAssistant(LaidOutDocument.of(DOCUMENT))
    with serving_widget(assistant, intranet.origin, keys=KeyRing(file)) as keyed:
        keyed.suggestions = [(QUESTION, "question")]
        page = place(f'key="{text.written()}"', served_by=keyed)
        sent = []
        page.on("request", lambda request: sent.append((request.url, request.headers.get("authorization"))))
        box(page).press_sequentially("ferries")
        options(page).first.wait_for()
        ask(page, QUESTION)
        expect(page.locator("blockquote")).to_have_text(QUOTE)
    assert {key for url, key in sent if "/api/" in url} == {f"Bearer {text.written()}"}
    assert [url for url, _ in sent if text.secret in url] == []


def test_filters_are_asked_for_when_opened_and_kept_to(place, service):
    page = place('edition="2024"')
    ask(page, "less electricity")
    assert not any("documents" in path for _, path in service.requests)
    expect(page.locator("blockquote")).to_have_count(0)
    page.get_by_text("Filters").click()
    expect(page.get_by_label("Edition").locator("option")).to_have_text(["All editions", "2024", "2023"])
    page.get_by_label("Edition").select_option("2023")
    page.get_by_label("Kind of document").select_option("report")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("blockquote")).to_have_text("The new lamp uses less electricity.")


def test_a_search_lists_passages_and_counts_them(place):
    page = place('mode="search"')
    ask(page, "ferries")
    expect(page.get_by_role("listitem")).to_have_count(2)
    expect(status(page)).to_have_text("2 passages found, best first. Showing 2 of 2.")
    ask(page, "Mars")
    expect(status(page)).to_have_text("Nothing was found. Try other words.")


def test_more_passages_come_on_demand_and_the_first_new_one_has_the_focus(intranet, place):
    lines = [block for n in range(12) for block in (("h", f"Ferry {n}"), ("p", f"Ferry number {n} leaves."))]
    with serving_widget(PaperAssistant(LaidOutDocument.of(held(*lines, title="Ferries"))), intranet.origin) as many:
        page = place('mode="search"', served_by=many)
        ask(page, "ferry")
        page.get_by_role("button", name="Show more").press("Enter")
        expect(page.get_by_role("listitem")).to_have_count(12)
        expect(page.get_by_role("link", name="Ferry 10")).to_be_focused()
        expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_labels_and_announcements_are_welsh_on_a_welsh_page(place, service, find_faults):
    page = place(page_attributes='lang="cy-GB"')
    page.get_by_role("combobox", name="Rhowch gwestiwn").press_sequentially("ferries")
    expect(status(page)).to_contain_text("Awgrymiadau: 2.")
    ask(page, QUESTION)
    expect(status(page)).to_have_text("Wedi’i ateb. Dyfyniadau: 1. Adrannau: 1.")
    expect(page.get_by_role("link", name="Agor yn ei gyd-destun")).to_be_visible()
    expect(page.get_by_text("A oedd hyn yn ddefnyddiol?")).to_be_visible()
    assert page.locator("blockquote").get_attribute("lang") == "en"
    english = ["Ask", "Enter a question", "Filters", "Source", "Copy", "Was this", "Yes"]
    shown = page.locator("trends-search").inner_text()
    assert [word for word in english if word in shown] == []


def test_the_element_s_own_language_beats_the_page_s(place):
    page = place('lang="cy"')
    expect(page.get_by_role("button", name="Gofyn")).to_be_visible()
    page.evaluate("document.querySelector('trends-search').lang = 'en'")
    expect(page.get_by_role("button", name="Ask")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_from_right_to_left_it_is_mirrored_and_never_scrolls_sideways(place, service, width):
    page = place(page_attributes='lang="en" dir="rtl"', viewport={"width": width, "height": 800})
    service.answer = with_everything()
    ask(page, QUESTION)
    page.get_by_role("figure").nth(2).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    field, button = (page.get_by_role(role).first.bounding_box() for role in ("combobox", "button"))
    edge = page.locator("figure").first.evaluate("figure => getComputedStyle(figure).borderRightWidth")
    assert edge == "4px"
    assert width == 320 or field["x"] > button["x"]


def test_in_forced_colours_the_chosen_suggestion_still_stands_out(place):
    page = place(forced_colors="active")
    box(page).press_sequentially("ferries")
    options(page).first.wait_for()
    page.keyboard.press("ArrowDown")
    colours = [option.evaluate("option => getComputedStyle(option).backgroundColor") for option in options(page).all()]
    assert colours[0] != colours[1]


def test_it_is_dark_only_in_a_page_that_is(place):
    page = place(style="body { background: white }", color_scheme="dark")
    whole = page.locator("trends-search .box")
    background = "box => getComputedStyle(box).backgroundColor"
    assert whole.evaluate(background) == "rgb(255, 255, 255)"
    page.evaluate("document.querySelector('trends-search').setAttribute('theme', 'auto')")
    assert whole.evaluate(background) == "rgb(15, 22, 21)"


def test_the_page_s_own_colours_are_taken_through_custom_properties(place):
    page = place(style="trends-search { --trends-accent: rgb(1, 2, 3) }")
    button = page.get_by_role("button", name="Ask")
    assert button.evaluate("button => getComputedStyle(button).backgroundColor") == "rgb(1, 2, 3)"


def test_the_page_hears_what_was_answered_and_what_was_opened(place):
    page = place()
    ask(page, QUESTION)
    with page.expect_popup():
        page.get_by_role("link", name="Open in context").click()
    (answered,), (opened,) = heard(page, "trends-answer"), heard(page, "trends-select")
    assert (answered["mode"], answered["question"], answered["outcome"]) == ("ask", QUESTION, "answered")
    assert answered["response"]["citations"][0]["quote"] == QUOTE
    assert (opened["what"], opened["section_id"]) == ("source", "harbour#where-to-start")


def test_without_a_clipboard_the_text_is_shown_to_be_copied_by_hand(place):
    page = place()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate("document.execCommand = () => false")
    ask(page, QUESTION)
    page.get_by_role("button", name="Copy with sources").click()
    expect(status(page)).to_contain_text("Not copied")
    expect(page.get_by_label("Text to copy")).to_have_value(re.compile(re.escape(QUOTE)))
