import pytest

from fakes.editions import both_editions

ASKED = {"topic": "What does the lamp do?", "editions": ["2025", "2024"]}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return both_editions(tmp_path_factory.mktemp("editions"))


@pytest.fixture
def comparing(client_for, both):
    return client_for(both)


def test_a_comparison_has_exactly_the_fields_of_the_contract(comparing, both):
    response = comparing.post("/api/v1/compare", json=ASKED)
    assert response.status_code == 200
    body = response.json()
    assert set(body) == {
        "topic", "interpreted_topic", "report", "editions", "pairs", "trends", "generation", "took_ms",
    }  # fmt: skip
    assert [edition["edition"] for edition in body["editions"]] == ["2024", "2025"]
    assert set(body["editions"][0]) == {
        "edition", "document_id", "document_title", "answered", "confidence", "answer", "citations", "linked",
        "reason", "nearest",
    }  # fmt: skip
    for edition in body["editions"]:
        text = both.text(edition["document_id"])
        for citation in edition["citations"]:
            assert text[citation["char_start"] : citation["char_end"]] == citation["quote"]
    assert set(body["pairs"][0]["cells"][0]) == {"edition", "section_id", "heading_path", "citations", "matched_by"}
    assert {"outcome": "went", "older": ["Whales"], "newer": [], "quoted": False} in body["trends"][0]["changes"]


def test_the_order_of_the_editions_makes_no_difference(comparing):
    bodies = [
        comparing.post("/api/v1/compare", json=ASKED | {"editions": editions}).json() | {"took_ms": 0}
        for editions in (["2024", "2025"], ["2025", "2024"])
    ]
    assert bodies[0] == bodies[1]


def test_an_edition_that_is_not_held_is_a_404_that_lists_those_that_are(comparing, problem):
    response = comparing.post("/api/v1/compare", json=ASKED | {"editions": ["2024", "1999"]})
    assert "harbour: 2024, 2025" in problem(response, 404, "unknown-item")["detail"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"topic": " "}, "topic"),
        ({"topic": "a" * 1001}, "topic"),
        ({"editions": ["2024"]}, "editions"),
        ({"editions": ["2024", " 2024 "]}, "editions"),
        ({"editions": [str(year) for year in range(2019, 2026)]}, "editions"),
        ({"editions": "2024 2025"}, "editions"),
        ({"editions": ["2024", 2025]}, "editions.1"),
        ({"editions": ["2024", "\x00"]}, "editions.1"),
        ({"editions": ["2024", ""]}, "editions.1"),
        ({"report": "a" * 201}, "report"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_field_out_of_bounds_is_named(comparing, problem, change, field):
    body = problem(comparing.post("/api/v1/compare", json=ASKED | change), 422, "invalid-request")
    assert [error["field"] for error in body["errors"]] == [field]


def test_editions_that_several_reports_have_need_the_report_named(client_for, problem, tmp_path):
    from fakes.documents import held
    from fakes.editions import harbour_edition, over

    shops = [
        held(("h", "Lamp"), ("p", "A lamp."), document_id=f"shop-{year}", edition=year) for year in ("2024", "2025")
    ]
    client = client_for(over(tmp_path, harbour_edition("2024"), harbour_edition("2025"), *shops))
    body = problem(client.post("/api/v1/compare", json=ASKED), 422, "invalid-request")
    assert "harbour and shop" in body["detail"]
    named = client.post("/api/v1/compare", json=ASKED | {"report": "shop"}).json()
    assert [edition["document_id"] for edition in named["editions"]] == ["shop-2024", "shop-2025"]


def test_the_description_holds_the_route_with_its_example(comparing):
    description = comparing.get("/openapi.json").json()
    operation = description["paths"]["/api/v1/compare"]["post"]
    assert {"200", "404", "422", "503"} <= set(operation["responses"])
    assert description["components"]["schemas"]["CompareResponse"]["examples"]
