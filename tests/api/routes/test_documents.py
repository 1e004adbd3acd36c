import pytest

from trendsqa.errors import RightsError

FORWARDING = [
    {"Forwarded": "for=192.0.2.60"},
    {"X-Forwarded-For": "127.0.0.1"},
    {"X-Forwarded-Host": "intranet.example"},
    {"X-Real-IP": "127.0.0.1"},
    {"Via": "1.1 gateway"},
]


def test_the_list_holds_every_document_with_its_terms(client):
    documents = client.get("/api/v1/documents").json()["documents"]
    assert [(document["document_id"], document["terms"]) for document in documents] == [
        ("gardens", "full"),
        ("kitchens", "quote"),
        ("workshops", "link"),
    ]
    assert set(documents[0]) == {
        *("document_id", "title", "form", "kind", "edition", "publisher", "licence", "terms", "attribution"),
        *("organisation", "country", "published", "status", "note"),
        *("url", "page_count", "section_count", "passage_count", "word_count", "losses"),
    }


def test_an_outline_is_the_document_with_its_sections(client):
    outline = client.get("/api/v1/documents/gardens").json()
    assert outline["passage_count"] == 2
    assert outline["sections"] == [
        {
            "section_id": "gardens#watering",
            "title": "Watering",
            "heading_path": ["Watering"],
            "level": 1,
            "trend": "",
            "facet": "",
            "form": "full",
            "page": None,
            "url": "https://example.org/gardens",
        }
    ]


@pytest.mark.parametrize("address", ["/api/v1/documents/attics", "/api/v1/documents/attics/text"])
def test_an_unknown_document_is_named(client, problem, address):
    assert "'attics'" in problem(client.get(address), 404, "unknown-item")["detail"]


@pytest.mark.parametrize("name", ["%00", "%ff", "%ed%a0%80", "..%2e", "%0d%0aSet-Cookie:a=b", "a b", "%F0%9D%9B%BC"])
def test_a_strange_document_id_is_unknown_and_nothing_worse(client, problem, name):
    problem(client.get(f"/api/v1/documents/{name}"), 404, "unknown-item")


def test_an_id_that_is_too_long_is_refused(client, problem):
    problem(client.get("/api/v1/documents/" + "a" * 201), 422, "invalid-request")


@pytest.mark.parametrize("remote", [False, True])
def test_a_text_on_full_terms_is_given_to_anybody(client_for, texts, remote):
    response = client_for(remote=remote).get("/api/v1/documents/gardens/text")
    assert response.json() == {"text": texts["gardens"]}


def test_a_text_on_quote_terms_is_given_to_this_machine(client, texts):
    assert client.get("/api/v1/documents/kitchens/text").json() == {"text": texts["kitchens"]}


def test_a_text_on_quote_terms_is_not_given_to_another_machine(client_for, problem, texts):
    response = client_for(remote=True).get("/api/v1/documents/kitchens/text")
    assert "'quote'" in problem(response, 403, "rights")["detail"]
    assert texts["kitchens"][:20] not in response.text


@pytest.mark.parametrize("headers", FORWARDING, ids=lambda headers: next(iter(headers)))
def test_a_text_on_quote_terms_is_not_given_through_a_proxy(client, problem, headers):
    problem(client.get("/api/v1/documents/kitchens/text", headers=headers), 403, "rights")


def test_a_text_on_quote_terms_is_not_given_under_a_public_name(client_for, problem):
    client = client_for(allowed_hosts=("intranet.example",))
    response = client.get("/api/v1/documents/kitchens/text", headers={"Host": "intranet.example"})
    problem(response, 403, "rights")


def test_a_text_on_link_terms_is_given_to_nobody(client, problem):
    response = client.get("/api/v1/documents/workshops/text")
    assert "https://example.org/workshops" in problem(response, 403, "rights")["detail"]


def test_a_refusal_by_the_assistant_is_told(client_for, failing, problem):
    client = client_for(failing(RightsError("The terms of 'attics' allow a link only.")))
    assert problem(client.get("/api/v1/documents/attics/text"), 403, "rights")["detail"].startswith("The terms of")


@pytest.mark.parametrize("address", ["", "/gardens", "/gardens/text"])
def test_head_is_answered_where_get_is(client, address):
    assert client.head(f"/api/v1/documents{address}").status_code == 200
