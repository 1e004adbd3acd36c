"""The configurations of docs/proxies.md in a real nginx and a real Caddy: what arrives, and what does not."""

import http.client
import socket
import ssl
import threading
from ipaddress import ip_network

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from conftest import serving
from fakes.seen_request import guarded_mirror
from reverse_proxies import CADDY, HOST, NGINX, blocks, configuration, free_port, running_app, running_proxy

PROXY = "127.0.0.1"
CLIENT = "127.0.0.2"
"""A client of the proxy on the same machine, by another of its loopback addresses."""
TRUSTED = [ip_network(PROXY)]
IDENTITY = "X-Forwarded-User"
SECONDS = 20
FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "stranger.example",
    "X-Forwarded-Prefix": "/stranger",
    "X-Forwarded-User": "director",
    "X-Forwarded-Server": "stranger.example",
    "X-Real-IP": "203.0.113.9",
    "X-Gradio-Server": "https://stranger.example",
    "Forwarded": "for=203.0.113.9;host=stranger.example;proto=http",
}
TAKES_OFF = {
    NGINX: ("proxy_pass http://trendsqa;", "proxy_pass http://trendsqa/;"),
    CADDY: ("handle /trends/* {", "handle_path /trends/* {"),
}
"""The line of each configuration that passes the path on, and the one that takes it off."""


def oauth_proxy():
    """The two addresses of oauth2-proxy that a proxy asks; it knows people by a cookie."""

    def auth(request: Request) -> Response:
        who = request.cookies.get("who")
        if who is None:
            return Response(status_code=401)
        return Response(status_code=202, headers={"X-Auth-Request-User": who} if who != "nameless" else {})

    def sign_in(_request: Request) -> Response:
        return PlainTextResponse("Please sign in.", 403)

    return Starlette(routes=[Route("/oauth2/auth", auth), Route("/oauth2/sign_in", sign_in)])


def client_of(proxy):
    """A client of the proxy; a machine that does not know its name finds it all the same."""
    return httpx.Client(
        base_url=f"https://127.0.0.1:{proxy.port}",
        headers={"Host": f"{HOST}:{proxy.port}"},
        transport=httpx.HTTPTransport(verify=False, local_address=CLIENT),
        timeout=SECONDS,
    )


def look(client, path, **options):
    """The response to a GET of ``path``."""
    return client.get(path, extensions={"sni_hostname": HOST}, **options)


def raw_status(proxy, path):
    """Status and body of a GET whose path no library has tidied."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", proxy.port), timeout=SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=HOST) as connection,
    ):
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{proxy.port}\r\nConnection: close\r\n\r\n".encode())
        response = http.client.HTTPResponse(connection)
        response.begin()
        return response.status, response.read()


@pytest.fixture(scope="module")
def mirror():
    """The port of an application that tells what it sees."""
    with running_app(guarded_mirror(TRUSTED, path="/trends", identity_header=IDENTITY)) as port:
        yield port


@pytest.fixture(scope="module", params=[NGINX, CADDY])
def proxy(request, mirror, tmp_path_factory):
    """Each proxy before the mirror."""
    home = tmp_path_factory.mktemp("proxy") / request.param
    with running_proxy(request.param, configuration(request.param), home, mirror) as running:
        yield running


@pytest.fixture(scope="module")
def client(proxy):
    with client_of(proxy) as client:
        yield client


@pytest.mark.parametrize("forged", [{}, FORGED], ids=["plain", "forged"])
def test_the_server_sees_what_the_client_asked_for_and_nothing_that_it_made_up(proxy, client, forged):
    seen = look(client, "/trends/search?q=a", headers=forged).json()
    assert seen["url"] == f"{proxy.url}/trends/search?q=a"
    assert (seen["root"], seen["path"]) == ("/trends", "/trends/search")
    assert seen["caller"] == CLIENT
    assert not [name for name in seen["headers"] if "forwarded" in name or "stranger" in seen["headers"][name]]


def test_a_client_cannot_add_to_what_the_proxy_says(client):
    repeated = [("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-For", PROXY), ("X-Forwarded-Prefix", "/a")]
    seen = look(client, "/trends/search", headers=repeated).json()
    assert (seen["caller"], seen["root"]) == (CLIENT, "/trends")


@pytest.mark.parametrize("value", ['"><script>', "//stranger.example", "/../..", "a\tb", "a, b"])
@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto"])
def test_what_is_no_value_of_a_header_never_arrives(proxy, client, name, value):
    assert look(client, "/trends/search", headers={name: value}).json()["url"] == f"{proxy.url}/trends/search"


@pytest.mark.parametrize("name", [NGINX, CADDY])
def test_a_proxy_may_take_the_path_off(name, mirror, tmp_path):
    before, after = TAKES_OFF[name]
    text = configuration(name)
    assert before in text
    with running_proxy(name, text.replace(before, after), tmp_path / name, mirror) as proxy, client_of(proxy) as client:
        assert look(client, "/trends/search").json()["url"] == f"{proxy.url}/trends/search"


def test_the_path_without_a_slash_leads_to_the_one_with_it(proxy, client):
    response = look(client, "/trends")
    assert response.status_code == 301
    assert str(response.url.join(response.headers["location"])).endswith(f":{proxy.port}/trends/")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search",
        "/metrics",
        "/trendsX",
        "/trendsX/search",
        "/trends/../metrics",
        "/trends/../search",
        "/trends/%2e%2e/metrics",
        "/trends/..%2fmetrics",
        "//metrics",
        "/trends/metrics",
        "/trends//metrics",
        "/trends/%6detrics",
        "/trends/./metrics",
        "/trends/x/../metrics",
        "/trends%2fmetrics",
    ],
)
def test_nothing_beside_the_path_and_nothing_that_is_closed_is_reached(proxy, path):
    status, body = raw_status(proxy, path)
    assert (status, b"url" in body) in {(404, False), (400, False)}, body


def test_a_body_that_is_too_large_never_reaches_the_server(client):
    response = client.post("/trends/api/v1/ask", content=b"x" * 70_000, extensions={"sni_hostname": HOST})
    # Caddy 2.6 cuts it off while sending it on, and takes that for a failure of the server.
    assert response.status_code in {413, 502}
    assert "url" not in response.text


@pytest.mark.parametrize("name", [NGINX, CADDY])
def test_no_question_is_in_any_file_of_the_proxy_even_where_the_server_is_away(name, mirror, tmp_path):
    for port, status in ((mirror, 200), (free_port(), 502)):
        home = tmp_path / f"{name}{port}"
        with running_proxy(name, configuration(name), home, port) as proxy, client_of(proxy) as client:
            assert look(client, "/trends/search?q=unmentionable").status_code == status
            body = client.post("/trends/api", content=b"unmentionable" * 4000, extensions={"sni_hostname": HOST})
            assert body.status_code == status
        held = [path for path in home.rglob("*") if path.is_file()]
        assert len(held) > 3
        assert not [path for path in held if b"unmentionable" in path.read_bytes()]


def test_without_tls_a_client_is_led_to_the_address_with_it(proxy):
    response = httpx.get(
        f"http://127.0.0.1:{proxy.plain_port}/trends/search?q=a", headers={"Host": HOST}, timeout=SECONDS
    )
    assert response.status_code in {301, 308}
    assert response.headers["location"].endswith("/trends/search?q=a")
    assert response.headers["location"].startswith(f"https://{HOST}")


@pytest.mark.parametrize("name", [NGINX, CADDY])
def test_each_event_of_the_chat_arrives_before_the_next_is_made(name, tmp_path):
    """The stream sends its second event only after the client has read the first."""
    has_read = threading.Event()

    def events():
        yield "data: first\n\n"
        yield "data: second\n\n" if has_read.wait(timeout=SECONDS) else "data: late\n\n"

    def stream(_request: Request) -> Response:
        return StreamingResponse(events(), media_type="text/event-stream")

    app = Starlette(routes=[Route("/trends/chat/gradio_api/queue/data", stream)])
    with (
        running_app(app) as port,
        running_proxy(name, configuration(name), tmp_path / name, port) as proxy,
        client_of(proxy) as client,
        client.stream("GET", "/trends/chat/gradio_api/queue/data", extensions={"sni_hostname": HOST}) as response,
    ):
        lines = response.iter_lines()
        assert next(lines) == "data: first"
        has_read.set()
        assert [line for line in lines if line] == ["data: second"]


@pytest.fixture(scope="module", params=[NGINX, CADDY])
def signed_on(request, mirror, tmp_path_factory):
    """A client of each proxy with single sign-on."""
    home = tmp_path_factory.mktemp("sign-on") / request.param
    text = configuration(request.param, signs_on=True)
    with (
        running_app(oauth_proxy()) as oauth,
        running_proxy(request.param, text, home, mirror, oauth) as proxy,
        client_of(proxy) as client,
    ):
        yield client


@pytest.mark.parametrize("forged", [{}, FORGED, {"x-forwarded-user": "a", "X-FORWARDED-USER": "b"}])
def test_the_proxy_names_who_has_signed_in_and_the_client_cannot(signed_on, forged):
    seen = look(signed_on, "/trends/search", headers={**forged, "Cookie": "who=ada"}).json()
    assert seen["headers"]["x-forwarded-user"] == "ada"
    assert seen["caller"] == CLIENT


def test_nobody_is_named_where_the_sign_on_names_nobody(signed_on):
    response = look(signed_on, "/trends/search", headers={**FORGED, "Cookie": "who=nameless"})
    assert response.status_code == 403 or "x-forwarded-user" not in response.json()["headers"]


def test_who_has_not_signed_in_reaches_nothing(signed_on):
    response = look(signed_on, "/trends/search", headers=FORGED, follow_redirects=False)
    assert response.status_code in {302, 403, 401}
    assert "url" not in response.text


@pytest.mark.model
def test_a_server_that_names_no_proxy_believes_nobody_on_its_own_machine_either(handbook):
    """uvicorn by itself would believe every peer at 127.0.0.1."""
    with serving(handbook, "--no-chat") as url:
        response = httpx.get(f"{url}/search/", headers=FORGED | {"X-Forwarded-Proto": "https"}, timeout=SECONDS)
        assert response.headers["location"] == f"{url}/search"


@pytest.mark.model
def test_past_the_proxy_a_client_of_the_server_is_not_believed(handbook, tmp_path):
    (tmp_path / "trendsqa.toml").write_text(blocks("toml")[0], "utf-8")
    with (
        serving(handbook, "--no-chat", home=tmp_path) as url,
        httpx.Client(base_url=url, transport=httpx.HTTPTransport(local_address=CLIENT), timeout=SECONDS) as stranger,
        httpx.Client(base_url=url, timeout=SECONDS) as proxy,
    ):
        for path in ("/search/", "/trends/search/"):
            assert stranger.get(path, headers=FORGED).headers["location"] == f"{url}/trends/search"
        told = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/reports"}
        assert proxy.get("/search/", headers=told).headers["location"] == f"https://{HOST}/reports/search"
        refused = proxy.get("/search", headers=told | {"X-Forwarded-Prefix": '/"><script>'})
        assert refused.status_code == 400
        assert "script" not in refused.text
