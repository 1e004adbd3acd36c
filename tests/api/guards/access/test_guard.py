"""Access to the server in each mode: by key, by identity, or by nobody's leave."""

import logging

import anyio
import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from fakes.own_loop import run_alone
from fakes.problem_page import PEOPLE
from trendsqa.access.key_file import KeyFile
from trendsqa.access.key_text import KeyText
from trendsqa.api.guards.access.guard import KeyCheck
from trendsqa.api.guards.caller import caller_of

ASK = {"question": "Which tomatoes need water?"}
DOCUMENTS = "/api/v1/documents"
CLOSED = {"host": "0.0.0.0"}
PUBLIC = {"host": "0.0.0.0", "groups": {"access": {"public": True}}}
SIGNED_IN = {"trusted_proxies": ("127.0.0.1",), "groups": {"access": {"identity_header": "X-Forwarded-User"}}}
FRIEND = "https://intranet.example"
READER, SENDER, DESK = "reader", "sender", "desk"


@pytest.fixture
def rings(key_ring):
    return key_ring(reader=("read",), sender=("feedback",), desk=("admin",))


@pytest.fixture
def served(client_for, rings):
    """Makes a client of a server that takes the three keys, with pages that tell who asks."""
    ring, _ = rings

    def make(**settings):
        client = client_for(keys=ring, **settings)

        async def who(request):
            caller = caller_of(request.scope)
            seen = sorted(name for name in request.headers if name in {"authorization", "x-api-key"})
            return PlainTextResponse(f"{caller.name}|{caller.by_key}|{','.join(sorted(caller.scopes))}|{seen}")

        for path in ("/who", "/static/who", "/api/v1/feedback"):
            client.app.router.routes.insert(0, Route(path, who, methods=["GET", "POST", "DELETE"]))
        return client

    return make


@pytest.fixture
def bearer(rings):
    _, keys = rings
    return lambda name: {"Authorization": f"Bearer {keys[name]}"}


@pytest.mark.parametrize("settings", [CLOSED, SIGNED_IN])
def test_a_closed_server_says_how_to_come_in(served, problem, settings):
    response = served(**settings).get(DOCUMENTS)
    assert "trendsqa keys create" in problem(response, 401, "credentials-needed")["detail"]
    assert response.headers["www-authenticate"] == 'Bearer realm="trendsqa"'


@pytest.mark.parametrize("address", ["/search?q=tomatoes", "/read?section=a", "/", "/chat/", "/nothing"])
def test_a_page_of_a_closed_server_says_it_as_a_page(served, address):
    response = served(**CLOSED).get(address, headers=PEOPLE)
    assert response.status_code == 401
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["www-authenticate"] == 'Bearer realm="trendsqa"'
    assert "<h1>401</h1>" in response.text
    assert "tomatoes" not in response.text


def test_either_header_takes_a_key(served, bearer, rings):
    client = served(**CLOSED)
    assert client.get(DOCUMENTS, headers=bearer(READER)).status_code == 200
    assert client.post("/api/v1/ask", json=ASK, headers={"X-API-Key": rings[1][READER]}).status_code == 200


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", DOCUMENTS, {READER}),
        ("POST", "/api/v1/ask", {READER}),
        ("GET", "/mcp", {READER}),
        ("POST", "/api/v1/feedback", {SENDER}),
        ("DELETE", "/api/v1/feedback", {SENDER}),
        ("GET", "/api/v1/feedback", {DESK}),
        ("GET", "/metrics", {DESK}),
        ("HEAD", "/metrics", {DESK}),
        ("GET", "/admin", {DESK}),
    ],
)
def test_a_key_opens_what_its_scopes_say(served, bearer, method, address, allowed):
    client = served(**CLOSED)
    for name in (READER, SENDER, DESK):
        response = client.request(method, address, headers=bearer(name))
        assert (response.status_code != 403) is (name in allowed), name
        if name not in allowed:
            assert 'error="insufficient_scope"' in response.headers["www-authenticate"]


def test_a_page_tells_who_may_not_see_it_from_who_has_not_signed_in(served, bearer):
    response = served(**CLOSED).get("/search", headers=bearer(SENDER) | PEOPLE)
    assert response.status_code == 403
    assert "<h1>403</h1>" in response.text


def test_too_small_a_scope_is_named(served, bearer, problem):
    response = served(**CLOSED).get("/metrics", headers=bearer(READER))
    assert "--scope admin" in problem(response, 403, "scope-needed")["detail"]


@pytest.mark.parametrize("settings", [{}, CLOSED, PUBLIC, SIGNED_IN], ids=["open", "closed", "public", "signed in"])
@pytest.mark.parametrize("address", [DOCUMENTS, "/healthz", "/static/who", "/metrics"])
@pytest.mark.parametrize(
    "key", ["", "sesame", "tq_abcdefgh_" + "a" * 32, "Bearer x", "\xff"], ids=["none", "word", "unknown", "two", "byte"]
)
def test_a_key_that_does_not_work_is_refused_everywhere(served, settings, address, key):
    response = served(**settings).get(address, headers={"Authorization": f"Bearer {key}".encode("latin-1")})
    assert response.status_code == 401
    assert 'error="invalid_token"' in response.headers["www-authenticate"]


def test_a_wrong_secret_of_a_known_key_is_told_like_an_unknown_key(served, rings):
    client, key = served(**CLOSED), rings[1][READER]
    wrong = key[:-1] + ("a" if key[-1] != "a" else "b")
    told = [client.get(DOCUMENTS, headers={"X-API-Key": each}) for each in (wrong, KeyText.new().written())]
    assert [response.status_code for response in told] == [401, 401]
    first, second = (response.json() | {"request_id": ""} for response in told)
    assert first == second


def test_a_revoked_key_is_refused_at_the_next_request(served, bearer, tmp_path):
    client = served(**CLOSED)
    assert client.get(DOCUMENTS, headers=bearer(READER)).status_code == 200
    KeyFile(tmp_path / "access" / "keys.json").revoke(READER)
    assert client.get(DOCUMENTS, headers=bearer(READER)).status_code == 401


@pytest.mark.parametrize("spoil", [lambda path: path.write_text("torn"), lambda path: path.chmod(0o666)])
def test_nobody_comes_in_by_a_file_that_is_damaged_or_that_others_may_write(served, bearer, tmp_path, spoil):
    client = served(**CLOSED)
    assert client.get(DOCUMENTS, headers=bearer(READER)).status_code == 200
    spoil(tmp_path / "access" / "keys.json")
    assert client.get(DOCUMENTS, headers=bearer(READER)).status_code == 401


def test_on_this_computer_nobody_is_asked_and_nobody_is_an_administrator(served, problem):
    client = served()
    assert client.get(DOCUMENTS).status_code == 200
    assert client.get("/metrics").status_code == 200
    assert client.get("/who").text == "|False|feedback,read|[]"
    problem(client.get("/api/v1/feedback"), 401, "credentials-needed")


def test_a_key_adds_to_what_everybody_may(served, bearer):
    client = served()
    assert client.get("/who", headers=bearer(DESK)).text == "desk|True|admin,feedback,read|[]"
    assert client.get("/api/v1/feedback", headers=bearer(DESK)).status_code == 200


def test_a_public_server_lets_everybody_ask_and_keeps_its_metrics(served, bearer):
    client = served(**PUBLIC)
    assert client.get(DOCUMENTS).status_code == 200
    assert client.post("/api/v1/feedback").status_code == 200
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers=bearer(READER)).status_code == 403
    assert client.get("/metrics", headers=bearer(DESK)).status_code == 200


def test_who_has_signed_in_may_ask_and_send_feedback_and_no_more(served):
    client, header = served(**SIGNED_IN), {"X-Forwarded-User": "ines@example.org"}
    assert client.get("/who", headers=header).text == "ines@example.org|False|feedback,read|[]"
    assert client.post("/api/v1/ask", json=ASK, headers=header).status_code == 200
    assert client.get("/metrics", headers=header).status_code == 403


def test_an_identity_of_a_stranger_counts_for_nothing(served):
    client = served(remote=True, **SIGNED_IN)
    assert client.get("/who", headers={"X-Forwarded-User": "ines@example.org"}).status_code == 401
    assert client.get("/static/who", headers={"X-Forwarded-User": "ines@example.org"}).text == "|False||[]"


@pytest.mark.parametrize("forwarded", [{"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}])
def test_a_stranger_cannot_say_that_it_is_the_proxy(served, forwarded):
    client = served(remote=True, **SIGNED_IN)
    assert client.get("/who", headers={"X-Forwarded-User": "ines@example.org", **forwarded}).status_code == 401


def test_an_identity_that_is_sent_twice_is_refused(served, raw):
    headers = [(b"host", b"localhost"), (b"x-forwarded-user", b"ines"), (b"x-forwarded-user", b"otto")]
    assert raw(served(**SIGNED_IN).app, {"method": "GET", "path": "/who", "headers": headers}).status == 400


def test_on_this_computer_an_identity_header_counts_for_nothing(served):
    client = served(groups={"access": {"identity_header": "X-Forwarded-User"}})
    assert client.get("/who", headers={"X-Forwarded-User": "ines"}).text.startswith("|")


@pytest.mark.parametrize(
    "headers",
    [
        [(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")],
        [(b"authorization", b"Bearer " + b"a" * 20_000)],
        [(b"authorization", b"Bearer a"), (b"x-api-key", b"a")],
    ],
)
def test_several_or_endless_credentials_are_refused(served, raw, headers):
    scope = {"method": "GET", "path": DOCUMENTS, "headers": [(b"host", b"localhost"), *headers]}
    assert raw(served().app, scope).status == 400


def test_nothing_behind_the_guard_sees_the_key(served, bearer):
    assert served(**CLOSED).get("/who", headers=bearer(READER)).text == "reader|True|read|[]"


def test_a_browser_may_ask_before_it_sends_the_key_and_then_send_it(served, bearer):
    client = served(cors_origins=(FRIEND,), **CLOSED)
    asked = {
        "Origin": FRIEND,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    preflight = client.options("/api/v1/ask", headers=asked)
    assert preflight.status_code == 200
    assert "authorization" in preflight.headers["access-control-allow-headers"]
    answer = client.post("/api/v1/ask", json=ASK, headers={"Origin": FRIEND, **bearer(READER)})
    assert answer.status_code == 200
    assert "Retry-After" in answer.headers["access-control-expose-headers"]


def test_a_page_of_a_known_origin_can_read_why_it_is_refused(served, problem):
    response = served(cors_origins=(FRIEND,), **CLOSED).post("/api/v1/ask", json=ASK, headers={"Origin": FRIEND})
    problem(response, 401, "credentials-needed")
    assert response.headers["access-control-allow-origin"] == FRIEND


def test_a_preflight_alone_opens_nothing(served):
    """Only OPTIONS passes without a key, and no route does anything for it."""
    client, asked = served(**CLOSED), {"Access-Control-Request-Method": "POST"}
    assert client.options(DOCUMENTS, headers=asked).status_code == 405
    assert client.options(DOCUMENTS).status_code == 401
    assert client.get(DOCUMENTS, headers=asked).status_code == 401


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer sesame"}])
def test_a_websocket_needs_the_same(served, headers):
    client = served(**CLOSED)

    async def echo(websocket):
        await websocket.accept()
        await websocket.close()

    client.app.router.routes.append(WebSocketRoute("/chat/socket", echo))
    with (
        pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)),
        client.websocket_connect("/chat/socket", headers={"Host": "localhost", **headers}),
    ):
        pass


def test_under_the_path_of_a_proxy_the_same_is_needed(served, bearer):
    client = served(**CLOSED, path="/trends")
    for path, expected in (("/trends/metrics", 403), ("/trends/healthz", 200), ("/trends/api/v1/documents", 200)):
        assert client.get(path, headers=bearer(READER)).status_code == expected


def test_keys_reach_neither_log_nor_response(served, bearer, rings, caplog):
    caplog.set_level(logging.DEBUG)
    client = served(**CLOSED)
    shown = [client.get(path, headers=bearer(name)).text for path in (DOCUMENTS, "/metrics") for name in rings[1]]
    shown += [client.get(DOCUMENTS, headers={"X-API-Key": f"{key}x"}).text for key in rings[1].values()]
    for key in rings[1].values():
        assert key not in caplog.text
        assert not any(key in text for text in shown)


def test_guessing_is_stopped_before_it_costs_work_and_keys_that_work_go_on(served, bearer, problem):
    client = served(**CLOSED)
    assert client.get(DOCUMENTS, headers=bearer(READER)).status_code == 200
    told = [client.get(DOCUMENTS, headers={"X-API-Key": KeyText.new().written()}) for _ in range(20)]
    assert {response.status_code for response in told[:10]} == {401}
    problem(told[-1], 429, "too-many-requests")
    assert 1 <= int(told[-1].headers["retry-after"]) <= 60
    assert client.get(DOCUMENTS, headers=bearer(READER)).status_code == 200


def test_many_guesses_at_once_cost_no_more_checks_than_one_after_another(key_ring):
    """Each counts before it is checked, and one is checked at a time."""
    ring, keys = key_ring(reader=("read",))
    checked = []

    class Counting(type(ring)):
        def verified(self, key):
            checked.append(key.id)
            return super().verified(key)

    async def guess():
        check = KeyCheck(Counting(ring._file))
        async with anyio.create_task_group() as at_once:
            for _ in range(50):
                at_once.start_soon(check.check, KeyText.new().written(), "192.0.2.7")
        return await check.check(keys["reader"], "192.0.2.8")

    assert run_alone(guess).name == "reader"
    assert len(checked) == 11


def test_a_key_that_works_may_be_checked_any_number_of_times(key_ring):
    ring, keys = key_ring(reader=("read",))

    async def check():
        check = KeyCheck(ring)
        found = []
        for _ in range(15):
            ring._held.fitting.clear()
            found.append(await check.check(keys["reader"], "192.0.2.7"))
        return found

    assert {found.name for found in run_alone(check)} == {"reader"}
