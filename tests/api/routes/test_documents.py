import pytest

from trendsqa.errors import RightsError


def test_the_list_holds_every_document_with_its_terms(client):
    documents = client.get("/api/v1/documents").json()["documents"]
    assert [(document["document_id"], document["terms"]) for document in documents] == [
        ("gardens", "full"),
        ("kitchens", "quote"),
        ("workshops", "link"),
    ]
    assert set(documents[0]) == {
        *(
            "document_id",
            "title",
            "language",
            "form",
            "kind",
            "edition",
            "publisher",
            "licence",
            "terms",
            "attribution",
        ),
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


@pytest.mark.parametrize("remote", [False, True])
def test_a_text_on_quote_terms_is_given_to_nobody_by_default(client_for, problem, texts, remote):
    response = client_for(remote=remote).get("/api/v1/documents/kitchens/text")
    assert "access.whole_texts" in problem(response, 403, "rights")["detail"]
    assert texts["kitchens"][:20] not in response.text


def test_a_text_on_quote_terms_is_given_to_a_key_that_the_operator_names(client_for, key_ring, texts, problem):
    ring, keys = key_ring(archive=("read",), widget=("read", "feedback", "admin"))
    client = client_for(keys=ring, groups={"access": {"whole_texts": ("archive",)}})

    def asked(name):
        return client.get("/api/v1/documents/kitchens/text", headers={"Authorization": f"Bearer {keys[name]}"})

    assert asked("archive").json() == {"text": texts["kitchens"]}
    problem(asked("widget"), 403, "rights")


def test_a_text_on_quote_terms_is_given_to_a_person_whom_the_operator_names(client_for, texts, problem):
    access = {"identity_header": "X-Forwarded-User", "whole_texts": ("ines@example.org",)}
    client = client_for(trusted_proxies=("127.0.0.1",), groups={"access": access})

    def asked(name):
        return client.get("/api/v1/documents/kitchens/text", headers={"X-Forwarded-User": name})

    assert asked("ines@example.org").json() == {"text": texts["kitchens"]}
    problem(asked("otto@example.org"), 403, "rights")


def test_a_text_on_link_terms_is_given_to_nobody(client, problem):
    response = client.get("/api/v1/documents/workshops/text")
    assert "https://example.org/workshops" in problem(response, 403, "rights")["detail"]


def test_a_refusal_by_the_assistant_is_told(client_for, failing, problem):
    client = client_for(failing(RightsError("The terms of 'attics' allow a link only.")))
    assert problem(client.get("/api/v1/documents/attics/text"), 403, "rights")["detail"].startswith("The terms of")


@pytest.mark.parametrize("address", ["", "/gardens", "/gardens/text"])
def test_head_is_answered_where_get_is(client, address):
    assert client.head(f"/api/v1/documents{address}").status_code == 200
