"""A server with the project's connections and a small application: ``python -m fakes.small_server``.

Its limits come from settings, as ``TRENDSQA_LIMITS__RECEIVE_S=1``; it starts in a part of a second.
"""

import asyncio
import json
import logging
import os
from time import sleep

from starlette.types import Receive, Scope, Send

from trendsqa.cli.console import note
from trendsqa.exchanges.connection_counts import ConnectionCounts
from trendsqa.exchanges.receive_time import allow_receive_time
from trendsqa.serving.connection_limits import ConnectionLimits
from trendsqa.serving.listening import listen
from trendsqa.serving.logs import configure_logs
from trendsqa.serving.server import run_server
from trendsqa.serving.stopping import skip_teardown
from trendsqa.settings import load_settings

SLOW_S = 0.8
PATIENCE_S = 6.0
"""Time that a body may take to one address."""
ASKED = "What did they ask?"
MOST_HOARDED = 170
COUNTS = ConnectionCounts()
HOARD: list[int] = []
"""Files that are held open, so that few are left."""


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers to a few addresses; whatever comes as a body is read first."""
    if scope["type"] != "http":
        return
    if scope["path"] == "/patient":
        allow_receive_time(scope, PATIENCE_S)
    while (message := await receive())["type"] == "http.request" and message.get("more_body"):
        pass
    if message["type"] == "http.request":
        await ANSWERS.get(scope["path"], fine)(receive, send)


async def fine(_: Receive, send: Send) -> None:
    await answer(send, b"fine")


async def counts(_: Receive, send: Send) -> None:
    told = {"open": COUNTS.open, "refused": COUNTS.refused, "closed": COUNTS.closed}
    await answer(send, json.dumps(told).encode())


async def slow(_: Receive, send: Send) -> None:
    await asyncio.sleep(SLOW_S)
    await answer(send, b"slow")


async def endless(_receive: Receive, _send: Send) -> None:
    await asyncio.sleep(600)


async def thread(_receive: Receive, _send: Send) -> None:
    await asyncio.to_thread(sleep, 30)


async def hoard(_: Receive, send: Send) -> None:
    HOARD.extend(os.open(os.devnull, os.O_RDONLY) for _ in range(MOST_HOARDED))
    await answer(send, b"fine")


async def big(_: Receive, send: Send) -> None:
    await answer(send, *[b"x" * 65_536] * 800)


async def broken(_receive: Receive, _send: Send) -> None:
    raise ValueError(ASKED)


async def answer(send: Send, *chunks: bytes) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def stream(receive: Receive, send: Send) -> None:
    headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"data: here\n\n", "more_body": True})
    while (await receive())["type"] != "http.disconnect":
        pass
    logging.getLogger("trendsqa.fakes").warning("the stream was left")


ANSWERS = {
    f"/{answering.__name__}": answering for answering in (counts, slow, endless, thread, hoard, big, broken, stream)
}


def main() -> None:
    stopped = skip_teardown()
    settings = load_settings()
    configure_logs(settings.log_level, settings.log_format)
    run_server(
        app,
        listen("127.0.0.1", 0),
        ConnectionLimits.of(settings),
        COUNTS,
        lambda port: note(f"http://127.0.0.1:{port}"),
    )
    stopped()


if __name__ == "__main__":
    main()
