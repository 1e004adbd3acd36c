"""The frame around Gradio's page."""

import pytest

from fakes.assistant import FailingAssistant
from fakes.live_index import live_index_of
from trendsqa.errors import OverloadedError
from trendsqa.settings import ServerSettings
from trendsqa.ui.chat.page_around import PageAround
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.rendering import Renderer

SCOPE = {
    "type": "http", "method": "GET", "path": "/chat/", "root_path": "/chat", "query_string": b"", "headers": [],
    "scheme": "http", "server": ("127.0.0.1", 8000),
}  # fmt: skip
GRADIO = (
    '<html lang="en"><head><base href="./"><meta property="og:image" content="https://elsewhere.example/a.jpg">'
    '<script>window.gradio_config = {"a": "<\\/script>"};</script><link rel="manifest" href="/manifest.json">'
    '<link rel="stylesheet" crossorigin href="./assets/a.css"><title>Gradio</title></head>'
    '<body style="x"><gradio-app control_page_title="true"></gradio-app></body></html>'
)


@pytest.fixture
def around(ui_folder):
    def make(asked):
        return PageAround(PageFrame(Renderer(ui_folder / "pages"), ServerSettings()), live_index_of(asked)).around

    return make


def test_scripts_and_styles_are_taken_from_gradio_and_nothing_else(around, assistant):
    response = around(assistant)(SCOPE, GRADIO.encode())
    page = response.body.decode()
    assert int(response.headers["content-length"]) == len(response.body)
    assert "window.gradio_config" in page
    assert "./assets/a.css" in page
    assert 'control_page_title="false"' in page
    assert not [part for part in ("elsewhere.example", "manifest", "<base", "<title>Gradio") if part in page]
    assert page.count("<body") == 1


@pytest.mark.parametrize(
    "page",
    [b"", b"<html><body></body></html>", GRADIO.replace("control_page_title", "other").encode(),
     GRADIO.replace("</body>", "<gradio-app></gradio-app></body>").encode()],
)  # fmt: skip
def test_a_page_of_another_form_is_an_error(around, assistant, page):
    with pytest.raises(ValueError, match="page of Gradio"):
        around(assistant)(SCOPE, page)


def test_where_nothing_can_be_learnt_of_what_is_held_the_page_is_there_without_its_day(around, closed):
    for asked in (closed, FailingAssistant(OverloadedError(3))):
        page = around(asked)(SCOPE, GRADIO.encode()).body.decode()
        assert "<footer" in page
        assert "Last updated" not in page
