"""The pages for maintainers: what they show and do, by forms alone."""

import json
import sys

import pytest
from lxml import html

from trendsqa.feedback.entry import Feedback
from trendsqa.index.publishing import published_name
from trendsqa.upkeep.rebuilding import build_index

PAGE = {"Accept": "text/html"}
FERRIES = b"# Ferries\n\nThe ferry leaves at noon.\n"
MIB = 1 << 20
SAID = (sys.executable, "-m", "fakes.said_command")


def text_of(page):
    """The words of a page, in one line."""
    return " ".join(html.fromstring(page).text_content().split())


def get(admin, path):
    response = admin.browser.get(path, headers=PAGE)
    assert response.status_code == 200, response.text
    return response.text


@pytest.fixture
def told(make_admin):
    """Makes an application whose commands do ``steps``, with somebody signed in."""

    def make(*steps):
        admin = make_admin(command=(*SAID, *steps, "exit:0"))
        admin.sign_in()
        return admin

    return make


def test_a_file_is_added_and_waits_for_a_build(admin):
    response = admin.send(FERRIES, "ferries.md", title="Boats & <piers>", terms="full")
    assert (response.status_code, response.headers["location"]) == (303, "/admin/jobs/1")
    page = admin.ended()
    assert "<h1" in page
    said = text_of(page)
    assert "The file was added" in said
    assert "Added boats-piers: Boats & <piers>, 6 words in 1 section." in said
    assert "Stored 6 of 6 words, 1 heading." in said
    assert "terms full" in said
    assert "1 source is not in the index yet" in said
    assert "Build the index to search it" not in said
    assert "1 source is not in the index yet" in text_of(get(admin, "/admin"))
    assert "not in it yet" in text_of(get(admin, "/admin/sources"))
    assert "Boats & <piers>" in text_of(get(admin, "/admin/sources/boats-piers"))
    assert admin.waiting_files() == []


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(admin):
    admin.send(b"%PDF-1.7 torn", "report.pdf")
    said = text_of(admin.ended())
    assert "The file was not added" in said
    assert "Nothing was changed." in said
    assert "report.pdf" in said
    assert str(admin.assembly.locations.corpus) not in said
    assert admin.assembly.collection().items() == ()
    assert admin.waiting_files() == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../evil.md", "evil.md"), ("a\x1b[2Jb.md", "a[2Jb.md"), (f"{'x' * 300}.md", f"{'x' * 150}.md")],
)
def test_a_hostile_name_becomes_a_plain_one(admin, name, kept):
    admin.send(FERRIES, name)
    admin.ended()
    (item,) = admin.assembly.collection().items()
    assert item.snapshots[0].asked == kept
    assert not [*admin.assembly.locations.corpus.parent.rglob("evil.md")]


def test_options_of_the_form_are_no_options_of_the_command(admin):
    admin.send(FERRIES, "ferries.md", title="--help", publisher="-x", replaces="")
    admin.ended()
    (item,) = admin.assembly.collection().items()
    assert (item.source.title, item.source.publisher) == ("--help", "-x")


def test_a_file_that_is_too_large_is_told_on_the_form(admin):
    response = admin.send(b"x" * (MIB + 1), "large.md", title="Kept words")
    assert response.status_code == 413
    assert "more than 1 MiB" in response.text
    assert 'value="Kept words"' in response.text
    assert admin.maintenance.jobs.reports() == ()
    assert admin.waiting_files() == []


def test_far_too_large_a_file_is_not_even_received(admin):
    response = admin.send(b"x" * (3 * MIB), "large.md")
    assert response.status_code == 413
    assert admin.waiting_files() == []


def test_another_address_takes_no_large_body(admin):
    response = admin.browser.post("/admin/build", content=b"x" * 70_000, headers=PAGE)
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"terms": "everything"}, "none of those that the form offers"), ({"title": "a\x00b"}, "NUL character")],
)
def test_a_field_that_the_form_does_not_offer_is_refused(admin, fields, told):
    response = admin.send(FERRIES, "ferries.md", **fields)
    assert response.status_code == 422
    assert told in response.text
    assert admin.waiting_files() == []


def test_a_form_without_a_file_says_so(admin):
    files = {"file": ("", b"")}
    response = admin.browser.post("/admin/add", data={"token": admin.token()}, files=files, headers=PAGE)
    assert response.status_code == 422
    assert "No file was chosen" in response.text


def test_while_something_runs_nothing_else_is_started(told):
    admin = told("sleep:30")
    assert admin.post("/admin/build").headers["location"] == "/admin/jobs/1"
    for response in (admin.post("/admin/build"), admin.send(FERRIES, "ferries.md")):
        assert response.status_code == 409
        assert "Something runs already" in response.text
    assert admin.waiting_files() == []
    assert "Building the index" in text_of(get(admin, "/admin"))
    cancelled = admin.post("/admin/jobs/1/cancel")
    assert cancelled.headers["location"] == "/admin/jobs/1"
    said = text_of(get(admin, "/admin/jobs/1"))
    assert "The build was cancelled" in said
    assert "What was published before still answers." in said


def test_a_build_tells_how_far_it_is_without_a_script(told):
    admin = told("err:Encoding: 64 of 512", "sleep:30")
    admin.post("/admin/build", full="1", allow_loss="1")
    while not admin.maintenance.jobs.report(1).done:
        pass
    page = html.fromstring(get(admin, "/admin/jobs/1"))
    (bar,) = page.xpath("//progress")
    assert (bar.get("value"), bar.get("max")) == ("64", "512")
    assert "64 of 512" in page.text_content()
    assert "/admin/jobs/1" in page.xpath("//main//a/@href")
    assert not page.xpath("//meta[@http-equiv]")


def test_a_build_with_problems_says_what_was_published_and_what_was_not(told):
    admin = told("out:Published g1: 2 documents.", "err:Left out scan: it holds no text.", "exit:1")
    admin.post("/admin/build")
    said = text_of(admin.ended())
    assert "The index was built, with problems" in said
    assert "Published g1: 2 documents." in said
    assert "Left out scan: it holds no text." in said
    assert "still answers" not in said


def test_what_a_command_says_is_shown_as_its_characters(told):
    admin = told("out:<img src=x onerror=alert(1)>", "err:trendsqa: <b>bold</b>", "exit:1")
    admin.post("/admin/build")
    page = admin.ended()
    assert "&lt;img src=x" in page
    assert "&lt;b&gt;bold" in page


def test_visits_to_publishers_are_told_page_by_page(told):
    pages = {"pages": [{"source": "report", "address": "https://example.org/r", "status": "gone", "got": None,
                        "reason": "404"}]}  # fmt: skip
    admin = told(f"out:{json.dumps(pages)}")
    admin.post("/admin/check")
    said = text_of(admin.ended())
    assert "Publishers’ pages were checked" in said
    assert "gone: 404" in said
    assert "https://example.org/r" in said


def test_a_source_that_is_not_listed_is_not_fetched(admin):
    response = admin.post("/admin/fetch", id="--help")
    assert response.status_code == 404
    assert admin.maintenance.jobs.reports() == ()


def test_an_offline_server_offers_no_visits(make_admin):
    admin = make_admin(offline=True)
    admin.sign_in()
    assert "/admin/fetch" not in get(admin, "/admin")
    assert admin.post("/admin/fetch").status_code == 422


@pytest.fixture
def two(admin):
    """The names of two generations of which the later one is published."""
    admin.hold()
    first = build_index(admin.assembly).generation.name
    admin.hold("# Cats\n\nThe cat is on board.\n", "cats.md")
    return first, build_index(admin.assembly).generation.name


def test_the_overview_tells_what_answers(admin, two):
    page = get(admin, "/admin")
    assert two[1] in page
    assert "2 documents" in text_of(page)
    assert "The index is behind" not in page
    assert "cats" in text_of(get(admin, "/admin/changes"))


def test_sources_are_found_by_their_words(admin, two):
    assert "Ferries" in get(admin, "/admin/sources")
    found = text_of(get(admin, "/admin/sources?find=CAT"))
    assert "1 source has these words." in found
    assert "Cats" in found
    assert "Ferries" not in found


def test_going_back_asks_first_says_what_came_of_it_and_can_be_undone(admin, two):
    first, second = two
    assert f"/admin/generations/{first}/publish" in get(admin, "/admin/generations")
    asked = get(admin, f"/admin/generations/{first}/publish")
    assert "Publish another generation?" in asked
    assert published_name(admin.assembly.layout) == second
    response = admin.post(f"/admin/generations/{first}/publish")
    assert response.status_code == 303
    assert published_name(admin.assembly.layout) == first
    page = get(admin, response.headers["location"])
    assert "This generation answers now:" in page
    assert f"/admin/generations/{second}/publish" in page
    assert "cats" in text_of(get(admin, f"/admin/changes?before={second}&after={first}"))
    assert "1 source is not in the index yet" in text_of(get(admin, "/admin"))


def test_an_address_that_somebody_made_up_says_nothing_of_generations(admin, two):
    page = get(admin, "/admin/generations?now=<b>&before=x")
    assert "This generation answers now:" not in page
    for path in ("/admin/generations/nothing/publish", "/admin/changes?before=x", "/admin/jobs/x", "/admin/jobs/-1",
                 "/admin/sources/nothing", "/admin/feedback/x/delete"):  # fmt: skip
        assert admin.browser.get(path, headers=PAGE).status_code == 404, path


def test_a_damaged_generation_is_told_and_not_published(admin, two):
    admin.assembly.layout.generation(two[0]).passage_table.write_bytes(b"torn")
    response = admin.post(f"/admin/generations/{two[0]}/publish")
    assert response.status_code == 503
    assert "This was not done" in response.text
    assert "passages.sqlite" in response.text
    assert published_name(admin.assembly.layout) == two[1]


def said_of_ferries(words):
    return Feedback(
        question="When does <it> leave?",
        useful=False,
        citation=1,
        section_id="ferries#ferries",
        words=words,
        generation="g1",
        outcome="answered",
    )


def test_feedback_is_shown_as_its_characters_exported_and_deleted_one_by_one(admin):
    store = admin.assembly.feedback
    kept, gone = store.add(said_of_ferries("=1+1")), store.add(said_of_ferries("Not <b>true</b>"))
    page = get(admin, "/admin/feedback")
    assert "Not &lt;b&gt;true" in page
    assert page.index("Not &lt;b&gt;") < page.index("=1+1")
    table = admin.browser.get("/admin/feedback.csv", headers=PAGE)
    assert table.headers["content-disposition"] == 'attachment; filename="feedback.csv"'
    assert "'=1+1" in table.content.decode("utf-8-sig")
    lines = admin.browser.get("/admin/feedback.jsonl", headers=PAGE).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [kept, gone]
    assert "gone for good" in get(admin, f"/admin/feedback/{gone}/delete")
    assert len(store.entries()) == 2
    response = admin.post(f"/admin/feedback/{gone}/delete")
    assert [entry.id for entry in store.entries()] == [kept]
    assert "deleted for good" in get(admin, response.headers["location"])
    assert admin.post(f"/admin/feedback/{gone}/delete").status_code == 404


def test_nothing_is_changed_by_following_a_link(admin, two):
    kept = admin.assembly.feedback.add(said_of_ferries("true"))
    for path in ("/admin/build", "/admin/fetch", "/admin/sign-out", "/admin/jobs/1/cancel"):
        assert admin.browser.get(path, headers=PAGE).status_code == 405, path
    for path in ("/admin", f"/admin/generations/{two[0]}/publish", f"/admin/feedback/{kept}/delete", "/admin/add"):
        get(admin, path)
    assert published_name(admin.assembly.layout) == two[1]
    assert admin.assembly.feedback.entry(kept)
    assert admin.maintenance.jobs.reports() == ()


def test_every_form_carries_the_token_before_its_other_fields(admin, two):
    kept = admin.assembly.feedback.add(said_of_ferries("true"))
    token = admin.token()
    for path in ("/admin", "/admin/add", "/admin/sources/cats", f"/admin/generations/{two[0]}/publish",
                 f"/admin/feedback/{kept}/delete"):  # fmt: skip
        forms = html.fromstring(get(admin, path)).xpath("//form[@method='post']")
        assert forms
        for form in forms:
            first = form.xpath(".//input | .//button | .//select")[0]
            assert (first.get("name"), first.get("value")) == ("token", token)
