from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from fakes.live_index import live_index_of
from trendsqa.api.app import create_api
from trendsqa.exchanges.connection_counts import ConnectionCounts
from trendsqa.retrieval.stage_times import Stage
from trendsqa.settings import Settings

STRANGER = "stranger.example"


@pytest.fixture
def counted(client):
    """The samples of /metrics that hold counts of requests, by route and class of status."""

    def read():
        told = client.get("/metrics")
        assert told.headers["content-type"].startswith("text/plain; version=")
        families = text_string_to_metric_families(told.text)
        samples = [sample for family in families for sample in family.samples]
        return {
            (sample.labels["route"], sample.labels["status"]): sample.value
            for sample in samples
            if sample.name == "trendsqa_http_requests_total"
        }

    return read


def test_requests_are_counted_by_route_template_and_class_of_status(client, counted):
    client.post("/api/v1/ask", json={"question": "Which tomatoes need water?"})
    client.post("/api/v1/ask", json={"question": ""})
    for document in ("gardens", "kitchens", "nothing"):
        client.get(f"/api/v1/documents/{document}")
    assert counted() == {
        ("/api/v1/ask", "2xx"): 1,
        ("/api/v1/ask", "4xx"): 1,
        ("/api/v1/documents/{document_id}", "2xx"): 2,
        ("/api/v1/documents/{document_id}", "4xx"): 1,
    }


def test_addresses_that_nothing_serves_and_refused_requests_add_no_label_of_their_own(client, counted):
    for number in range(20):
        client.get(f"/secret-{number}")
        client.get(f"/api/secret-{number}")
        client.get("/healthz", headers={"Host": STRANGER})
    assert counted() == {("none", "4xx"): 60}


def test_an_error_of_the_server_is_counted_as_one(client_for, assistant):
    class BrokenAssistant(type(assistant)):
        def documents(self):
            raise RuntimeError("broken on purpose")

    client = client_for(BrokenAssistant())
    client.get("/api/v1/documents")
    told = client.get("/metrics").text
    assert 'trendsqa_http_requests_total{route="/api/v1/documents",status="5xx"} 1.0' in told


def test_latencies_are_told_by_route(client):
    client.get("/api/v1/documents")
    told = client.get("/metrics").text
    assert 'trendsqa_http_request_duration_seconds_count{route="/api/v1/documents"} 1.0' in told


def test_each_application_counts_for_itself(client_for):
    client_for().get("/healthz")
    assert "/healthz" not in client_for().get("/metrics").text


def test_metrics_stand_behind_the_same_guards(client, problem):
    problem(client.get("/metrics", headers={"Host": STRANGER}), 400, "host-refused")
    problem(client.post("/metrics"), 405)
    assert client.head("/metrics").status_code == 200
    assert client.get("/metrics").headers["cache-control"] == "no-store"


def test_the_time_of_each_stage_of_answering_is_counted(client, assistant):
    """The paper assistant passes through no stage, so its answer is given the times of one."""
    del assistant
    counter = client.app.state.api.live_index.counter
    with client.app.state.api.live_index.lease() as held:
        counter.count(replace(held.ask("Which tomatoes?"), stage_seconds=((Stage.JUDGE, 0.5),)))
    told = client.get("/metrics").text
    assert 'trendsqa_stage_seconds_sum{stage="judge"} 0.5' in told
    assert 'trendsqa_stage_seconds_count{stage="judge"} 1.0' in told


def test_connections_are_told_by_what_became_of_them(assistant):
    counts = ConnectionCounts(open=3)
    counts.refused["full"] += 2
    counts.closed["receive"] += 1
    app = create_api(live_index_of(assistant), Settings(), connections=counts)
    told = TestClient(app, base_url="http://127.0.0.1:8000").get("/metrics").text
    assert "trendsqa_connections_open 3.0" in told
    assert 'trendsqa_connections_refused_total{reason="full"} 2.0' in told
    assert 'trendsqa_connections_refused_total{reason="address"} 0.0' in told
    assert 'trendsqa_connections_closed_total{reason="receive"} 1.0' in told
