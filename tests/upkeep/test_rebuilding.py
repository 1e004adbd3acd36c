"""A gate between building and publishing, over real files with an encoder computed from content."""

import json
import logging

import pytest

from fakes.keyword_assembly import KeywordAssembly
from trendsqa.corpus.collection import Overrides
from trendsqa.errors import IndexUnavailableError, LostTextError, ModelError, UnknownItemError
from trendsqa.evaluation.gate import load_gate
from trendsqa.index.generations.builder_lock import sole_builder
from trendsqa.index.generations.manifest import Scoring, Stopping, write_learned
from trendsqa.index.publishing import kept_names, published_name, rollback
from trendsqa.upkeep.rebuilding import build_index

GOOD, BAD = "The ferry leaves at noon.", "The ferry has been sold."


@pytest.fixture
def assembly(tmp_path):
    """An installation that holds a document saying GOOD, published."""
    assembly = KeywordAssembly(tmp_path, "ferry", "noon", "sold")
    say(assembly, GOOD)
    build_index(assembly)
    return assembly


@pytest.fixture
def gate(tmp_path):
    """One question that GOOD answers and BAD does not."""
    asked = {"id": "q", "type": "factoid", "question": "When does the ferry leave, at noon?", "answerable": True}
    line = json.dumps(asked | {"gold": [{"heading": "", "quote": GOOD}]})
    (tmp_path / "questions.jsonl").write_text(line, encoding="utf-8")
    (tmp_path / "gate.toml").write_text('questions = "questions.jsonl"\n[floors]\n"any_hit@5" = 1\n', encoding="utf-8")
    return load_gate(tmp_path / "gate.toml")


def say(assembly, sentence):
    """Put a document that says ``sentence`` in place of the one before."""
    file = assembly.locations.corpus.with_name("ferries.md")
    file.write_text(f"# Ferries\n\n{sentence}\n", encoding="utf-8")
    assembly.collection().add(file, Overrides(terms="full"))


def answers(assembly, **options):
    assistant = assembly.assistant(**options)
    try:
        return assistant.search("ferry").hits[0].passage.text
    finally:
        assistant.close()


def test_a_generation_that_holds_the_gate_is_published(assembly, gate):
    say(assembly, f"{GOOD} It has a cat.")
    built = build_index(assembly, gate=gate)
    assert built.judgement.holds
    assert published_name(assembly.layout) == built.generation.name


def test_a_generation_that_does_not_hold_the_gate_is_kept_and_what_is_published_stays(assembly, gate):
    before = published_name(assembly.layout)
    pointer = assembly.layout.pointer.stat()
    say(assembly, BAD)
    built = build_index(assembly, gate=gate)
    assert (built.holds, built.unchanged) == (False, False)
    assert published_name(assembly.layout) == before
    assert assembly.layout.pointer.stat().st_mtime_ns == pointer.st_mtime_ns
    assert kept_names(assembly.layout) == (before, built.generation.name)
    assert GOOD in answers(assembly)
    assert BAD in answers(assembly, generation=built.generation.name)


def test_what_a_gate_held_back_can_be_published_by_name(assembly, gate):
    say(assembly, BAD)
    built = build_index(assembly, gate=gate)
    with sole_builder(assembly.layout, "going back"):
        rollback(assembly.layout, built.generation.name)
    assert BAD in answers(assembly)


def test_a_build_without_the_gate_publishes_what_it_held_back(assembly, gate):
    say(assembly, BAD)
    build_index(assembly, gate=gate)
    assert build_index(assembly).generation.name == published_name(assembly.layout)
    assert BAD in answers(assembly)


def test_without_a_change_the_published_generation_is_measured(assembly, gate):
    built = build_index(assembly, gate=gate)
    assert (built.unchanged, built.holds) == (True, True)
    assert len(kept_names(assembly.layout)) == 1


def test_an_empty_collection_never_passes_a_gate(assembly, gate, caplog):
    before = published_name(assembly.layout)
    assembly.collection().remove("ferries")
    with caplog.at_level(logging.WARNING), pytest.raises(IndexUnavailableError, match="nothing to measure"):
        build_index(assembly, gate=gate)
    assert published_name(assembly.layout) == before
    (left,) = set(kept_names(assembly.layout)) - {before}
    assert f"Generation {left} could not be judged" in caplog.text


def test_a_first_build_that_does_not_hold_the_gate_publishes_nothing(tmp_path, gate):
    assembly = KeywordAssembly(tmp_path / "other", "ferry")
    (tmp_path / "other").mkdir()
    say(assembly, BAD)
    built = build_index(assembly, gate=gate)
    assert not built.holds
    with pytest.raises(IndexUnavailableError):
        published_name(assembly.layout)


def test_a_generation_is_asked_by_a_shortened_name(assembly):
    name = published_name(assembly.layout)
    assert GOOD in answers(assembly, generation=name[:-4])
    with pytest.raises(UnknownItemError, match="index list"):
        answers(assembly, generation="1999")


def add(assembly, name):
    """Put a second document into the library; where its stored bytes lie comes back."""
    file = assembly.locations.corpus.with_name(f"{name}.md")
    file.write_text(f"# {name.title()}\n\nA {name} sails at noon.\n", encoding="utf-8")
    (snapshot,) = assembly.collection().add(file, Overrides(terms="full")).entry.snapshots
    return assembly.locations.corpus / "library" / "snapshots" / snapshot.sha256


def test_text_that_is_published_and_cannot_be_read_any_more_stays_published(assembly):
    stored = add(assembly, "ketch")
    before = build_index(assembly).generation.name
    stored.write_bytes(b"\x00")
    say(assembly, f"{GOOD} It has a cat.")
    with pytest.raises(LostTextError, match=r"ketch \(sections lost: 1\): .*\n.*index build --allow-loss"):
        build_index(assembly, full=True)
    assert (published_name(assembly.layout), kept_names(assembly.layout)[-1]) == (before, before)


def test_a_loss_that_is_allowed_is_published_and_no_longer_a_loss(assembly):
    stored = add(assembly, "ketch")
    build_index(assembly)
    stored.write_bytes(b"\x00")
    built = build_index(assembly, allow_loss=True)
    assert ([source for source, _ in built.problems], built.generation.counts.documents) == (["ketch"], 1)
    assert published_name(assembly.layout) == built.generation.name
    assert build_index(assembly).unchanged


def test_a_new_source_that_cannot_be_read_keeps_nothing_from_being_published(assembly):
    add(assembly, "ketch").write_bytes(b"\x00")
    say(assembly, f"{GOOD} It has a cat.")
    built = build_index(assembly)
    assert [source for source, _ in built.problems] == ["ketch"]
    assert published_name(assembly.layout) == built.generation.name


def test_what_is_taken_out_on_purpose_is_no_loss(assembly):
    add(assembly, "ketch")
    build_index(assembly)
    assembly.collection().remove("ketch")
    assert build_index(assembly).generation.name == published_name(assembly.layout)


def test_a_published_table_that_cannot_be_read_has_nothing_to_lose(assembly, caplog):
    stored = add(assembly, "ketch")
    built = build_index(assembly)
    assembly.layout.generation(built.generation.name).passage_table.write_bytes(b"\x00" * 99)
    stored.write_bytes(b"\x00")
    with caplog.at_level(logging.WARNING):
        assert build_index(assembly).generation.name == published_name(assembly.layout) != built.generation.name
    assert "nothing can be lost from it" in caplog.text


LEARNED = {
    "scoring.json": (Scoring({"sentences": {"colour": 0.5}, "keywords": {}}, report={}), "colour", "weigh"),
    "stopping.json": (Stopping({"agreement": 0.5, "intercept": 0}, 0.5, {}, "", report={}), "agreement", "stop"),
}


@pytest.mark.parametrize("name", LEARNED)
def test_what_another_version_learned_stops_a_build_and_names_the_way_out(assembly, name):
    learned, unknown, command = LEARNED[name]
    path = assembly.locations.listing / "tuned" / name
    path.parent.mkdir(parents=True)
    write_learned(path, learned)
    before = published_name(assembly.layout)
    said = rf"{name} was learned by another version .*{unknown}.* models {command}"
    with pytest.raises(ModelError, match=said):
        build_index(assembly)
    assert published_name(assembly.layout) == before
