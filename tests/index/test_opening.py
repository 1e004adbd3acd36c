import json

import pytest

from fakes.building import build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.errors import IndexDamagedError, IndexUnavailableError
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.opening import open_generation
from trendsqa.index.publishing import publish, published_name

FERRIES = held(("h", "Ferries"), ("p", "The ferry crosses at noon."))


@pytest.fixture
def encoder():
    return KeywordEncoder("ferry")


@pytest.fixture
def built(tmp_path, encoder):
    layout, generation = build(tmp_path, FERRIES, encoder=encoder)
    return layout.generation(generation.name)


def test_every_byte_of_every_file_is_guarded(built, encoder):
    for path in built.artefacts():
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        with pytest.raises(IndexDamagedError, match=path.name):
            open_generation(built, encoder.identity)
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    assert open_generation(built, encoder.identity).generation.counts.passages == 1


def test_a_missing_file_is_named_with_the_command_that_mends_it(built, encoder):
    for path in built.artefacts():
        data = path.read_bytes()
        path.unlink()
        with pytest.raises(IndexDamagedError, match=f"{path.name} is missing.*trendsqa index build"):
            open_generation(built, encoder.identity)
        path.write_bytes(data)


def test_a_file_too_many_is_refused(built, encoder):
    (built.folder / "extra.bin").write_bytes(b"x")
    with pytest.raises(IndexDamagedError, match=r"extra\.bin is not part"):
        open_generation(built, encoder.identity)


def test_another_encoder_is_refused(built):
    with pytest.raises(IndexUnavailableError, match="built with another encoder"):
        open_generation(built, KeywordEncoder("ferry", model="other").identity)


def test_a_manifest_of_another_schema_is_refused(built, encoder):
    manifest = json.loads(built.manifest.read_text())
    built.manifest.write_text(json.dumps(manifest | {"schema": 99}))
    with pytest.raises(IndexDamagedError, match="schema 99"):
        open_generation(built, encoder.identity)


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_damaged_manifest_is_refused(built, encoder, content):
    built.manifest.write_text(content)
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        open_generation(built, encoder.identity)


def test_no_pointer_means_no_index_and_says_how_to_build_one(tmp_path):
    with pytest.raises(IndexUnavailableError, match="trendsqa index build"):
        published_name(IndexLayout(tmp_path))


@pytest.mark.parametrize("name", ["", "../outside", "gone", ".hidden"])
def test_a_pointer_that_names_no_generation_is_refused(tmp_path, name):
    layout = IndexLayout(tmp_path)
    publish(layout, name)
    with pytest.raises(IndexUnavailableError, match="CURRENT"):
        published_name(layout)
