"""What is believed of a proxy, from whom, and what those behind the guard see."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from fakes.seen_request import guarded_mirror
from trendsqa.settings import ServerSettings

HOST = "intranet.example"
PROXY = "192.0.2.7"
"""The peer of ``client_for(remote=True)``."""
TRUSTING = {"trusted_proxies": (PROXY,), "allowed_hosts": (HOST,)}
FORGED = {
    "X-Forwarded-For": "198.51.100.1",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "stranger.example",
    "X-Forwarded-Prefix": "/stranger",
    "X-Forwarded-User": "director",
    "X-Real-IP": "198.51.100.1",
    "X-Gradio-Server": "https://stranger.example",
    "Forwarded": "for=198.51.100.1;host=stranger.example;proto=https",
}


@pytest.fixture
def look():
    """What an application behind the guard sees of a GET from ``peer``."""

    def ask(path="/search", headers=None, *, peer=PROXY, root="", trusted=(PROXY,), identity=""):
        networks = ServerSettings(trusted_proxies=trusted).trusted_proxies
        guarded = guarded_mirror(networks, path=root, identity_header=identity)
        client = TestClient(guarded, base_url="http://127.0.0.1:8000", client=(peer, 50_000))
        response = client.get(path, headers=headers or {})
        assert response.status_code == 200, response.text
        return response.json()

    return ask


def test_a_trusted_proxy_is_believed_as_to_client_scheme_host_and_path(look):
    told = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": HOST,
        "X-Forwarded-Prefix": "/trends",
    }
    found = look("/search?q=a", told)
    assert found["url"] == f"https://{HOST}/trends/search?q=a"
    assert (found["root"], found["path"], found["raw_path"]) == ("/trends", "/trends/search", "/trends/search")
    assert (found["caller"], found["headers"]) == ("203.0.113.9", {})


def test_nobody_else_is_believed(look):
    found, plain = look(headers=FORGED, peer="203.0.113.5", identity="X-Forwarded-User"), look(peer="203.0.113.5")
    assert found == plain
    assert found["url"] == "http://127.0.0.1:8000/search"
    assert (found["caller"], found["headers"]) == ("203.0.113.5", {})


@pytest.mark.parametrize("name", ["X-Forwarded-User", "Remote-User"])
def test_the_identity_header_passes_from_a_trusted_proxy_only(look, name):
    assert look(headers={name: "ada"}, identity=name)["headers"] == {name.lower(): "ada"}
    assert look(headers={name: "ada"}, identity=name, peer="203.0.113.5")["headers"] == {}


def test_a_header_of_an_identity_that_the_settings_do_not_name_passes_from_nobody(look):
    assert look(headers={"X-Forwarded-User": "ada", "X-Forwarded-Access-Token": "t"})["headers"] == {}


def test_networks_of_proxies_are_trusted(look):
    told = {"X-Forwarded-For": "203.0.113.9"}
    assert look(headers=told, trusted=("192.0.2.0/24", "2001:db8::/32"))["caller"] == "203.0.113.9"
    assert look(headers=told, trusted=("192.0.3.0/24", "2001:db8::/32"))["caller"] == PROXY


def test_a_proxy_seen_by_its_mapped_address_is_trusted(look):
    found = look(headers={"X-Forwarded-For": "203.0.113.9"}, peer=f"::ffff:{PROXY}")
    assert found["caller"] == "203.0.113.9"


def test_a_proxy_that_says_nothing_of_its_client_is_the_caller(look):
    assert look()["caller"] == PROXY


@pytest.mark.parametrize("path", ["/search", "/trends/search"])
def test_the_path_of_the_settings_holds_for_everybody_with_and_without_it_in_the_request(look, path):
    found = look(path, peer="203.0.113.5", root="/trends")
    assert (found["root"], found["path"]) == ("/trends", "/trends/search")


def test_the_path_of_a_trusted_proxy_overrides_that_of_the_settings(look):
    assert look(headers={"X-Forwarded-Prefix": "/other"}, root="/trends")["path"] == "/other/search"
    assert look(headers={"X-Forwarded-Prefix": "/"}, root="/trends")["path"] == "/search"


def test_headers_in_vain_are_logged_once_with_the_setting(caplog):
    client = TestClient(guarded_mirror(()), client=("203.0.113.5", 1))
    for _ in range(3):
        client.get("/", headers=FORGED)
    (line,) = caplog.messages
    assert "TRENDSQA_SERVER__TRUSTED_PROXIES" in line
    assert "203.0.113.5" in line
    assert "stranger" not in line


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Prefix": '/"><script>alert(1)</script>'},
        {"X-Forwarded-Prefix": "//stranger.example"},
        {"X-Forwarded-Host": "a.example, b.example"},
        {"X-Forwarded-Host": '"><script>'},
        {"X-Forwarded-Proto": "javascript"},
    ],
)
def test_a_value_of_another_form_is_a_problem_that_does_not_repeat_it(client_for, problem, headers):
    body = problem(client_for(remote=True, **TRUSTING).get("/healthz", headers={"Host": HOST, **headers}), 400)
    ((name, value),) = headers.items()
    assert name in body["detail"]
    assert value not in body["detail"]
    assert body["instance"] == "/healthz"


def test_the_host_that_a_proxy_names_is_still_one_that_the_server_answers_to(client_for, problem):
    client = client_for(remote=True, **TRUSTING)
    assert client.get("/healthz", headers={"X-Forwarded-Host": HOST}).status_code == 200
    problem(client.get("/healthz", headers={"X-Forwarded-Host": "stranger.example"}), 400, "host-refused")


def test_a_page_of_the_host_that_a_proxy_names_may_post(client_for, problem):
    client = client_for(remote=True, **TRUSTING)
    headers = {"X-Forwarded-Host": f"{HOST}:8443", "Origin": f"https://{HOST}:8443"}
    assert client.post("/api/v1/ask", json={"question": "Tomatoes?"}, headers=headers).status_code == 200
    headers["Origin"] = "https://stranger.example"
    problem(client.post("/api/v1/ask", json={"question": "Tomatoes?"}, headers=headers), 403, "origin-refused")


@pytest.mark.parametrize("path", ["/api/v1/documents", "/trends/api/v1/documents"])
def test_guards_find_the_api_under_a_path(client_for, problem, path):
    client = client_for(path="/trends", cors_origins=(f"https://{HOST}",))
    response = client.get(path, headers={"Origin": f"https://{HOST}"})
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["access-control-allow-origin"] == f"https://{HOST}"
    headers = {"Origin": f"https://{HOST}"}
    assert client.post("/trends/api/v1/ask", json={"question": "Tomatoes?"}, headers=headers).status_code == 200
    problem(client.post(path, content=b"x" * 70_000), 413)
    problem(client.get(path + "?q=" + "x" * 17_000), 414)
    assert client.get("/trends/healthz").headers["cache-control"] == "no-store"


def test_the_metrics_name_routes_as_without_a_path(client_for):
    client = client_for(path="/trends")
    client.get("/trends/healthz")
    assert 'trendsqa_http_requests_total{route="/healthz",status="2xx"} 1.0' in client.get("/trends/metrics").text


def test_the_description_names_the_path_as_its_server(client_for):
    assert client_for(path="/trends").get("/trends/openapi.json").json()["servers"] == [{"url": "/trends"}]
    assert "servers" not in client_for().get("/openapi.json").json()


@pytest.mark.parametrize("path", ["/nothing", "/trends/nothing", "/trendsX", "/trends/trends/docs", "/trends//docs"])
def test_an_address_that_is_not_served_is_told_with_the_path(client_for, problem, path):
    body = problem(client_for(path="/trends").get(path), 404)
    assert "/trends/docs" in body["detail"]
    assert body["instance"].startswith("/trends")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_method_that_an_address_does_not_take_is_told_under_a_path(client_for, problem, method):
    response = client_for(path="/trends").request(method, "/trends/api/v1/ask")
    problem(response, 405)
    assert response.headers["allow"] == "POST"


def test_a_redirect_leads_to_the_address_that_the_client_sees(client_for):
    client = client_for(remote=True, path="/trends", **TRUSTING)
    client.app.router.routes.insert(0, Route("/there", lambda _: PlainTextResponse("here")))
    headers = {"X-Forwarded-Host": HOST, "X-Forwarded-Proto": "https"}
    response = client.get("/trends/there/", headers=headers, follow_redirects=False)
    assert response.headers["location"] == f"https://{HOST}/trends/there"
