import pytest

QUERY = "bread in a warm kitchen"


def test_a_posted_search_has_exactly_the_fields_of_the_contract(client):
    body = client.post("/api/v1/search", json={"query": QUERY}).json()
    assert set(body) == {"query", "total", "hits", "generation", "took_ms"}
    assert body["query"] == QUERY
    assert body["total"] == 6
    assert body["hits"][0]["text"] == "Bread dough rises in a warm kitchen."
    assert body["took_ms"] >= 0


def test_a_search_by_address_gives_the_same_as_a_posted_one(client):
    asked = {"limit": 2, "offset": 1}
    posted = client.post("/api/v1/search", json={"query": QUERY, **asked, "filters": {"kind": "report"}}).json()
    got = client.get("/api/v1/search", params={"q": QUERY, **asked, "kind": "report"}).json()
    assert posted | {"took_ms": 0} == got | {"took_ms": 0}


def test_an_offset_continues_the_ranking(client):
    hits = client.get("/api/v1/search", params={"q": QUERY, "limit": 2, "offset": 2}).json()["hits"]
    assert [hit["rank"] for hit in hits] == [3, 4]


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_the_pages_of_a_ranking_neither_overlap_nor_miss_a_passage(client, limit):
    """Half of the passages share their score of nothing, so that only their order decides."""
    whole = client.get("/api/v1/search", params={"q": QUERY, "limit": 50}).json()
    pages = [
        client.get("/api/v1/search", params={"q": QUERY, "limit": limit, "offset": offset}).json()
        for offset in range(0, whole["total"] + limit, limit)
    ]
    assert [hit for page in pages for hit in page["hits"]] == whole["hits"]
    assert {(page["total"], page["generation"]) for page in pages} == {(6, whole["generation"])}


def test_an_empty_filter_asks_for_nothing(client):
    assert client.get("/api/v1/search", params={"q": QUERY, "kind": ""}).json()["total"] == 6


def test_a_filter_that_nothing_passes_gives_no_hits(client):
    body = client.get("/api/v1/search", params={"q": QUERY, "document_id": "attics"}).json()
    assert (body["total"], body["hits"]) == (0, [])


def test_the_last_of_two_values_counts(client):
    body = client.get("/api/v1/search?q=salt&q=chisel").json()
    assert body["query"] == "chisel"


@pytest.mark.parametrize(
    "query", ["q=%ff%fe", "q=%ed%a0%80", "q=%F0%9D%9B%BC", "q=%zz", "q=a&&&", "q=" + "%20" * 90 + "a"]
)
def test_bytes_that_are_no_text_are_searched_for_as_far_as_they_go(client, query):
    assert client.get(f"/api/v1/search?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%20%09", "q"),
        ("q=%1c", "q"),
        ("q=%00", "q"),
        ("q=" + "a" * 1001, "q"),
        ("q=a&limit=0", "limit"),
        ("q=a&limit=51", "limit"),
        ("q=a&limit=ten", "limit"),
        ("q=a&limit=nan", "limit"),
        ("q=a&offset=-1", "offset"),
        ("q=a&offset=10001", "offset"),
        ("q=a&offset=" + "9" * 5000, "offset"),
        ("q=a&colour=red", "colour"),
        ("q=a&kind=%00", "kind"),
        ("q=a&kind=" + "a" * 201, "kind"),
    ],
)
def test_a_parameter_out_of_bounds_is_named(client, problem, query, field):
    body = problem(client.get(f"/api/v1/search?{query}"), 422, "invalid-request")
    assert [error["field"] for error in body["errors"]] == [field]


def test_a_huge_query_string_is_refused(client, problem):
    problem(client.get("/api/v1/search?q=" + "a" * 20_000), 414)


def test_many_unknown_parameters_give_a_short_list(client, problem):
    query = "&".join(f"x{number}=1" for number in range(1000))
    body = problem(client.get(f"/api/v1/search?q=a&{query}"), 422, "invalid-request")
    assert len(body["errors"]) == 20
    assert "980 more" in body["detail"]


def test_head_is_answered_where_get_is(client):
    response = client.head("/api/v1/search", params={"q": QUERY})
    assert response.status_code == 200
    assert response.headers["etag"] == client.get("/api/v1/search", params={"q": QUERY}).headers["etag"]
