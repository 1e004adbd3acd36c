import pytest
from starlette.testclient import TestClient

from fakes.live_index import live_index_of
from trendsqa.assembly import Assembly
from trendsqa.settings import ServerSettings, Settings
from trendsqa.web_application import web_application

ASKED = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


@pytest.mark.parametrize(("mcp", "expected"), [(True, 200), (False, 404)])
def test_it_can_be_left_out(paper_assistant, tmp_path, mcp, expected):
    settings = Settings(server=ServerSettings(chat=False, mcp=mcp))
    app = web_application(Assembly(settings, corpus=tmp_path, index=tmp_path), live_index_of(paper_assistant))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        response = client.post("/mcp", json=ASKED, headers={"Accept": "application/json, text/event-stream"})
    assert response.status_code == expected
