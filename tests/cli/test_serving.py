"""``trendsqa serve`` as its maintainer sees it: a build takes over, a damaged generation does not."""

import re
import shutil
import subprocess
import sys
from time import monotonic, sleep

import httpx
import pytest

from conftest import HANDBOOK, serving
from trendsqa.corpus.collection import Overrides
from trendsqa.index.publishing import publish, published_name, rollback
from trendsqa.upkeep.rebuilding import build_index

DEADLINE_S = 30
LATER = HANDBOOK.with_name("wordpress_page.html")
TELLS_OF_ITS_SOCKET = """
import os, socket, stat
from trendsqa.cli.serving import _listen, _run

def accepted_from(client):
    for number in map(int, os.listdir("/dev/fd")):
        try:
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            held = socket.socket(fileno=os.dup(number))
            if held.family == socket.AF_INET and held.getpeername() == client:
                return held
        except OSError:  # the descriptor of the listing itself, or a socket without a peer
            pass

async def app(scope, receive, send):
    if scope["type"] == "http":
        held = accepted_from(tuple(scope["client"]))
        said = str(held.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)).encode()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": said})

_run(app, _listen("127.0.0.1", 0), "127.0.0.1")
"""


def ready_when(client, **expected):
    """What /readyz says once it says what is expected."""
    deadline = monotonic() + DEADLINE_S
    while True:
        body = client.get("/readyz").json()
        if expected.items() <= body.items():
            return body
        assert monotonic() < deadline, body
        sleep(0.05)


def test_a_connection_that_is_kept_alive_never_waits_for_acknowledgements():
    """Each accepted connection has TCP_NODELAY; without it a second response waits 40 ms for the client's kernel."""
    with subprocess.Popen([sys.executable, "-c", TELLS_OF_ITS_SOCKET], stderr=subprocess.PIPE, text=True) as process:
        try:
            url = re.search(r"http://\S+", process.stderr.readline()).group()
            assert httpx.get(url).text != "0"
        finally:
            process.terminate()


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
