import pytest

from trendsqa.answering.answer_counts import AnswerCounter
from trendsqa.answering.live_index import LiveIndex
from trendsqa.errors import IndexDamagedError, IndexUnavailableError, ModelError

MESSAGE = "No generation in /srv/index. Build one: trendsqa index build"


def test_health_answers_whatever_the_index_does(client_for, failing):
    response = client_for(failing(IndexUnavailableError(MESSAGE))).get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready_says_which_generation_answers_and_how_much_it_holds(client):
    body = client.get("/readyz").json()
    assert (body["status"], body["generation"], body["documents"], body["passages"]) == (
        "ready",
        "paper",
        3,
        6,
    )


@pytest.mark.parametrize("error", [IndexUnavailableError, IndexDamagedError, ModelError])
def test_an_index_that_cannot_be_opened_is_a_503_whose_reason_is_in_the_log(
    client_for, failing, problem, caplog, error
):
    """The reason names folders of the server, and on its own computer not everybody maintains it either."""
    body = problem(client_for(failing(error(MESSAGE))).get("/readyz"), 503, "index-unavailable")
    assert "/srv" not in body["detail"]
    assert "trendsqa doctor" in body["detail"]
    assert MESSAGE in caplog.text


def test_who_maintains_the_server_is_told_why_an_index_cannot_be_opened(client_for, failing, problem, key_ring):
    ring, keys = key_ring(desk=("admin",))
    client = client_for(failing(IndexUnavailableError(MESSAGE)), keys=ring, remote=True)
    response = client.get("/readyz", headers={"X-API-Key": keys["desk"]})
    assert problem(response, 503, "index-unavailable")["detail"] == MESSAGE


@pytest.fixture
def degraded(assistant):
    """A live_index whose newer generation cannot be opened."""
    published = ["paper"]

    def opened(name):
        if name == "paper":
            return assistant
        raise IndexDamagedError("/srv/index/generations/generation-2/passages.faiss is missing. Build again")

    live_index = LiveIndex(lambda: published[0], opened, AnswerCounter())
    published[0] = "generation-2"
    live_index.look()
    return live_index


def test_ready_is_degraded_while_an_earlier_generation_answers_for_one_that_cannot_be_opened(
    client_for, degraded, key_ring
):
    ring, keys = key_ring(desk=("admin",))
    response = client_for(degraded, keys=ring).get("/readyz", headers={"X-API-Key": keys["desk"]})
    body = response.json()
    assert (response.status_code, body["status"], body["generation"]) == (200, "degraded", "paper")
    assert body["failing"]["generation"] == "generation-2"
    assert "passages.faiss is missing" in body["failing"]["message"]
    assert body["failing"]["since"].endswith("Z")


def test_others_are_told_which_generation_fails_but_not_why(client_for, degraded):
    failing = client_for(degraded).get("/readyz").json()["failing"]
    assert failing["generation"] == "generation-2"
    assert "/srv" not in failing["message"]
    assert "trendsqa doctor" in failing["message"]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_head_is_answered_and_nothing_cached(client, address):
    response = client.head(address)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
