import re

import pytest


def test_the_page_has_a_language_a_title_and_only_files_of_this_server(client):
    page = client.get("/docs").text
    assert '<html lang="en">' in page
    assert re.search(r"<title>[^<]+</title>", page)
    assert "//" not in page
    assert set(re.findall(r'(?:src|href)="([^"]+)"', page)) == {
        *("docs/swagger-ui.css", "docs/swagger-ui-bundle.js", "docs/start.js", "openapi.json", "data:,"),
    }


def test_the_page_runs_no_inline_script(client):
    response = client.get("/docs")
    policy = response.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert re.findall(r"<script(?![^>]* src=)", response.text) == []


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("swagger-ui.css", "text/css"),
        ("swagger-ui-bundle.js", "text/javascript"),
        ("start.js", "text/javascript"),
    ],
)
def test_the_viewer_is_served_from_here(client, name, media_type):
    response = client.get(f"/docs/{name}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(media_type)
    assert client.head(f"/docs/{name}").status_code == 200


def test_the_viewer_reads_the_version_of_openapi_that_the_description_has(client):
    assert client.get("/openapi.json").json()["openapi"].startswith("3.1")
    assert "3.1.0" in client.get("/docs/swagger-ui-bundle.js").text


@pytest.mark.parametrize("name", ["../core.py", "..%2fcore.py", "redoc.standalone.js", "favicon.png"])
def test_nothing_else_of_the_package_is_reachable(client, problem, name):
    problem(client.get(f"/docs/{name}"), 404)
