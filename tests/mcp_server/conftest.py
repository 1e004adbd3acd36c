"""A collection on paper, and clients of the official SDK for it: over HTTP against a real server."""

from collections.abc import Awaitable, Callable

import anyio
import pytest
from mcp import Client

from fakes.assistant import PaperAssistant
from fakes.documents import held
from fakes.live_index import live_index_of
from fakes.loopback_server import serving_in_thread
from fakes.own_loop import run_alone
from fakes.records import LaidOutDocument
from trendsqa.api.app import create_api
from trendsqa.corpus.rights import Terms
from trendsqa.mcp_server.mounting import add_mcp
from trendsqa.settings import Settings

ANSWER_WITHIN_S = 60
ORIGIN = {"publisher": "Example Press", "licence": "OGL-UK-3.0", "kind": "report"}
BODY_BYTES = 65_536


def paper() -> PaperAssistant:
    lamps = held(
        ("h", "Lamps"), ("p", "The lamp shines at night 𝛼."), ("h", "Ferries"), ("p", "The ferry leaves at noon."),
        document_id="harbour", url="https://example.org/harbour", terms=Terms.QUOTE, edition="2024", **ORIGIN,
    )  # fmt: skip
    long = held(
        ("h", "Log"), *[("p", f"Day {day}. " + "Fog all day. " * 100) for day in range(30)],
        document_id="log", url="https://example.org/log", terms=Terms.FULL, **ORIGIN,
    )  # fmt: skip
    return PaperAssistant(LaidOutDocument.of(lamps), LaidOutDocument.of(long))


def in_time(ask: Callable[[], Awaitable[object]]) -> object:
    """The outcome of ``ask`` in a loop of its own, within a time far above what it takes."""

    async def run() -> object:
        with anyio.fail_after(ANSWER_WITHIN_S):
            return await ask()

    return run_alone(run)


def conversation(server: object, ask: Callable[[Client], Awaitable[object]], **options: object) -> object:
    """What ``ask`` finds out with a client that is connected to ``server``."""

    async def talk() -> object:
        async with Client(server, **options) as client:
            return await ask(client)

    return in_time(talk)


@pytest.fixture
def paper_assistant() -> PaperAssistant:
    return paper()


@pytest.fixture
def talk() -> Callable[..., object]:
    return conversation


@pytest.fixture
def app_for() -> Callable[..., object]:
    """Makes the API over an assistant, with MCP beside it."""

    def make(assistant: object = None, **settings: object) -> object:
        live_index = live_index_of(assistant or paper())
        app = create_api(live_index, Settings(**settings))
        add_mcp(app, live_index, most_body_bytes=BODY_BYTES)
        return app

    return make


@pytest.fixture
def url(app_for):
    """The address of MCP on a real server over the paper collection."""
    with serving_in_thread(app_for()) as address:
        yield f"{address}/mcp"
