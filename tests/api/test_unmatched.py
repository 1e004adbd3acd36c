import pytest
from starlette.responses import PlainTextResponse


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", "/api/v1/ask", {"POST"}),
        ("OPTIONS", "/api/v1/ask", {"POST"}),
        ("DELETE", "/api/v1/search", {"GET", "HEAD", "POST"}),
        ("POST", "/api/v1/documents", {"GET", "HEAD"}),
        ("PUT", "/api/v1/documents/gardens", {"GET", "HEAD"}),
        ("PATCH", "/api/v1/documents/gardens/text", {"GET", "HEAD"}),
        ("POST", "/healthz", {"GET", "HEAD"}),
        ("POST", "/readyz", {"GET", "HEAD"}),
        ("POST", "/openapi.json", {"GET", "HEAD"}),
    ],
)
def test_a_method_that_an_address_does_not_take_is_refused_with_those_it_takes(
    client, problem, method, address, allowed
):
    response = client.request(method, address)
    problem(response, 405)
    assert set(response.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/v1", "/api/v2/ask", "/api/v1/ask/", "/api/v1/suggestions"])
def test_an_address_that_the_api_lacks_is_not_found(client, problem, address):
    problem(client.get(address), 404)
    problem(client.post(address, json={}), 404)


def test_a_mount_that_takes_every_address_gets_none_of_the_api(client, problem):
    client.app.mount("/", PlainTextResponse("chat"))
    assert client.get("/").text == "chat"
    assert client.get("/assets/theme.css").text == "chat"
    assert client.get("/healthz").json() == {"status": "ok"}
    problem(client.get("/api/v1/nothing"), 404)
    problem(client.get("/api/v1/ask"), 405)
    problem(client.post("/healthz"), 405)


def test_the_api_alone_does_not_serve_the_front_page(client, problem):
    problem(client.get("/"), 404)
