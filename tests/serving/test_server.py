"""A server that is told to stop, or has too few files."""

import json
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from time import monotonic, sleep

import httpx
import pytest

from fakes.server_process import read_all, read_until

STOPS_IN_S = 3.0
CROWD = 320
SIGNALS = pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
HEARTBEAT = (
    b"GET /chat/gradio_api/heartbeat/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: trendsqa-chat=" + b"a" * 43 + b"\r\n\r\n"
)


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


@SIGNALS
@pytest.mark.slow
def test_a_server_that_stops_finishes_what_it_answers_and_ends_the_rest(small, number):
    with ExitStack() as held, small() as server:
        idle, kept, half, stream, slow = (
            held.enter_context(server.connect(sent))
            for sent in (b"", get("/"), b"GET / HT", get("/stream"), get("/slow"))
        )
        read_until(kept, b"0\r\n\r\n")
        read_until(stream, b"data: here")
        code, seconds = server.stop(number)
        assert (code, seconds < STOPS_IN_S) == (0, True)
        assert read_all(slow).endswith(b"4\r\nslow\r\n0\r\n\r\n")
        assert read_all(stream).endswith(b"0\r\n\r\n")
        assert b"503" in read_all(half).splitlines()[0]
        assert read_all(idle) == read_all(kept) == b""
        assert "the stream was left" in server.said()
        assert "Traceback" not in server.said()


@pytest.mark.slow
def test_a_server_that_stops_takes_no_new_connection(small):
    with small() as server, server.connect(get("/slow")) as slow, ThreadPoolExecutor(1) as own:
        stopping = own.submit(server.stop, signal.SIGTERM)
        assert read_all(slow).endswith(b"slow\r\n0\r\n\r\n")
        with pytest.raises(httpx.ConnectError):
            httpx.get(server.url)
        assert stopping.result()[0] == 0


@pytest.mark.slow
def test_work_that_does_not_end_does_not_hold_up_the_stop(small):
    with small() as server, server.connect(get("/endless")) as endless:
        sleep(0.2)
        code, seconds = server.stop(signal.SIGTERM)
        assert (code, seconds < STOPS_IN_S) == (0, True)
        read_all(endless)


@pytest.mark.slow
def test_a_thread_that_does_not_end_does_not_hold_up_the_stop(small):
    with small() as server, server.connect(get("/thread")) as waiting:
        sleep(0.2)
        code, seconds = server.stop(signal.SIGTERM)
        assert (code, seconds < STOPS_IN_S + 1) == (0, True)
        assert "work unfinished" in server.said()
        read_all(waiting)


@pytest.mark.slow
@pytest.mark.model
def test_open_chats_do_not_hold_up_the_stop(whole):
    with ExitStack() as held, whole() as server:
        httpx.get(f"{server.url}/chat/", timeout=90).raise_for_status()
        for n in range(5):
            tab = held.enter_context(server.connect(HEARTBEAT % str(n).encode()))
            assert b"text/event-stream" in read_until(tab, b"ALIVE")
            held.enter_context(server.connect(get("/healthz")))
        asked = held.enter_context(server.connect(question("Who is keeper of the lighthouse?")))
        code, seconds = server.stop(signal.SIGTERM)
        assert (code, seconds < STOPS_IN_S) == (0, True), server.said()
        assert b"200 OK" in read_all(asked).splitlines()[0]
        assert "Traceback" not in server.said()


@pytest.mark.slow
@pytest.mark.model
def test_half_requests_to_the_whole_application_end_in_time_and_leave_no_trace(whole):
    paths = ("/api/v1/ask", "/api/v1/search", "/api/v1/compare", "/chat/gradio_api/queue/join", "/search", "/nowhere")
    with ExitStack() as held, whole(limits__receive_s=1, limits__idle_s=1.5) as server:
        httpx.get(f"{server.url}/chat/", timeout=90).raise_for_status()
        halves = [held.enter_context(server.connect(half_post(path))) for path in paths * 10]
        silent = [held.enter_context(server.connect()) for _ in range(100)]
        for connection in halves:
            # An address that reads no body has answered already.
            assert read_all(connection).split()[1] in {b"408", b"405", b"404", b"403"}
        assert [read_all(connection) for connection in silent] == [b""] * len(silent)
        assert httpx.get(f"{server.url}/healthz").status_code == 200
        assert 'status="5xx"' not in httpx.get(f"{server.url}/metrics").text
        assert len(server.said().splitlines()) == 1, server.said()


def half_post(path):
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n"
    return head.encode() + b'{"question": "half'


def question(text):
    body = json.dumps({"question": text}).encode()
    head = (
        f"POST /api/v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    )
    return f"{head}\r\n\r\n".encode() + body


@pytest.mark.slow
@pytest.mark.model
def test_a_process_with_few_files_answers_through_a_crowd_of_idle_connections(whole):
    """More connections than the process may open files; the client's own limit is far above."""
    with ExitStack() as held, whole("--no-chat", open_files=256) as server:
        for _ in range(CROWD):
            held.enter_context(server.connect())
        for number in range(20):
            assert httpx.get(f"{server.url}/healthz", timeout=10).status_code == 200, number
        told = httpx.get(f"{server.url}/metrics", timeout=10).text
        assert 'trendsqa_connections_closed_total{reason="room"} ' in told
        assert 'trendsqa_http_requests_total{route="/healthz",status="2xx"} 20.0' in told
        assert len(server.said()) < 10_000


@pytest.mark.slow
def test_a_lack_of_files_is_told_once_and_makes_idle_connections_way(small):
    """The application holds so many files open that the connections find none, though fewer than their limit."""
    with ExitStack() as held, small(open_files=256) as server:
        assert httpx.get(f"{server.url}/hoard").text == "fine"
        for _ in range(100):
            held.enter_context(server.connect())
        deadline = monotonic() + 20
        for tries in count():
            if httpx.get(f"{server.url}/healthz", timeout=10).text == "fine" and "had to wait" in server.said():
                break
            assert monotonic() < deadline, tries
        assert server.said().count("had to wait") == 1
        assert "Traceback" not in server.said()
        assert len(server.said()) < 2000
