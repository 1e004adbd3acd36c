"""A generation in which one byte or one file is not as it was written is never opened; the message names the file."""

import shutil

import pytest

from fakes.building import build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.errors import IndexDamagedError
from trendsqa.index.opening import open_generation

ENCODER = KeywordEncoder("ferry", "lamp")
FERRIES = held(("h", "Ferries"), ("p", "The ferry crosses at noon. It carries cars."))
LAMP = held(("h", "Lamp"), ("p", "The lamp is bright."), document_id="lamp")
PLACES = 25
"""Bytes of each file that are flipped in turn: the first, the last and some between."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    layout, generation = build(tmp_path_factory.mktemp("index"), FERRIES, LAMP, encoder=ENCODER)
    return layout.generation(generation.name)


@pytest.fixture
def generation(whole, tmp_path):
    """A copy that may be damaged."""
    folder = shutil.copytree(whole.folder, tmp_path / whole.folder.name)
    return type(whole)(folder)


def files_of(layout):
    return sorted(path for path in layout.folder.rglob("*") if path.is_file())


def test_the_copy_opens_while_nothing_is_wrong(generation):
    open_generation(generation, ENCODER.identity).close()
    assert len(files_of(generation)) >= 15


def test_a_flipped_bit_in_any_file_is_noticed(generation):
    for path in files_of(generation):
        content = path.read_bytes()
        step = max(1, (len(content) - 1) // (PLACES - 1))
        for place in {*range(0, len(content), step), len(content) - 1} - {-1}:
            for bit in (0, 7):
                damaged = bytearray(content)
                damaged[place] ^= 1 << bit
                path.write_bytes(damaged)
                with pytest.raises(IndexDamagedError) as refused:
                    open_generation(generation, ENCODER.identity)
                assert path.name in str(refused.value)
                assert "trendsqa index" in str(refused.value)
        path.write_bytes(content)
    open_generation(generation, ENCODER.identity).close()


def test_any_missing_file_is_named(generation):
    for path in files_of(generation):
        content = path.read_bytes()
        path.unlink()
        with pytest.raises(IndexDamagedError) as refused:
            open_generation(generation, ENCODER.identity)
        assert path.name in str(refused.value)
        assert "trendsqa index" in str(refused.value)
        path.write_bytes(content)


@pytest.mark.parametrize("length", [0, 1, 100])
def test_a_file_that_ends_early_is_named(generation, length):
    for path in files_of(generation):
        content = path.read_bytes()
        if len(content) <= length:
            continue
        path.write_bytes(content[:length])
        with pytest.raises(IndexDamagedError) as refused:
            open_generation(generation, ENCODER.identity)
        assert path.name in str(refused.value)
        path.write_bytes(content)


def test_a_file_that_does_not_belong_is_named(generation):
    (generation.folder / "stranger.bin").write_bytes(b"x")
    with pytest.raises(IndexDamagedError, match=r"stranger\.bin"):
        open_generation(generation, ENCODER.identity)
