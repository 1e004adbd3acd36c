"""``trendsqa serve`` as its maintainer sees it: a build takes over, a damaged generation does not."""

import shutil
from time import monotonic, sleep

import httpx
import pytest

from conftest import HANDBOOK, serving
from trendsqa.corpus.collection import Overrides
from trendsqa.index.publishing import publish, published_name, rollback
from trendsqa.upkeep.rebuilding import build_index

DEADLINE_S = 30
LATER = HANDBOOK.with_name("wordpress_page.html")


def ready_when(client, **expected):
    """What /readyz says once it says what is expected."""
    deadline = monotonic() + DEADLINE_S
    while True:
        body = client.get("/readyz").json()
        if expected.items() <= body.items():
            return body
        assert monotonic() < deadline, body
        sleep(0.05)


@pytest.mark.model
def test_a_running_server_follows_builds_and_rollbacks_and_refuses_a_damaged_generation(assemble):
    assembly = assemble(HANDBOOK, terms="full")
    layout = assembly.layout
    first = published_name(layout)
    with serving(assembly, "--no-chat") as url, httpx.Client(base_url=url) as client:
        assert ready_when(client, status="ready")["generation"] == first
        assembly.collection().add(LATER, Overrides(terms="full"))
        second = build_index(assembly).generation.name
        assert ready_when(client, generation=second)["documents"] == 2

        torn = f"{second}-torn"
        shutil.copytree(layout.generation(second).folder, layout.generation(torn).folder)
        layout.generation(torn).vocabulary.unlink()
        publish(layout, torn)
        body = ready_when(client, status="degraded", generation=second)
        assert body["failing"]["generation"] == torn
        assert "trendsqa doctor" in body["failing"]["message"]
        assert client.post("/api/v1/ask", json={"question": "Who is keeper of the lighthouse?"}).json()["answered"]

        rollback(layout, first)
        assert ready_when(client, status="ready", generation=first)["documents"] == 1
