from urllib.parse import quote

import pytest

from fakes.problem_page import PEOPLE
from trendsqa.access.key_text import KeyText

# Fixed, since it stands in the names of tests, which several processes must agree on.
KEY = KeyText("k3yf0r7s", "TheseAre32LettersThatAreNoSecret").written()
TWICE = quote(KEY.replace("_", "%5f"))


@pytest.mark.parametrize(
    "address",
    [
        f"/api/v1/search?q={KEY}",
        f"/api/v1/search?q=a&anything={KEY}",
        f"/api/v1/search?{KEY}",
        f"/api/v1/search?q=see+{KEY.upper()}",
        f"/api/v1/search?q={KEY.replace('_', '%5F')}",
        f"/api/v1/search?q={TWICE}",
        f"/api/v1/documents/{KEY}",
        f"/api/v1/documents/{KEY.replace('_', '%5F')}/text",
        f"/{KEY}",
        f"/healthz?x={KEY}",
        f"/static/{KEY}",
        f"/search?q={KEY[:-8]}",
        *(
            f"/api/v1/search?q=a&{name}=sesame"
            for name in ("key", "api_key", "API-Key", "apikey", "access_token", "token", "authorization", "X-API-Key")
        ),
        "/api/v1/documents?key=",
        "/healthz?token",
    ],
)
def test_a_key_in_an_address_is_refused_without_its_words(client, address, caplog):
    response = client.get(address)
    assert response.status_code == 400
    assert "holds an API key" in response.text
    assert "Authorization: Bearer" in response.text
    for part in (KEY, KEY.upper(), KEY.rpartition("_")[2], KEY[4:-8], "sesame"):
        assert part not in response.text
        assert part not in str(response.headers)
        assert part not in caplog.text


def test_a_key_in_an_address_is_not_told_by_other_guards_either(client, problem):
    response = client.get(f"/api/{KEY}", headers={"Host": "stranger.example"})
    assert problem(response, 400, "key-in-address")["instance"] == "/api/"


def test_a_page_says_it_as_a_page(client):
    response = client.get(f"/search?q={KEY}", headers=PEOPLE)
    assert response.headers["content-type"].startswith("text/html")
    assert KEY not in response.text


@pytest.mark.parametrize("address", ["/api/v1/search?q=what+is+the+key+to+tokens", "/api/v1/search?q=tq_x_y"])
def test_words_about_keys_may_be_searched_for(client, address):
    assert client.get(address).status_code == 200
