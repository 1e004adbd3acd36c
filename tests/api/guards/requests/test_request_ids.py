import re

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from trendsqa.api.guards.requests.request_ids import request_id_of

TRUSTED = {"trusted_proxies": ("192.0.2.0/28",)}
MADE = re.compile(r"[0-9a-f]{32}")


def id_of(response):
    return response.headers["x-request-id"]


@pytest.mark.parametrize("address", ["/healthz", "/api/v1/documents", "/api/nothing", "/docs", "/metrics", "/"])
def test_every_response_carries_an_id_of_its_own(client, address):
    first, second = id_of(client.get(address)), id_of(client.get(address))
    assert MADE.fullmatch(first)
    assert MADE.fullmatch(second)
    assert first != second


def test_a_refusal_by_a_guard_carries_the_id_in_its_body_too(client, problem):
    body = problem(client.get("/healthz", headers={"Host": "stranger.example"}), 400, "host-refused")
    assert MADE.fullmatch(body["request_id"])


def test_the_id_is_with_the_request_for_whoever_serves_it(client):
    async def tell(request):
        return PlainTextResponse(request_id_of(request.scope))

    client.app.router.routes.append(Route("/chat/id", tell))
    response = client.get("/chat/id")
    assert response.text == id_of(response)


def test_the_log_of_a_failure_names_the_id_that_the_client_was_told(client_for, failing, caplog):
    response = client_for(failing(RuntimeError("broken"))).get("/readyz")
    assert response.json()["request_id"] == id_of(response)
    assert f"request {id_of(response)}" in caplog.text


@pytest.mark.parametrize("brought", ["a", "edge-7.2_b", "A" * 64])
def test_a_trusted_proxy_brings_the_id_of_its_own_log(client_for, brought):
    response = client_for(remote=True, **TRUSTED).get("/healthz", headers={"X-Request-Id": brought})
    assert id_of(response) == brought


@pytest.mark.parametrize("brought", ["", "A" * 65, "a b", "a\tb", "<b>", "é".encode(), "a,b", 'a"'])
def test_an_id_of_another_form_is_replaced(client_for, brought):
    response = client_for(remote=True, **TRUSTED).get("/healthz", headers={"X-Request-Id": brought})
    assert MADE.fullmatch(id_of(response))


@pytest.mark.parametrize("settings", [{}, {"trusted_proxies": ("192.0.2.128/25", "2001:db8::/32")}])
def test_an_id_from_anybody_else_is_replaced(client_for, settings):
    response = client_for(remote=True, **settings).get("/healthz", headers={"X-Request-Id": "forged"})
    assert MADE.fullmatch(id_of(response))


def test_of_two_ids_none_is_taken(client_for, raw):
    headers = [(b"host", b"127.0.0.1"), (b"x-request-id", b"a"), (b"x-request-id", b"b")]
    app = client_for(trusted_proxies=("127.0.0.1",)).app
    response = raw(app, {"method": "GET", "path": "/healthz", "headers": headers})
    assert MADE.fullmatch(dict(response.messages[0]["headers"])[b"x-request-id"].decode())


@pytest.mark.parametrize("peer", [None, ("", 0), ("unix", 0), ("::ffff:192.0.2.7", 1)])
def test_a_peer_without_an_address_is_trusted_by_nobody(client_for, raw, peer):
    """An IPv4 address written as IPv6 is the same address."""
    headers = [(b"host", b"127.0.0.1"), (b"x-request-id", b"brought")]
    scope = {"method": "GET", "path": "/healthz", "headers": headers, "client": peer}
    answered = dict(raw(client_for(**TRUSTED).app, scope).messages[0]["headers"])[b"x-request-id"]
    assert (answered == b"brought") is (peer is not None and peer[0].startswith("::ffff:"))
