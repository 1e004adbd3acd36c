import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from fakes.live_index import live_index_of
from trendsqa.api.app import create_api
from trendsqa.settings import ServerSettings, Settings
from trendsqa.ui.site import build_site

DOCUMENT = {
    "info": {"version": "<3>", "description": "About <b>boats</b> and `oars`."},
    "tags": [{"name": "Boats", "description": "<script>"}],
    "paths": {
        "/boats/{name}": {
            "get": {
                "tags": ["Boats"], "operationId": "read", "summary": "Read <i>one</i>",
                "parameters": [{"name": "name", "in": "path", "required": True, "schema": {"examples": ["<b>"]}}],
                "responses": {"200": {"description": "It."}},
            }
        }
    },
}  # fmt: skip


@pytest.fixture
def told(closed, ui_folder):
    """A client on the page over a collection that cannot be opened, and what was asked of the API to make it."""
    asked = []

    def describe():
        asked.append(1)
        return DOCUMENT

    app = FastAPI(docs_url=None)
    app.include_router(build_site(live_index_of(closed), ui_folder, ServerSettings(), describe=describe).router)
    return TestClient(app), asked


def test_it_is_shown_even_where_no_index_can_be_opened(told):
    response = told[0].get("/docs")
    assert response.status_code == 200
    assert '<p class="call"><code><strong>GET</strong> /boats/{name}</code></p>' in response.text
    assert told[0].head("/docs").status_code == 200


def test_it_is_made_once_for_each_language(told):
    client, asked = told
    pages = [client.get("/docs", headers={"Accept-Language": language}).text for language in ("en", "cy", "en", "cy")]
    assert len(asked) == 2
    assert pages[0] == pages[2]
    assert '<html lang="cy">' in pages[1]
    assert '<p lang="en">About' in pages[1]


def test_a_wish_for_a_language_is_kept_by_nobody_else(told):
    client, _ = told
    assert "set-cookie" in client.get("/docs?lang=cy").headers
    client.cookies.clear()
    assert "set-cookie" not in client.get("/docs").headers


def test_markup_in_the_description_is_shown_as_its_characters(told):
    page = told[0].get("/docs").text
    assert re.findall(r"<(?:b|i)>|<script>", page) == []
    assert "About &lt;b&gt;boats&lt;/b&gt; and <code>oars</code>." in page


def test_every_address_within_the_page_is_there_and_no_other_origin_is_named(assistant, ui_folder):
    live_index = live_index_of(assistant)
    app = create_api(live_index, Settings())
    app.include_router(build_site(live_index, ui_folder, ServerSettings(), describe=app.openapi).router)
    page = TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50_000)).get("/docs").text
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    addresses = re.findall(r'(?:src|href)="([^"#?][^"]*)"', page)
    assert [one for one in addresses if not one.startswith("/") or one.startswith("//")] == []
    assert re.findall(r"<script(?![^>]* src=)|<style|\bstyle=|\bon\w+=", page) == []
