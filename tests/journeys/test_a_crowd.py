"""Three hundred clients at once: each is answered or told when to come again, and pages that ask nothing still come."""

import asyncio
from collections import Counter
from functools import partial

import httpx
import pytest

from fakes.own_loop import run_alone

CLIENTS = 300
PAGES = 10
TIMEOUT_S = 60


async def put(client: httpx.AsyncClient, number: int) -> httpx.Response:
    """Response to the question of one client, which nobody else asks."""
    return await client.post("/api/v1/ask", json={"question": f"Who is keeper of lighthouse {number}?"})


async def read(client: httpx.AsyncClient) -> list[httpx.Response]:
    """Responses to somebody who reads the list of documents meanwhile."""
    return [await client.get("/documents") for _ in range(PAGES)]


async def crowd(url: str) -> tuple[list[httpx.Response], list[httpx.Response]]:
    """Responses to the crowd, and to the one who reads."""
    limits = httpx.Limits(max_connections=CLIENTS + 1, max_keepalive_connections=CLIENTS + 1)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=TIMEOUT_S) as client:
        *asked, pages = await asyncio.gather(*(put(client, number) for number in range(CLIENTS)), read(client))
    return asked, pages


@pytest.mark.model
@pytest.mark.slow
def test_of_three_hundred_clients_each_gets_an_answer_or_is_told_to_come_again(server_url):
    answers, pages = run_alone(partial(crowd, server_url))
    statuses = Counter(response.status_code for response in answers)
    assert set(statuses) == {200, 503}, statuses
    for response in answers:
        if response.status_code == 503:
            assert response.json()["type"] == "urn:trendsqa:problem:overloaded"
            assert int(response.headers["retry-after"]) >= 1
        else:
            assert response.json()["generation"]
    assert {page.status_code for page in pages} == {200}
    # Afterwards everybody is answered again.
    later = httpx.post(f"{server_url}/api/v1/ask", json={"question": "Who is keeper of the lighthouse?"}, timeout=30)
    assert later.json()["answered"]
    counted = httpx.get(f"{server_url}/metrics").text
    assert f"trendsqa_requests_shed_total {float(statuses[503])}" in counted
    assert 'route="/api/v1/ask",status="5xx"' not in counted
