"""A server whose index is published anew under it: real generations, a real server on a loopback port."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic, sleep

import httpx
import pytest
import uvicorn

from fakes.building import build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.answering.answer_counts import AnswerCounter
from trendsqa.answering.assistant import Assistant
from trendsqa.answering.live_index import LiveIndex
from trendsqa.api.app import create_api
from trendsqa.index.generations.open_mark import is_in_use
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.opening import open_generation
from trendsqa.index.publishing import publish, published_name
from trendsqa.questions.interpreting import Interpreter
from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights
from trendsqa.retrieval.searcher import Searcher
from trendsqa.settings import Settings

ENCODER = KeywordEncoder("ferry")
DEADLINE_S = 20
HELD_UP = "When does the slow ferry leave?"


class Harbour:
    """An index of two generations that differ in one word, and the live_index a server holds over it.

    The question ``HELD_UP`` is held up in the middle of being answered until ``let_go`` is set.
    """

    def __init__(self, folder):
        self.asked, self.let_go = Event(), Event()
        for hour in ("noon", "midnight"):
            told = held(("h", "Ferry"), ("p", f"The ferry leaves at {hour}."))
            self.layout, generation = build(folder, told, encoder=ENCODER)
            setattr(self, hour, generation.name)
        publish(self.layout, self.noon)
        counter = AnswerCounter()
        self.live_index = LiveIndex(
            lambda: published_name(self.layout), lambda name: self._open(name, counter.count), counter, retry_after_s=0
        )

    def _open(self, name, on_answer):
        opened = open_generation(self.layout.generation(name), ENCODER.identity)
        searcher = Searcher(opened, model=RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2)), candidates=10)
        return Assistant(
            opened,
            Interpreter(opened, ENCODER, correct=self._hold_up),
            searcher,
            max_words=100,
            threshold=0.5,
            on_answer=on_answer,
        )

    def _hold_up(self, question, _holds):
        if question == HELD_UP:
            self.asked.set()
            assert self.let_go.wait(DEADLINE_S)
        return question


@pytest.fixture
def harbour(tmp_path):
    made = Harbour(tmp_path)
    made.live_index.follow()
    yield made
    made.let_go.set()
    made.live_index.close()


@pytest.fixture
def client(harbour):
    """A client of a real server over the harbour."""
    with serving(create_api(harbour.live_index, Settings())) as url, httpx.Client(base_url=url) as client:
        yield client


@contextmanager
def serving(app):
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", ws="none", timeout_graceful_shutdown=5))
    thread = Thread(target=server.run)
    thread.start()
    try:
        wait_for(lambda: server.started)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(DEADLINE_S)


def wait_for(condition):
    deadline = monotonic() + DEADLINE_S
    while not condition():
        assert monotonic() < deadline, "it did not come to pass"
        sleep(0.01)


def generation_of(client):
    return client.get("/readyz").json()["generation"]


def metric(client, name):
    return next(float(line.split()[-1]) for line in client.get("/metrics").text.splitlines() if line.startswith(name))


def damage(harbour, name):
    """A copy of a generation in which one byte is another, under a name of its own; (name, how to mend it)."""
    sound, folder = harbour.layout.generation(name), harbour.layout.generations / f"{name}-damaged"
    shutil.copytree(sound.folder, folder)
    file = folder / sound.vectors(VectorKind.PASSAGES).name
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    return folder.name, lambda: file.write_bytes(whole)


def test_what_is_published_answers_without_a_restart_and_so_does_what_is_gone_back_to(harbour, client):
    for name, hour in ((harbour.noon, "noon"), (harbour.midnight, "midnight"), (harbour.noon, "noon")):
        publish(harbour.layout, name)
        wait_for(lambda name=name: generation_of(client) == name)
        body = client.post("/api/v1/ask", json={"question": "When does the ferry leave?"}).json()
        assert body["generation"] == name
        assert body["answer"][0]["text"].endswith(f"The ferry leaves at {hour}.")


def test_a_request_that_is_under_way_finishes_on_the_generation_it_began_with(harbour, client):
    with ThreadPoolExecutor() as pool:
        pending = pool.submit(client.post, "/api/v1/ask", json={"question": HELD_UP}, timeout=DEADLINE_S)
        assert harbour.asked.wait(DEADLINE_S)
        publish(harbour.layout, harbour.midnight)
        wait_for(lambda: generation_of(client) == harbour.midnight)
        assert is_in_use(harbour.layout.generation(harbour.noon))
        harbour.let_go.set()
        response = pending.result(DEADLINE_S)
    body = response.json()
    assert response.status_code == 200
    assert body["generation"] == harbour.noon
    texts = [body["answer"][0]["text"], body["citations"][0]["quote"], body["passages"][0]["text"]]
    assert all("noon" in text and "midnight" not in text for text in texts)


def test_the_older_generation_is_given_back_once_its_last_request_is_answered(harbour, client):
    with ThreadPoolExecutor() as pool:
        pending = pool.submit(client.post, "/api/v1/ask", json={"question": HELD_UP}, timeout=DEADLINE_S)
        assert harbour.asked.wait(DEADLINE_S)
        publish(harbour.layout, harbour.midnight)
        wait_for(lambda: generation_of(client) == harbour.midnight)
        assert metric(client, "trendsqa_generations_in_memory") == 2
        harbour.let_go.set()
        pending.result(DEADLINE_S)
    wait_for(lambda: not is_in_use(harbour.layout.generation(harbour.noon)))
    wait_for(lambda: metric(client, "trendsqa_generations_in_memory") == 1)


def test_a_damaged_generation_published_by_hand_is_told_and_the_earlier_one_answers(harbour, client):
    torn, mend = damage(harbour, harbour.midnight)
    publish(harbour.layout, torn)
    wait_for(lambda: client.get("/readyz").json()["status"] == "degraded")
    response = client.get("/readyz")
    body = response.json()
    assert (response.status_code, body["generation"]) == (200, harbour.noon)
    assert body["failing"]["generation"] == torn
    assert "trendsqa doctor" in body["failing"]["message"]
    reason = harbour.live_index.state().failure.message
    assert "passages.faiss does not match its checksum" in reason
    assert "trendsqa index build" in reason
    assert metric(client, "trendsqa_published_generation_failing") == 1
    assert metric(client, "trendsqa_generation_failed_swaps_total") == 1
    answered = client.post("/api/v1/ask", json={"question": "When does the ferry leave?"}).json()
    assert (answered["generation"], answered["answered"]) == (harbour.noon, True)

    mend()
    # The copy is called otherwise, and its manifest says which build it is of.
    wait_for(lambda: generation_of(client) == harbour.midnight)
    body = client.get("/readyz").json()
    assert (body["status"], body["failing"]) == ("ready", None)
    assert metric(client, "trendsqa_published_generation_failing") == 0
    assert metric(client, "trendsqa_generation_swaps_total") == 1


def test_questions_are_counted_by_outcome_and_never_told(harbour, client):
    client.post("/api/v1/ask", json={"question": "When does the ferry leave?"})
    client.post("/api/v1/ask", json={"question": "Who sells whales?"})
    client.get("/api/v1/search", params={"q": "whales"})
    told = client.get("/metrics").text
    assert 'trendsqa_questions_total{outcome="answered"} 1.0' in told
    assert 'trendsqa_questions_total{outcome="abstained"} 1.0' in told
    assert f'trendsqa_generation_info{{encoder="keywords",generation="{harbour.noon}"}} 1.0' in told
    assert 0 <= metric(client, "trendsqa_generation_age_seconds") < 3600
    assert "whales" not in told
