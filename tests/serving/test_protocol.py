"""Connections as clients meet them: real sockets to a real server process."""

import json
import socket
from contextlib import ExitStack
from time import monotonic, sleep

import httpx
import pytest

from fakes.server_process import is_open, read_all, read_until

GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
LAST = b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
HALF_HEAD = b"GET / HTTP/1.1\r\nHost: 127"
HALF_BODY = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\nhalf"
EACH = 100
"""Connections of each kind that stand idle."""


def status_of(answer):
    return int(answer.split(b" ", 2)[1])


def problem_of(answer):
    """The problem in a raw answer, which says that the connection ends with it."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    assert b"connection: close" in head.lower()
    told = json.loads(body)
    assert told["status"] == status_of(answer)
    return told


@pytest.mark.slow
def test_connections_that_send_nothing_or_half_a_request_are_closed_in_time(small):
    with ExitStack() as held, small(limits__receive_s=1, limits__idle_s=1.5) as server:
        sent = {b"": [], HALF_HEAD: [], HALF_BODY: []}
        for beginning, connections in sent.items():
            connections.extend(held.enter_context(server.connect(beginning)) for _ in range(EACH))
        assert httpx.get(server.url).text == "fine"
        began = monotonic()
        for connection in sent[HALF_HEAD] + sent[HALF_BODY]:
            assert problem_of(read_all(connection))["title"] == "Request Timeout"
        for connection in sent[b""]:
            assert read_all(connection) == b""
        assert monotonic() - began < 10
        counts = server.counts()
        assert (counts["closed"]["receive"], counts["closed"]["idle"]) == (2 * EACH, EACH)
        assert counts["open"] == 1
        assert len(server.said()) < 1000


@pytest.mark.slow
def test_a_body_may_take_the_time_that_the_application_allows_and_no_more(small):
    head = b"POST /patient HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n\r\n"
    with (
        small(limits__receive_s=1, limits__idle_s=30) as server,
        server.connect(head) as late,
        server.connect(head) as silent,
    ):
        sleep(2)
        late.sendall(b"late")
        assert read_until(late, b"0\r\n\r\n").startswith(b"HTTP/1.1 200")
        # The next request of the connection has the usual time.
        late.sendall(HALF_HEAD)
        assert problem_of(read_all(late))["title"] == "Request Timeout"
        assert is_open(silent)
        silent.settimeout(30)
        assert problem_of(read_all(silent))["title"] == "Request Timeout"


@pytest.mark.slow
def test_bytes_that_trickle_in_do_not_put_the_limit_off(small):
    with small(limits__receive_s=1, limits__idle_s=30) as server, server.connect(b"GET / HTTP/1.1\r\n") as connection:
        connection.settimeout(0.1)
        read = b""
        for _ in range(100):
            try:
                connection.sendall(b"a")
                read = connection.recv(1 << 16)
                break
            except TimeoutError:
                continue
        assert status_of(read) == 408


@pytest.mark.slow
def test_a_connection_that_is_kept_alive_without_a_request_is_closed(small):
    with small(limits__receive_s=30, limits__idle_s=1) as server, server.connect(GET) as connection:
        assert read_all(connection).endswith(b"0\r\n\r\n")
        assert server.counts()["closed"] == {"idle": 1}


@pytest.mark.slow
def test_a_request_that_came_in_parts_and_takes_long_to_answer_is_not_cut_off(small):
    with small(limits__receive_s=0.5, limits__idle_s=0.2) as server, server.connect(b"GET /slow") as connection:
        sleep(0.1)
        connection.sendall(LAST)
        assert status_of(read_all(connection)) == 200


@pytest.mark.slow
def test_a_client_that_reads_nothing_of_a_response_is_cut_off(small):
    with small(limits__send_s=1) as server, server.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(GET.replace(b"/", b"/big", 1))
        deadline = monotonic() + 20
        while server.counts()["closed"].get("send") != 1:
            assert monotonic() < deadline
            sleep(0.1)
        assert server.counts()["open"] == 1


@pytest.mark.slow
def test_a_client_that_reads_slowly_gets_the_whole_response(small):
    """50 MiB take several times the limit, and the limit is on reading nothing."""
    with small(limits__send_s=0.4) as server, server.connect(GET.replace(b"/", b"/big", 1)) as connection:
        read = b""
        while not read.endswith(b"0\r\n\r\n"):
            piece = connection.recv(1 << 20)
            assert piece
            read = read[-10:] + piece
            sleep(0.02)
        assert "send" not in server.counts()["closed"]


def test_a_long_head_is_refused_by_its_kind(small):
    """In one piece or in many, by the address or by the headers."""
    with small(limits__header_kib=4) as server:
        for size in (6_000, 60_000):
            with server.connect(b"GET /" + b"a" * size + b" HTTP/1.1\r\nHost: x\r\n\r\n") as connection:
                assert problem_of(read_all(connection))["status"] == 414
            with server.connect(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * size + b"\r\n\r\n") as connection:
                assert problem_of(read_all(connection))["status"] == 431
        with server.connect(b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 2000 + b"\r\n") as connection:
            assert problem_of(read_all(connection))["status"] == 431
        with server.connect(
            b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        ) as connection:
            assert status_of(read_all(connection)) == 200
        assert server.counts()["closed"] == {"invalid": 5}


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n folded\x00: y\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnot a chunk\r\n",
    ],
)
def test_what_is_not_http_is_refused_without_a_trace_in_the_log(small, sent):
    with small(limits__receive_s=1) as server:
        with server.connect(sent) as connection:
            assert problem_of(read_all(connection))["status"] == 400
        assert httpx.get(server.url).text == "fine"
        assert len(server.said().splitlines()) == 1


def test_an_upgrade_that_is_not_spoken_is_answered_as_a_plain_request(small):
    upgrade = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n"
    with small() as server, server.connect(upgrade) as connection:
        assert status_of(read_all(connection)) == 200
        assert len(server.said().splitlines()) == 1


def test_a_full_server_closes_the_connection_that_has_been_idle_longest(small):
    with ExitStack() as held, small(limits__connections=8) as server:
        first, *others = [held.enter_context(server.connect()) for _ in range(8)]
        assert httpx.get(server.url, headers={"connection": "close"}).text == "fine"
        assert read_all(first) == b""
        assert all(map(is_open, others))
        assert server.counts()["closed"]["room"] >= 1


def test_a_full_server_of_busy_connections_refuses_with_when_to_try_again(small):
    with ExitStack() as held, small(limits__connections=8) as server:
        busy = [held.enter_context(server.connect(GET.replace(b"/", b"/stream", 1))) for _ in range(8)]
        for connection in busy:
            assert b"data: here" in read_until(connection, b"data: here")
        with server.connect(GET) as connection:
            answer = read_all(connection)
        assert problem_of(answer)["status"] == 503
        assert b"retry-after: " in answer.lower()
        busy[0].close()
        deadline = monotonic() + 10
        while (told := httpx.get(f"{server.url}/counts")).status_code != 200:
            assert monotonic() < deadline
        assert told.json()["refused"]["full"] >= 1


@pytest.mark.parametrize(("proxies", "status"), [("[]", 503), ('["127.0.0.0/8"]', 200)])
def test_one_address_has_its_share_unless_it_is_a_trusted_proxy(small, proxies, status):
    share = {"limits__connections_per_address": 3, "server__trusted_proxies": proxies}
    with ExitStack() as held, small(**share) as server:
        for _ in range(3):
            read_until(held.enter_context(server.connect(GET.replace(b"/", b"/stream", 1))), b"data: here")
        with server.connect(b"GET /" + LAST) as connection:
            assert status_of(read_all(connection)) == status


def test_requests_on_one_connection_are_answered_in_turn(small):
    with (
        small() as server,
        server.connect(GET + GET + GET.replace(b"127", b"close\r\nConnection: close\r\nX: ")) as all_,
    ):
        assert read_all(all_).count(b"200 OK") == 3
