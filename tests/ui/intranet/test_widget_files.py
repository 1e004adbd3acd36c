"""The widget's files as a browser of another origin gets them, and what may not stand in them."""

import gzip
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from trendsqa.errors import SettingsError
from trendsqa.ui.intranet.widget_files import build_widget_files

FOLDER = Path(__file__).resolve().parents[3] / "ui" / "widget"
MODULE = "/widget/trends-search.js"
MOST_BYTES = 15_000
MAKES_MARKUP_OR_CODE = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|setHTML|document\.write|\beval\b|new Function"
)


@pytest.fixture
def client():
    app = FastAPI()
    app.include_router(build_widget_files(FOLDER, takes_feedback=True))
    return TestClient(app)


def test_the_module_is_at_most_15_kb_as_it_is_sent():
    assert len(gzip.compress((FOLDER / "trends-search.js").read_bytes(), 6)) <= MOST_BYTES


@pytest.mark.parametrize("name", ["trends-search.js", "frame-height.js", "offers.json"])
def test_pages_of_any_origin_may_load_what_the_widget_needs(client, name):
    response = client.get(f"/widget/{name}")
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["cache-control"] == "no-cache"


def test_the_module_is_javascript_and_is_sent_again_only_if_it_is_new(client):
    first = client.get(MODULE)
    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    again = client.get(MODULE, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["access-control-allow-origin"] == "*"
    assert client.get(MODULE, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_file_that_does_not_exist_is_not_found(client):
    assert client.get("/widget/none.js").status_code == 404


@pytest.mark.parametrize("takes", [True, False])
def test_it_says_if_this_server_takes_feedback(takes):
    app = FastAPI()
    app.include_router(build_widget_files(FOLDER, takes_feedback=takes))
    assert TestClient(app).get("/widget/offers.json").json() == {"feedback": takes}


def test_the_demonstration_holds_nothing_that_its_policy_refuses(client):
    page = client.get("/widget/demo")
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert re.findall(r"<style|<script(?! type=\"module\" src=)|\son\w+=|\sstyle=", page.text) == []


def test_every_address_of_the_demonstration_is_relative_so_that_it_works_under_a_path(client):
    addresses = re.findall(r'(?:src|href)="([^"]+)"', client.get("/widget/demo").text)
    assert len(addresses) > 5
    assert [address for address in addresses if address.startswith("/") or ":" in address] == []


@pytest.mark.parametrize("name", ["trends-search.js", "frame-height.js"])
def test_no_script_makes_markup_or_code_of_text(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|setHTML|document\.write|\beval\b|new Function", text) == []
    )


def test_no_file_names_another_origin():
    addresses = [re.findall(r"https?://[\w.-]+", path.read_text(encoding="utf-8")) for path in FOLDER.iterdir()]
    assert [address for found in addresses for address in found] == []


def test_a_folder_without_the_demonstration_names_the_setting(tmp_path):
    (tmp_path / "a.css").write_text("p {}")
    with pytest.raises(SettingsError, match="TRENDSQA_UI"):
        build_widget_files(tmp_path, takes_feedback=True)
