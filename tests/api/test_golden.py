"""The wire, pinned: the API's description and one answer of each kind, as files under ``golden/``.

They are compared key by key, in order. A file that is deleted is written anew by the next run, which fails once: look
at what changed before it is committed.
"""

import json
from pathlib import Path

import pytest

from fakes.documents import held, source
from fakes.editions import harbour_edition, over
from trendsqa.corpus.documents.held_document import without_text
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Mention, Status

GOLDEN = Path(__file__).with_name("golden")
RUN = {"took_ms": 0.0, "generation": "GENERATION"}
LAMP = "harbour-2024#lamp/where-to-start"
ASKED = {
    "ask": ("/api/v1/ask", {"question": "Where to start with the lamp?", "filters": {"edition": "2024"}, "limit": 2}),
    "abstention": ("/api/v1/ask", {"question": "Which ferry sells pizza?", "filters": {"edition": "2025"}, "limit": 1}),
    "search": ("/api/v1/search", {"query": "danger of fog", "limit": 2, "offset": 1}),
    "compare": ("/api/v1/compare", {"topic": "Where to start with the lamp?", "editions": ["2024", "2025"]}),
    "documents": ("/api/v1/documents", None),
    "filters": ("/api/v1/filters?edition=2025", None),
    "outline": ("/api/v1/documents/guide", None),
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    """Two editions, a guide that the first links to, and a source without text."""
    guide = held(
        ("h", "Lamp guide"), ("p", "A guide to the lamp."), document_id="guide", url="https://guide.example/lamp.pdf",
        organisation="Lamp board", terms=Terms.LINK, mentions=(Mention(LAMP, "the guide"),),
    )  # fmt: skip
    film = without_text(
        source("film", status=Status.UNRESOLVED, mentions=(Mention(LAMP, "a film"), Mention("guide#lamp-guide", "it")))
    )
    first = harbour_edition("2024", url="https://harbour.example/trends", licence="OGL-UK-3.0")
    return over(tmp_path_factory.mktemp("harbour"), first, harbour_edition("2025"), guide, film, threshold=0.8)


def plain(body: object) -> object:
    """``body`` without what differs from run to run, or from machine to machine in a float's last digits."""
    match body:
        case float():
            return round(body, 5)
        case list():
            return [plain(item) for item in body]
        case dict():
            return {key: RUN[key] if key in RUN else plain(value) for key, value in body.items()}
    return body


def check(name: str, body: object) -> None:
    path, found = GOLDEN / f"{name}.json", json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    if not path.exists():
        path.write_text(found, encoding="utf-8")
        pytest.fail(f"{path} was missing and is written now")
    assert found == path.read_text(encoding="utf-8")


def test_the_description_of_the_api_is_as_it_was_published(client):
    check("openapi", client.get("/openapi.json").json())


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_over_the_wire_is_as_it_was_published(name, harbour, client_for):
    address, body = ASKED[name]
    client = client_for(harbour)
    response = client.get(address) if body is None else client.post(address, json=body)
    assert response.status_code == 200, response.text
    check(name, plain(response.json()))
