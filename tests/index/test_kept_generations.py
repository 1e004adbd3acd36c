"""Which generations are kept, and how each is."""

from contextlib import closing

import pytest

from fakes.building import build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.kept_generations import list_generations
from trendsqa.index.opening import open_generation
from trendsqa.index.publishing import publish

ENCODER = KeywordEncoder("ferry")


@pytest.fixture
def two(tmp_path):
    """(layout, names) of two generations, the older published."""
    names = []
    for noon in ("noon", "one"):
        layout, generation = build(tmp_path, held(("h", "Ferries"), ("p", f"It leaves at {noon}.")), encoder=ENCODER)
        names.append(generation.name)
    publish(layout, names[0])
    return layout, names


def test_the_newest_comes_first_and_the_published_and_the_open_one_are_marked(two):
    layout, names = two
    with closing(open_generation(layout.generation(names[1]), ENCODER.identity)):
        found = list_generations(layout)
    assert [(one.name, one.is_published, one.is_in_use) for one in found] == [
        (names[1], False, True),
        (names[0], True, False),
    ]
    assert [one.manifest.counts.passages for one in found] == [1, 1]
    folder = layout.generation(names[1]).folder
    assert found[0].size == sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_a_damaged_manifest_is_told_and_the_others_are_listed(two):
    layout, names = two
    layout.generation(names[0]).manifest.write_text("{")
    found = list_generations(layout)
    assert [(one.name, one.manifest is None) for one in found] == [(names[1], False), (names[0], True)]
    assert "manifest.json is missing or damaged" in found[1].problem
    assert found[1].is_published


def test_without_a_pointer_none_is_published(two):
    layout, _ = two
    layout.pointer.unlink()
    assert [one.is_published for one in list_generations(layout)] == [False, False]


def test_an_empty_folder_keeps_none(tmp_path):
    assert list_generations(IndexLayout(tmp_path)) == ()
