"""The page itself beside the text: which pictures are shown, to whom, and what happens where there is none."""

from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from documents.drawn_pages import is_drawn, marked_area, pixels_of
from fakes.ferry_leaflet import FERRIES, LAMPS, NAME, OVERLEAF, about_the_leaflet, in_library, leaflet
from fakes.live_index import live_index_of
from trendsqa.corpus.library import Library
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.pictures.page_pictures import PagePictures
from trendsqa.pictures.picture_drawing import ProcessDrawing
from trendsqa.settings import ServerSettings
from trendsqa.ui.answers import page_figure
from trendsqa.ui.site import build_site


class Reading:
    """A client on the pages over the leaflet."""

    def __init__(self, corpus, ui_folder, drawing=None, **changes):
        data = leaflet()
        self.assistant = about_the_leaflet(in_library(corpus, data), data, **changes)
        app = FastAPI()
        pictures = PagePictures(Library(corpus).snapshot, drawing or ProcessDrawing())
        app.include_router(
            build_site(live_index_of(self.assistant), ui_folder, ServerSettings(), pictures=pictures).router
        )
        self.client = TestClient(app)
        self.text = self.assistant.text(NAME)

    def query(self, words, section="ferries", **more):
        start = self.text.index(words)
        pairs = {"section": f"{NAME}#{section}", "start": start, "end": start + len(words)}
        return urlencode(pairs | more)

    def page(self, words, section="ferries"):
        response = self.client.get(f"/read?{self.query(words, section)}")
        assert response.status_code == 200
        return html.fromstring(response.text)

    def picture(self, words, page, section="ferries"):
        return self.client.get(f"/page-picture?{self.query(words, section, page=page)}")


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """A machine that is busy with other tests draws slowly."""
    monkeypatch.setattr(page_figure, "_WAIT_S", 30.0)


@pytest.fixture
def reading(tmp_path, ui_folder):
    """Makes a client; what is changed is said."""
    return lambda **changes: Reading(tmp_path, ui_folder, **changes)


def test_a_quote_is_shown_as_it_stands_on_its_page(reading):
    read = reading()
    tree = read.page("nobody waits in vain")
    (image,) = tree.xpath("//aside//figure/img")
    assert image.get("alt") == "Page 1 of Ferry leaflet, with the quoted words marked"
    served = read.client.get(image.get("src"))
    assert served.headers["content-type"] == "image/png"
    assert (image.get("width"), image.get("height")) == tuple(map(str, pixels_of(served.content).shape[1::-1]))
    assert image.get("loading") == "lazy"
    (address,) = tree.xpath("//figcaption/a/@href")
    assert address == image.get("src")


def test_a_quote_that_goes_on_overleaf_is_shown_on_both_pages_with_its_own_words_on_each(reading):
    read = reading()
    start, end = read.text.index("in vain"), read.text.index("two more".capitalize()) + 8
    tree = html.fromstring(read.client.get(f"/read?section={NAME}%23ferries&start={start}&end={end}").text)
    assert [image.get("alt").split(" of ")[0] for image in tree.xpath("//figure/img")] == ["Page 1", "Page 2"]
    for image in tree.xpath("//figure/img"):
        assert marked_area(read.client.get(image.get("src")).content) != (0, 0, 0, 0)


def test_without_quoted_words_no_picture_is_made(reading):
    read = reading()
    tree = html.fromstring(read.client.get(f"/read?section={NAME}%23ferries").text)
    assert not tree.xpath("//figure")


def test_of_what_may_only_be_quoted_the_section_alone_is_in_the_picture(reading):
    read = reading(terms=Terms.QUOTE)
    alone, whole = read.picture(LAMPS, 2, "lamps").content, reading(terms=Terms.FULL).picture(LAMPS, 2, "lamps").content
    assert pixels_of(whole).shape[0] == 1698
    assert pixels_of(alone).shape[0] < 250
    # The words above the section stand in the whole page, 80 points from its top.
    assert is_drawn(whole, 72, 72, 400, 86)
    assert "belongs to this section" in read.page(LAMPS, "lamps").xpath("string(//figcaption)")


def test_of_what_may_only_be_linked_no_page_is_shown(reading):
    read = reading(terms=Terms.LINK)
    assert read.picture(FERRIES, 1).status_code == 403
    assert not read.page(FERRIES).xpath("//aside[contains(@class, 'page-pictures')]")


def test_our_own_brief_stands_on_no_page(reading):
    read = reading(form=Form.BRIEF)
    assert read.picture(FERRIES, 1).status_code == 404
    assert not read.page(FERRIES).xpath("//figure")


@pytest.mark.parametrize("page", [0, 1, 2, 99999])
def test_only_pages_on_which_the_section_stands_are_served(reading, page):
    read = reading(terms=Terms.FULL)
    response = read.picture(LAMPS, page, "lamps")
    assert response.status_code == (200 if page == 2 else 404)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422),
        ("section=none&page=1", 404),
        ("section=ferry-leaflet%23ferries", 422),
        ("section=ferry-leaflet%23ferries&page=-1", 422),
        ("section=ferry-leaflet%23ferries&page=1&start=5", 422),
        ("section=ferry-leaflet%23ferries&page=1&start=9999999&end=99999999", 200),
        ("section=ferry-leaflet%23ferries&page=1&start=9&end=2", 200),
        ("section=ferry-leaflet%00&page=1", 422),
    ],
)
def test_an_address_that_means_nothing_is_refused_and_never_fails(reading, query, status):
    assert reading().client.get(f"/page-picture?{query}").status_code == status


def test_a_picture_is_kept_by_the_browser_alone_and_not_sent_twice(reading):
    read = reading()
    first = read.picture(FERRIES, 1)
    assert first.headers["cache-control"] == "private, max-age=3600"
    again = read.client.get(str(first.url), headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_that_was_altered_or_is_not_here_gives_no_picture_and_no_error(reading, tmp_path):
    read = reading()
    (path,) = (tmp_path / "library" / "snapshots").iterdir()
    path.write_bytes(leaflet().replace(b"harbour", b"HARBOUR"))
    assert not read.page(FERRIES).xpath("//aside[contains(@class, 'page-pictures')]")
    assert read.picture(FERRIES, 1).status_code == 404
    path.unlink()
    assert not read.page(FERRIES).xpath("//aside[contains(@class, 'page-pictures')]")


@pytest.mark.parametrize("kind", ["crashing", "hanging", "flooding"])
def test_a_file_that_ends_or_stops_the_drawing_leaves_the_text_and_the_server(reading, kind):
    read = reading(drawing=ProcessDrawing(most_s=1.0, module=f"fakes.drawing_processes.{kind}"))
    tree = read.page(FERRIES)
    assert "Page 1 cannot be shown as a picture." in tree.xpath("string(//aside)")
    assert tree.xpath("string(//mark)") == FERRIES
    assert read.picture(FERRIES, 1).status_code == 404
    assert read.client.get("/documents").status_code == 200


def test_the_text_does_not_wait_for_a_slow_picture(reading, monkeypatch):
    monkeypatch.setattr(page_figure, "_WAIT_S", 0.05)
    tree = reading(drawing=ProcessDrawing(most_s=3.0, module="fakes.drawing_processes.hanging")).page(FERRIES)
    (image,) = tree.xpath("//aside//img[@class='waiting']")
    assert image.get("src").startswith("/page-picture?section=")
    assert "still being made" in tree.xpath("string(//figcaption)")


def test_the_publishers_pdf_is_opened_at_the_page(reading):
    address = "https://harbour.example/leaflet.pdf?edition=2"
    read = reading(url=address)
    (link,) = read.page(OVERLEAF).xpath("//aside[contains(@class, 'page-pictures')]//a[@class='publisher']/@href")
    assert link == f"{address}#page=2"
    plain = html.fromstring(read.client.get(f"/read?section={NAME}%23lamps").text)
    assert plain.xpath("//a[@class='publisher']/@href") == [f"{address}#page=2"]


def test_under_a_path_the_picture_stays_there(reading):
    placed = TestClient(reading().client.app, root_path="/trends")
    read = reading()
    tree = html.fromstring(placed.get(f"/trends/read?{read.query(FERRIES)}").text)
    assert tree.xpath("//figure/img/@src")[0].startswith("/trends/page-picture?")
