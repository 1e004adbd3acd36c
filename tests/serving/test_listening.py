"""Sockets that are listened on, as the connections they accept show them."""

import re
import subprocess
import sys

import httpx
import pytest

from trendsqa.errors import InputError
from trendsqa.serving.listening import listen

TELLS_OF_ITS_SOCKET = """
import os, socket, stat, sys
from trendsqa.exchanges.connection_counts import ConnectionCounts
from trendsqa.serving.connection_limits import ConnectionLimits
from trendsqa.serving.listening import listen
from trendsqa.serving.server import run_server
from trendsqa.settings import Settings

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

def tell(port):
    print(f"http://127.0.0.1:{port}", file=sys.stderr, flush=True)

run_server(app, listen("127.0.0.1", 0), ConnectionLimits.of(Settings()), ConnectionCounts(), tell)
"""


def test_a_connection_that_is_kept_alive_never_waits_for_acknowledgements():
    """Each accepted connection has TCP_NODELAY; without it a second response waits 40 ms for the client's kernel."""
    with subprocess.Popen([sys.executable, "-c", TELLS_OF_ITS_SOCKET], stderr=subprocess.PIPE, text=True) as process:
        try:
            url = re.search(r"http://\S+", process.stderr.readline()).group()
            assert httpx.get(url).text != "0"
        finally:
            process.terminate()


def test_a_port_in_use_is_told_with_another_way():
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(InputError, match=r"Cannot listen on 127\.0\.0\.1 port \d+: .*--port 0"):
            listen("127.0.0.1", taken.getsockname()[1])
