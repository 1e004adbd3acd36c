"""An unchanged text keeps its vector; nothing else does."""

from dataclasses import replace

import numpy as np
import pytest

from fakes.building import MAX_PASSAGE_TOKENS, build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.errors import IndexDamagedError
from trendsqa.index.build.building import build_generation
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.vectors.text_vectors import TextVectors

FERRIES = held(("h", "Ferries"), ("p", "The ferry crosses at noon. It carries cars."))
LAMP = held(("h", "Lamp"), ("p", "The lamp is bright."), document_id="lamp")
DIMMER = held(("h", "Lamp"), ("p", "The lamp is dim."), document_id="lamp")


def again(layout, first, *documents, encoder):
    """A build of ``documents`` that may take over what ``first`` holds."""
    return build_generation(
        layout, documents, encoder, max_passage_tokens=MAX_PASSAGE_TOKENS, earlier=layout.generation(first.name)
    )


@pytest.fixture
def encoder():
    return KeywordEncoder("ferry", "lamp")


def test_a_build_without_a_change_encodes_and_writes_nothing(tmp_path, encoder):
    layout, first = build(tmp_path, FERRIES, LAMP, encoder=encoder)
    files = sorted(tmp_path.rglob("*"))
    encoder.encoded = 0
    assert again(layout, first, FERRIES, LAMP, encoder=encoder) == first
    assert encoder.encoded == 0
    assert sorted(tmp_path.rglob("*")) == files


def test_one_changed_passage_encodes_its_own_texts_only(tmp_path, encoder):
    layout, first = build(tmp_path, FERRIES, LAMP, encoder=encoder)
    encoder.encoded = 0
    second = again(layout, first, FERRIES, DIMMER, encoder=encoder)
    # The passage and its second sentence; the heading's sentence and its question are as they were.
    assert (encoder.encoded, second.encoded) == (2, 2)


def test_an_incremental_build_equals_a_full_one(tmp_path, encoder):
    layout, first = build(tmp_path / "a", FERRIES, LAMP, encoder=encoder)
    incremental = again(layout, first, DIMMER, FERRIES, encoder=encoder)
    _, full = build(tmp_path / "b", DIMMER, FERRIES, encoder=encoder)
    assert incremental.content_hash == full.content_hash
    # Every file is the same to the byte.
    sums = [{file.path: file.xxh3 for file in generation.files} for generation in (incremental, full)]
    assert sums[0] == sums[1]


def test_the_same_text_is_encoded_once(tmp_path, encoder):
    twin = held(("h", "Lamp"), ("p", "The lamp is bright."), document_id="twin")
    _, generation = build(tmp_path, LAMP, twin, encoder=encoder)
    assert generation.counts.texts == 8
    assert generation.encoded == 4


def test_vectors_of_another_encoder_are_not_taken_over(tmp_path, encoder):
    layout, first = build(tmp_path, FERRIES, encoder=encoder)
    other = KeywordEncoder("ferry", "lamp", model="other")
    second = again(layout, first, FERRIES, encoder=other)
    assert second.encoded == first.encoded
    assert second.content_hash != first.content_hash


@pytest.mark.parametrize(("prompt", "same"), [("", True), ("query: ", False)])
def test_a_prompt_of_the_encoder_keeps_questions_apart_from_passages(encoder, prompt, same):
    encoder.identity = replace(encoder.identity, query_prompt=prompt)
    texts = TextVectors(encoder)
    texts.add(VectorKind.PASSAGES, ["lamp"])
    texts.add(VectorKind.QUESTIONS, ["lamp"])
    keys = texts.keys()
    assert np.array_equal(keys["passages"], keys["questions"]) is same


def test_keys_that_do_not_fit_their_vectors_are_refused_by_name(tmp_path, encoder):
    layout, first = build(tmp_path, FERRIES, encoder=encoder)
    np.savez(layout.generation(first.name).text_keys, passages=np.zeros((7, 16), np.uint8))
    with pytest.raises(IndexDamagedError, match=r"text_keys\.npz 7"):
        again(layout, first, LAMP, encoder=encoder)
