"""Large bodies: at one address, from maintainers alone, and with more time to arrive."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from trendsqa.access.access_scope import AccessScope
from trendsqa.api.guards.caller import Caller, note_caller
from trendsqa.api.guards.requests.request_size import UPLOAD_S, RequestSize
from trendsqa.exchanges.receive_time import allowed_receive_time

PATH = "/admin/add"
MOST = 100_000
ADMIN = Caller("", "desk", by_key=True, scopes=frozenset({AccessScope.ADMIN}))
READER = Caller("", "reader", by_key=True)


@pytest.fixture
def send(raw):
    """(status, time allowed) of a body of so many bytes from ``caller``."""

    def send(size, *, caller=ADMIN, path=PATH, method="POST", root=""):
        allowed = []

        async def app(scope, receive, send):
            while (message := await receive()).get("more_body"):
                pass
            allowed.append(allowed_receive_time(scope))
            if message["type"] == "http.request":
                await PlainTextResponse("taken")(scope, receive, send)

        async def noted(scope, receive, send):
            note_caller(scope, caller)
            await RequestSize(app, body_kib=1, uploads={PATH: MOST})(scope, receive, send)

        scope = {"path": root + path, "raw_path": (root + path).encode(), "method": method, "root_path": root}
        response = raw(noted, scope, [b"x" * 1000] * (size // 1000))
        return response.status, allowed[0] if allowed else 0.0

    return send


def test_a_maintainer_may_send_a_file_and_take_time_for_it(send):
    assert send(MOST) == (200, UPLOAD_S)
    assert send(MOST, root="/trends") == (200, UPLOAD_S)


def test_twice_the_largest_file_is_the_end_of_it(send):
    assert send(2 * MOST)[0] == 200
    assert send(2 * MOST + 3000)[0] == 413


@pytest.mark.parametrize(
    "other", [{"caller": READER}, {"path": "/admin/build"}, {"path": f"{PATH}/"}, {"method": "PUT"}]
)
def test_nobody_else_and_no_other_address_gets_more(send, other):
    assert send(2000, **other)[0] == 413
    assert send(1000, **other) == (200, 0.0)


def test_a_server_without_the_page_takes_no_large_body(client_for, key_ring, tmp_path):
    ring, keys = key_ring(desk=("admin",))
    client = client_for(keys=ring)
    client.app.router.routes.insert(0, Route(PATH, lambda _request: PlainTextResponse("taken"), methods=["POST"]))
    response = client.post(PATH, content=b"x" * 70_000, headers={"X-API-Key": keys["desk"]})
    assert response.status_code == 413
