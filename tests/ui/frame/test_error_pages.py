"""Errors as pages for people, on the whole application."""

from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from fakes.live_index import live_index_of
from fakes.problem_page import PEOPLE
from trendsqa.api.app import create_api
from trendsqa.api.problem_pages import show_problems_as_pages
from trendsqa.settings import ServerSettings, Settings
from trendsqa.ui.site import build_site

UI = Path(__file__).resolve().parents[3] / "ui"


@pytest.fixture
def served(assistant):
    """Makes a client of the API with the site on it."""

    def make(**server: object) -> TestClient:
        settings, live_index = Settings(server=ServerSettings(**server)), live_index_of(assistant)
        app = create_api(live_index, settings)
        site = build_site(live_index, UI, settings.server)
        app.include_router(site.router)
        show_problems_as_pages(app, site.errors.of_problem)
        return TestClient(app, base_url="http://127.0.0.1:8000")

    return make


@pytest.mark.parametrize(
    ("method", "address", "status", "title"),
    [
        ("GET", "/nothing", 404, "Page not found"),
        ("GET", "/searching/", 404, "Page not found"),
        ("POST", "/documents", 405, "This page cannot be used like that"),
        ("GET", "/read?section=none", 404, "This is not held here"),
    ],
)
def test_a_person_gets_a_page_of_the_house_and_a_program_a_problem_or_a_page(served, method, address, status, title):
    client = served()
    shown = client.request(method, address, headers=PEOPLE)
    assert shown.status_code == status
    tree = html.fromstring(shown.text)
    assert tree.xpath("string(//h1)") == title
    assert tree.xpath("//header//a[@href='/search']")
    assert tree.xpath("//main//a[@href='/search']")
    if address != "/read?section=none":
        assert client.request(method, address).headers["content-type"] == "application/problem+json"


def test_an_address_of_the_api_answers_with_a_problem_even_to_a_browser(served):
    assert served().get("/api/nothing", headers=PEOPLE).headers["content-type"] == "application/problem+json"


def test_a_person_who_has_not_signed_in_is_told_so_in_the_language_of_the_browser(served):
    response = served(host="192.0.2.1").get("/search", headers={**PEOPLE, "Accept-Language": "cy"})
    assert response.status_code == 401
    assert html.fromstring(response.text).get("lang") == "cy"
    assert response.headers["www-authenticate"]


def test_a_frame_gets_a_small_page_that_may_be_framed(served):
    response = served(host="192.0.2.1", frame_ancestors=("https://intranet.example",)).get("/embed", headers=PEOPLE)
    assert response.status_code == 401
    assert not html.fromstring(response.text).xpath("//header")
    assert "https://intranet.example" in response.headers["content-security-policy"]


def test_what_is_said_in_english_alone_is_named_so_on_a_page_in_welsh(served):
    def said(address):
        (notice,) = html.fromstring(served().get(address, headers=PEOPLE).text).xpath("//p[@class='notice']")
        return notice

    assert said("/documents/none?lang=cy").get("lang") == "en-GB"
    assert said("/nothing?lang=cy").get("lang") is None
    assert said("/documents/none").get("lang") is None
