import pytest

QUESTION = "Which tomatoes need water every morning?"
UNANSWERED = "Who invented the saxophone in the year nineteen hundred?"

PLACE = {
    *("document_id", "document_title", "section_id", "heading_path", "page", "page_label", "passage_id", "url", "link"),
}
ORIGIN = PLACE | {"form", "kind", "edition", "publisher", "licence", "attribution", "char_start", "char_end"}


def test_an_answer_has_exactly_the_fields_of_the_contract(client):
    body = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert set(body) == {
        *("question", "interpreted_question", "answered", "outcome", "input_kind", "confidence", "answer"),
        *("citations", "linked", "passages", "reason", "nearest", "closest", "missing", "open", "suggestions"),
        *("generation", "took_ms"),
    }
    assert set(body["answer"][0]) == {"text", "citation", "table_header", "parts"}
    assert set(body["answer"][0]["parts"][0]) == {"kind", "text", "depth", "header", "header_rows"}
    assert set(body["citations"][0]) == ORIGIN | {"n", "quote"}
    assert set(body["passages"][0]) == ORIGIN | {
        *("rank", "score", "text", "table_header", "score_parts", "terms", "trend", "facet")
    }
    assert set(body["passages"][0]["score_parts"][0]) == {"signal", "raw", "scaled", "contribution"}


def test_an_answer_quotes_the_passage_it_cites(client, texts):
    body = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    citation = body["citations"][0]
    assert body["answered"] is True
    assert body["reason"] is None
    assert body["nearest"] == []
    assert (body["outcome"], body["input_kind"], body["closest"]) == ("answered", "question", None)
    quote = {"text": "Tomatoes need water every morning.", "citation": 1, "table_header": ""}
    part = {"kind": "paragraph", "text": quote["text"], "depth": 0, "header": "", "header_rows": 0}
    assert body["answer"] == [quote | {"parts": [part]}]
    assert citation["quote"] == texts["gardens"][citation["char_start"] : citation["char_end"]]
    assert citation["page"] is None
    assert citation["link"].startswith("https://example.org/gardens#:~:text=Tomatoes")


def test_offsets_of_passages_count_code_points_of_the_text(client, texts):
    body = client.post("/api/v1/ask", json={"question": "café yeast and 𝛼"}).json()
    assert len(body["passages"]) == 6
    for passage in body["passages"]:
        start, end = passage["char_start"], passage["char_end"]
        assert texts[passage["document_id"]][start:end] == passage["text"]


def test_an_abstention_gives_a_reason_three_sections_and_still_the_ranking(client):
    body = client.post("/api/v1/ask", json={"question": UNANSWERED}).json()
    assert body["answered"] is False
    assert body["answer"] == []
    assert body["citations"] == []
    assert body["reason"] == "The documents held here do not answer this."
    assert len(body["nearest"]) == 3
    assert set(body["nearest"][0]) == PLACE
    assert (body["outcome"], body["closest"]) == ("not_held", None)
    assert [passage["rank"] for passage in body["passages"]] == [1, 2, 3, 4, 5, 6]


def test_what_comes_close_is_quoted_apart_from_an_answer(client, texts):
    body = client.post("/api/v1/ask", json={"question": "Which tomatoes did Napoleon grow in exile?"}).json()
    closest = body["closest"]
    assert (body["outcome"], body["answer"], body["citations"]) == ("close", [], [])
    assert set(closest) == ORIGIN | {"n", "quote", "table_header", "parts"}
    assert closest["quote"] == texts[closest["document_id"]][closest["char_start"] : closest["char_end"]]


def test_the_parts_of_a_score_sum_to_it(client):
    for passage in client.post("/api/v1/ask", json={"question": QUESTION}).json()["passages"]:
        assert sum(part["contribution"] for part in passage["score_parts"]) == pytest.approx(passage["score"])


def test_limit_and_filters_reach_the_assistant(client):
    body = client.post(
        "/api/v1/ask", json={"question": QUESTION, "limit": 2, "filters": {"kind": "report", "edition": None}}
    ).json()
    assert [passage["kind"] for passage in body["passages"]] == ["report", "report"]


def test_history_reaches_the_assistant_oldest_first(client):
    history = [{"question": "Tomatoes?"}, {"question": "  Lettuce? "}]
    body = client.post("/api/v1/ask", json={"question": " And bread? ", "history": history}).json()
    assert body["question"] == "And bread?"
    assert body["interpreted_question"] == "Tomatoes? Lettuce? And bread?"


def test_an_answer_is_not_stored_by_caches(client):
    assert client.post("/api/v1/ask", json={"question": QUESTION}).headers["cache-control"] == "no-store"
