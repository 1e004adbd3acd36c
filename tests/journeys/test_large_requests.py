"""A server's memory stays as it is, whatever is posted to it, wherever."""

import json
import os
import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

pytestmark = [pytest.mark.model, pytest.mark.slow]

PATHS = (
    "/chat/gradio_api/queue/join",
    "/chat/gradio_api/cancel",
    "/chat/",
    "/chat/gradio_api/upload",
    "/api/v1/ask",
    "/search",
    "/documents",
    "/nothing/here",
)
POSTS = 200
BODY_BYTES = 6 << 20
BLOCK = 1 << 16
MOST_GROWN = 32 << 20
"""Bytes; 200 bodies would be 1200 MiB, and the twelve that were once waiting 72."""
SECONDS = 20
SECONDS_TO_MAKE_CHAT = 60


def question(size):
    """A question of ``size`` bytes as the chat's page would send it."""
    body = {"data": ["x" * size, None, False], "fn_index": 0, "trigger_id": 4, "session_hash": "abc"}
    return json.dumps(body).encode()


def post(address, path, body, *, chunked):
    """The status of the response to one post; the body is sent for as long as the server takes it."""
    framing = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(body)}"
    head = f"POST {path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\n{framing}\r\n\r\n"
    with socket.create_connection((address.hostname, address.port), timeout=SECONDS) as connection:
        try:
            connection.sendall(head.encode())
            for start in range(0, len(body), BLOCK):
                block = body[start : start + BLOCK]
                connection.sendall(b"%x\r\n%b\r\n" % (len(block), block) if chunked else block)
            if chunked:
                connection.sendall(b"0\r\n\r\n")
        except ConnectionError:
            pass  # The server has heard enough.
        try:
            found = re.match(rb"HTTP/1\.1 (\d{3})", connection.recv(BLOCK))
        except ConnectionError:
            return None
    return int(found[1]) if found else None


def served_memory():
    """Bytes of memory that the servers which this process has started hold, with their own processes."""
    pages, parents = {}, {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(status.parent.name)], pages[int(status.parent.name)] = int(fields[1]), int(fields[21])
    ours, grown = {os.getpid()}, True
    while grown:
        more = {process for process, parent in parents.items() if parent in ours} - ours
        ours, grown = ours | more, bool(more)
    return sum(pages[process] for process in ours - {os.getpid()}) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="memory is read from /proc")
def test_two_hundred_large_posts_leave_no_more_in_memory(server_url):
    # The chat is made after the server has started, and takes its own memory then.
    assert httpx.get(f"{server_url}/chat/", timeout=SECONDS_TO_MAKE_CHAT).status_code == 200
    address, body = urlsplit(server_url), question(BODY_BYTES)
    for path in PATHS:
        post(address, path, body, chunked=False)
    before = served_memory()
    statuses = {
        post(address, PATHS[number % len(PATHS)], body, chunked=bool(number // len(PATHS) % 2))
        for number in range(POSTS)
    }
    assert served_memory() - before < MOST_GROWN
    # A body of no declared length is refused while it is read; an address that takes no post need not read it.
    assert statuses <= {413, 405, 404, 403, None}
    assert 413 in statuses
