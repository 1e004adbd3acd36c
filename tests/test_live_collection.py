"""A collection that processes work on: the same answers, one generation each, and nothing kept too long."""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from conftest import HANDBOOK
from fakes import labourer
from fakes.crew import lives, wait_until
from trendsqa.assembly import Assembly
from trendsqa.comparing.editions.compare import compare
from trendsqa.corpus.collection import Overrides
from trendsqa.errors import SettingsError, TrendsqaError, UnknownItemError
from trendsqa.index.publishing import rollback
from trendsqa.live_collection import _load, live_collection, worker_processes
from trendsqa.retrieval.hit import Filters
from trendsqa.settings import RetrievalSettings, ServerSettings, Settings
from trendsqa.upkeep.rebuilding import build_index
from trendsqa.workers.held_process import TemplateProcess

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")

LATER = HANDBOOK.with_name("wordpress_page.html")
QUESTIONS = (
    "Who is keeper of the lighthouse?",
    "When does the ferry leave, and who sells tickets?",
    "What does the fog bel do?",
    "zebra crossing permits in Paris",
    "hello",
)


@pytest.fixture
def served():
    """Opens an installation with two workers; all of them end with the test."""
    opened = []

    def serve(assembly, workers=2):
        opened.append(live_collection(assembly, workers=workers, offline=True))
        return opened[-1]

    yield serve
    for one in opened:
        one.close()


def untimed(answer):
    return replace(answer, took_ms=0.0, stage_seconds=())


@pytest.mark.model
@pytest.mark.parametrize("workers", [0, 2])
def test_answers_rankings_and_readings_are_those_of_an_assistant_alone(handbook, served, workers):
    plain = handbook.assistant()
    with served(handbook, workers).lease() as assistant:
        for question in QUESTIONS * 2:
            assert untimed(assistant.ask(question)) == untimed(plain.ask(question))
        history = [QUESTIONS[0]]
        assert untimed(assistant.ask("And where?", history=history)) == untimed(
            plain.ask("And where?", history=history)
        )
        exact = {"as_written": True, "limit": 3, "filters": Filters(document_id="harbour-handbook")}
        assert untimed(assistant.ask(QUESTIONS[2], **exact)) == untimed(plain.ask(QUESTIONS[2], **exact))
        assert assistant.search("ferry", limit=3, offset=1) == plain.search("ferry", limit=3, offset=1)
        assert assistant.documents() == plain.documents()
        assert assistant.status() == plain.status()
        assert assistant.example_questions() == plain.example_questions()
        with pytest.raises(UnknownItemError):
            assistant.outline("nothing")
    plain.close()


@pytest.mark.model
def test_editions_are_compared_as_by_an_assistant_alone(editions, served):
    plain = editions.assistant()
    with served(editions).lease() as assistant:
        found, expected = (compare(one, "cyber security", assistant.status().editions) for one in (assistant, plain))
    assert found.pairs == expected.pairs
    assert found.steps == expected.steps
    assert [untimed(one.answer) for one in found.editions] == [untimed(one.answer) for one in expected.editions]
    plain.close()


@pytest.mark.model
def test_each_answer_is_of_one_generation_while_others_are_published(assemble, served):
    assembly = assemble(HANDBOOK, terms="full")
    live_index = served(assembly)
    first = live_index.state().generation
    assembly.collection().add(LATER, Overrides(terms="full"))
    second = build_index(assembly).generation.name
    with live_index.lease() as before:
        live_index.look()
        assert live_index.state().generation == second
        with live_index.lease() as after, ThreadPoolExecutor(2) as people:
            for assistant, name in ((before, first), (after, second)):
                told = [*people.map(assistant.ask, QUESTIONS)]
                assert {answer.generation for answer in told} == {name}
        old_workers = before._work.pids
        assert set(old_workers).isdisjoint(after._work.pids)
    wait_until(lambda: not any(map(lives, old_workers)))
    rollback(assembly.layout, first)
    live_index.look()
    with live_index.lease() as again:
        assert again.ask(QUESTIONS[0]).generation == first


@pytest.mark.model
def test_another_encoder_is_loaded_by_another_template_and_the_earlier_one_ends(assemble, served):
    assembly = assemble(HANDBOOK, terms="full")
    live_index = served(assembly)
    with live_index.lease() as assistant:
        template = assistant._work._template._parent.pid
    plain = assembly.settings.encoder.model_copy(update={"adapter": "none"})
    assembly.settings = assembly.settings.model_copy(update={"encoder": plain})
    assembly.export_models()
    build_index(assembly)
    live_index.look()
    assert live_index.state().failure is None
    with live_index.lease() as assistant:
        assert assistant.ask(QUESTIONS[0]).answered
        assert assistant._work._template._parent.pid != template
    del assistant
    wait_until(lambda: not lives(template))


@pytest.mark.model
def test_questions_are_counted_once_and_those_answered_without_work_too(handbook, served):
    live_index = served(handbook)
    with live_index.lease() as assistant:
        for _ in range(3):
            assistant.ask(QUESTIONS[0])
        assistant.ask(QUESTIONS[3])
    counts = live_index.counter.counts
    assert (counts.answered, counts.abstained, counts.again) == (3, 1, 2)
    assert live_index.ledger.figures.begun == 2


def test_as_many_processes_work_as_there_are_processors_unless_the_settings_say_otherwise(tmp_path):
    def wanted(**groups):
        return worker_processes(Assembly(Settings(**groups), corpus=tmp_path, index=tmp_path))

    assert wanted() == len(os.sched_getaffinity(0))
    assert wanted(server=ServerSettings(workers=0)) == 0
    assert wanted(server=ServerSettings(workers=3)) == 3
    other_judge = RetrievalSettings(judge="some/model")
    assert wanted(retrieval=other_judge) == 0
    with pytest.raises(SettingsError, match=r"server\.workers is 2.*Set it to 0"):
        wanted(retrieval=other_judge, server=ServerSettings(workers=2))


def test_an_assembly_goes_to_another_process_without_its_connections(tmp_path):
    import pickle

    assembly = Assembly(Settings(), corpus=tmp_path / "corpus", index=tmp_path / "index")
    store = assembly.vector_store
    again = pickle.loads(pickle.dumps(assembly))
    assert again.locations == assembly.locations
    assert again.vector_store is not store
    assert json.loads(again.settings.model_dump_json()) == json.loads(assembly.settings.model_dump_json())


@pytest.mark.model
def test_a_worker_of_an_offline_server_connects_to_no_other_machine(handbook):
    template = TemplateProcess.start(partial(_load, handbook, offline=True))
    worker = template.worker(labourer.hired)
    try:
        with pytest.raises(TrendsqaError, match=r"--offline: a connection to 192\.0\.2\.1 was refused"):
            worker.call("call_out", ("192.0.2.1",), {}, timeout_s=30)
    finally:
        worker.end()
        template.end()
