"""Search from a browser: the description that it reads, and suggestions as it expects them."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from fakes.assistant import FailingAssistant, PaperAssistant
from fakes.live_index import live_index_of
from trendsqa.errors import IndexUnavailableError
from trendsqa.ui.intranet.open_search import SHORT_NAME, build_open_search

NAMES = {"os": "http://a9.com/-/spec/opensearch/1.1/"}


@dataclass
class Suggested:
    text: str


class SuggestingAssistant(PaperAssistant):
    """Suggests what is typed, twice over."""

    def suggest(self, text, *, limit=6, edition=""):
        return tuple(Suggested(f"{text} {n}") for n in (1, 2))[:limit]


@pytest.fixture
def visit_search():
    def make(assistant, root_path="", base="http://trends.example"):
        app = FastAPI()
        app.include_router(build_open_search(live_index_of(assistant)))
        return TestClient(app, base_url=base, root_path=root_path)

    return make


@pytest.mark.parametrize(
    ("base", "root"), [("http://trends.example", ""), ("https://intranet.example:8443", "/trends")]
)
def test_the_description_names_the_addresses_by_which_it_was_reached(visit_search, base, root):
    response = visit_search(PaperAssistant(), root, base).get("/opensearch.xml")
    assert response.headers["content-type"].startswith("application/opensearchdescription+xml")
    described = ET.fromstring(response.text)
    templates = {url.get("type"): url.get("template") for url in described.findall("os:Url", NAMES)}
    assert templates == {
        "text/html": f"{base}{root}/search?q={{searchTerms}}",
        "application/x-suggestions+json": f"{base}{root}/opensearch/suggest?q={{searchTerms}}",
    }
    assert described.findtext("os:Image", namespaces=NAMES) == f"{base}{root}/static/icon.svg"


def test_its_name_is_as_short_as_the_specification_asks():
    assert len(SHORT_NAME) <= 16


def test_suggestions_come_in_the_form_that_browsers_read(visit_search):
    response = visit_search(SuggestingAssistant()).get("/opensearch/suggest", params={"q": "lam"})
    assert response.headers["content-type"] == "application/x-suggestions+json"
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == ["lam", ["lam 1", "lam 2"]]


@pytest.mark.parametrize("typed", ["", "  ", "x" * 1001])
def test_nothing_is_suggested_for_nothing_and_for_what_is_too_long(visit_search, typed):
    response = visit_search(SuggestingAssistant()).get("/opensearch/suggest", params={"q": typed})
    assert response.json() == [typed[:1000], []]


def test_a_collection_that_cannot_be_opened_tells_the_browser_to_wait(visit_search):
    closed = FailingAssistant(IndexUnavailableError("No index is published."))
    closed.suggest = closed.ask
    response = visit_search(closed).get("/opensearch/suggest", params={"q": "lam"})
    assert (response.status_code, response.content) == (503, b"")
