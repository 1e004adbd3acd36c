"""A server with the project's connections and a small application: ``python -m fakes.small_server``.

Its limits come from settings, as ``TRENDSQA_LIMITS__RECEIVE_S=1``; it starts in a part of a second.
"""

import asyncio
import json
import logging
import sys

from trendsqa.connection_counts import ConnectionCounts
from trendsqa.serving.connection_limits import ConnectionLimits
from trendsqa.serving.listening import listen
from trendsqa.serving.logs import configure_logs
from trendsqa.serving.server import run_server
from trendsqa.settings import load_settings

SLOW_S = 0.8
COUNTS = ConnectionCounts()


async def app(scope, receive, send):
    """Answers to a few addresses; whatever comes as a body is read first."""
    if scope["type"] != "http":
        return
    while (message := await receive())["type"] == "http.request" and message.get("more_body"):
        pass
    if message["type"] == "http.disconnect":
        return
    match scope["path"]:
        case "/counts":
            await answer(
                send, json.dumps({"open": COUNTS.open, "refused": COUNTS.refused, "closed": COUNTS.closed}).encode()
            )
        case "/slow":
            await asyncio.sleep(SLOW_S)
            await answer(send, b"slow")
        case "/endless":
            await asyncio.sleep(600)
        case "/big":
            await answer(send, *[b"x" * 65_536] * 800)
        case "/stream":
            await stream(receive, send)
        case "/broken":
            raise ValueError("What did they ask?")
        case _:
            await answer(send, b"fine")


async def answer(send, *chunks):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def stream(receive, send):
    headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"data: here\n\n", "more_body": True})
    while (await receive())["type"] != "http.disconnect":
        pass
    logging.getLogger("trendsqa.fakes").warning("the stream was left")


def main():
    settings = load_settings()
    configure_logs(settings.log_level, settings.log_format)
    run_server(
        app,
        listen("127.0.0.1", 0),
        ConnectionLimits.of(settings),
        COUNTS,
        lambda port: print(f"http://127.0.0.1:{port}", file=sys.stderr, flush=True),
    )


if __name__ == "__main__":
    main()
