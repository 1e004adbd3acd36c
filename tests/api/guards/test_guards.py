import pytest
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

FRIEND = "https://intranet.example"
STRANGER = "https://stranger.example"
ASK = {"question": "Which tomatoes need water?"}


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8000", "localhost:9", "LocalHost", "localhost.", "[::1]:8000", "127.1.2.3"],
)
def test_loopback_names_are_answered(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["stranger.example", "127.0.0.1.stranger.example", "localhost@stranger.example", "0.0.0.0", "", "\xff"],
)
def test_other_names_are_refused_with_the_setting_that_lets_them_in(client, problem, host):
    response = client.get("/healthz", headers={"Host": host.encode("latin-1")})
    assert "TRENDSQA_SERVER__ALLOWED_HOSTS" in problem(response, 400, "host-refused")["detail"]


@pytest.mark.parametrize("hosts", [[], [(b"host", b"localhost"), (b"host", b"localhost")]])
def test_a_request_names_one_host(client, raw, hosts):
    assert raw(client.app, {"method": "GET", "path": "/healthz", "headers": hosts}).status == 400


@pytest.mark.parametrize("settings", [{"host": "reports.example"}, {"allowed_hosts": ("Reports.example",)}])
def test_a_host_of_the_settings_is_answered(client_for, settings):
    response = client_for(**settings).get("/healthz", headers={"Host": "reports.example:8000"})
    assert response.status_code == 200


@pytest.mark.parametrize(("setting", "host"), [("fd00::7", "[fd00::7]:8000"), ("[fd00::7]", "[fd00::7]")])
def test_an_ipv6_address_of_the_settings_is_answered(client_for, setting, host):
    assert client_for(host=setting).get("/healthz", headers={"Host": host}).status_code == 200


def test_listening_everywhere_lets_no_other_name_in(client_for, problem):
    client = client_for(host="0.0.0.0")
    problem(client.get("/healthz", headers={"Host": "stranger.example"}), 400, "host-refused")
    problem(client.get("/healthz", headers={"Host": "0.0.0.0"}), 400, "host-refused")


@pytest.mark.parametrize(
    "origin",
    [
        STRANGER,
        "null",
        "http://127.0.0.1:9000",
        "http://127.0.0.1",
        "file://",
        "http://[",
        "http://127.0.0.1:x",
        "",
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_page_of_another_origin_may_not_post(client, problem, method, origin):
    response = client.request(method, "/api/v1/ask", json=ASK, headers={"Origin": origin})
    assert "TRENDSQA_SERVER__CORS_ORIGINS" in problem(response, 403, "origin-refused")["detail"]


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "https://127.0.0.1:8000", "HTTP://127.0.0.1:8000"])
def test_a_page_of_this_server_may_post(client, origin):
    """TLS may end at a proxy in front, so the scheme does not matter."""
    assert client.post("/api/v1/ask", json=ASK, headers={"Origin": origin}).status_code == 200


def test_the_port_of_the_scheme_need_not_be_written(client):
    headers = {"Host": "localhost:80", "Origin": "http://localhost"}
    assert client.post("/api/v1/ask", json=ASK, headers=headers).status_code == 200


def test_reading_across_origins_is_left_to_the_browser_which_is_told_nothing(client):
    response = client.get("/api/v1/documents", headers={"Origin": STRANGER})
    assert response.status_code == 200
    assert not [name for name in response.headers if name.startswith("access-control-")]


def test_no_origin_is_let_in_by_default(client, problem):
    headers = {"Origin": FRIEND, "Access-Control-Request-Method": "POST"}
    problem(client.options("/api/v1/ask", headers=headers), 403, "origin-refused")


@pytest.mark.parametrize("setting", [FRIEND, "https://Intranet.example:443"])
def test_an_origin_of_the_settings_may_call_the_api(client_for, setting):
    client = client_for(cors_origins=(setting,))
    asked = {
        "Origin": FRIEND,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    preflight = client.options("/api/v1/ask", headers=asked)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == FRIEND
    assert "content-type" in preflight.headers["access-control-allow-headers"]
    answer = client.post("/api/v1/ask", json=ASK, headers={"Origin": FRIEND})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == FRIEND
    assert "access-control-allow-credentials" not in answer.headers


def test_an_origin_that_is_let_in_can_read_errors(client_for, problem):
    response = client_for(cors_origins=(FRIEND,)).post("/api/v1/ask", json={}, headers={"Origin": FRIEND})
    problem(response, 422, "invalid-request")
    assert response.headers["access-control-allow-origin"] == FRIEND


def test_other_origins_stay_out_when_one_is_let_in(client_for, problem):
    client = client_for(cors_origins=(FRIEND,))
    problem(client.post("/api/v1/ask", json=ASK, headers={"Origin": STRANGER}), 403, "origin-refused")
    asked = {"Origin": STRANGER, "Access-Control-Request-Method": "POST"}
    problem(client.options("/api/v1/ask", headers=asked), 403, "origin-refused")
    read = client.get("/api/v1/documents", headers={"Origin": STRANGER})
    assert "access-control-allow-origin" not in read.headers


def test_an_origin_that_is_let_in_calls_the_api_only(client_for, problem):
    client = client_for(cors_origins=(FRIEND,))
    client.app.mount("/chat", PlainTextResponse("chat"))
    problem(client.post("/chat/", headers={"Origin": FRIEND}), 403, "origin-refused")
    assert "access-control-allow-origin" not in client.get("/chat/", headers={"Origin": FRIEND}).headers


@pytest.mark.parametrize("address", ["/healthz", "/api/v1/documents", "/api/nothing", "/openapi.json", "/docs", "/"])
def test_every_response_carries_the_security_headers(client, address):
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_refusals_carry_the_security_headers_too(client):
    response = client.get("/", headers={"Host": "stranger.example"})
    assert response.headers["content-security-policy"].startswith("default-src 'self'")


def test_a_response_keeps_a_policy_of_its_own(client):
    async def page(request):
        del request
        return PlainTextResponse("page", headers={"Content-Security-Policy": "frame-ancestors https://a.example"})

    client.app.router.routes.append(Route("/embed", page))
    policies = client.get("/embed").headers.get_list("content-security-policy")
    assert policies == ["frame-ancestors https://a.example"]


def test_a_stream_passes_chunk_by_chunk(client, raw):
    async def events(request):
        del request

        async def chunks():
            for number in range(3):
                yield f"event {number}\n"

        return StreamingResponse(chunks(), media_type="text/event-stream")

    client.app.router.routes.append(Route("/chat/events", events))
    response = raw(client.app, {"method": "GET", "path": "/chat/events"})
    bodies = [message["body"] for message in response.messages[1:] if message["body"]]
    assert bodies == [b"event 0\n", b"event 1\n", b"event 2\n"]


def _add_echo(client):
    async def echo(websocket):
        await websocket.accept()
        await websocket.send_text(await websocket.receive_text())
        await websocket.close()

    client.app.router.routes.append(WebSocketRoute("/chat/socket", echo))


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://127.0.0.1:8000"}])
def test_a_websocket_passes_as_it_is(client, headers):
    _add_echo(client)
    with client.websocket_connect("/chat/socket", headers={"Host": "127.0.0.1:8000", **headers}) as socket:
        socket.send_text("tomatoes")
        assert socket.receive_text() == "tomatoes"


@pytest.mark.parametrize("headers", [{"Host": "stranger.example"}, {"Host": "127.0.0.1:8000", "Origin": STRANGER}])
def test_a_websocket_of_another_site_is_refused(client, headers):
    _add_echo(client)
    with (
        pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)),
        client.websocket_connect("/chat/socket", headers=headers),
    ):
        pass
