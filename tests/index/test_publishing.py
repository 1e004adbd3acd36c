"""One pointer says which generation answers; going back and pruning never touch what is needed."""

import multiprocessing
import os
import signal
from contextlib import closing

import pytest

from fakes.building import build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.errors import BuilderBusyError, IndexDamagedError, IndexUnavailableError, UnknownItemError
from trendsqa.index.generations.builder_lock import sole_builder
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.opening import open_generation
from trendsqa.index.pruning import clear_unfinished, prune
from trendsqa.index.publishing import find_name, kept_names, publish, published_name, rollback

ENCODER = KeywordEncoder("ferry")


@pytest.fixture
def three(tmp_path):
    """(layout, names) of three generations, the newest published."""
    names = []
    for noon in ("noon", "one", "two"):
        layout, generation = build(tmp_path, held(("h", "Ferries"), ("p", f"It leaves at {noon}.")), encoder=ENCODER)
        names.append(generation.name)
    publish(layout, names[-1])
    return layout, names


def test_names_are_listed_oldest_first(three):
    layout, names = three
    assert list(kept_names(layout)) == names
    assert kept_names(IndexLayout(layout.folder / "elsewhere")) == ()


def test_going_back_publishes_the_one_built_before(three):
    layout, names = three
    assert rollback(layout) == names[1]
    assert published_name(layout) == names[1]
    assert rollback(layout) == names[0]


def test_there_is_nothing_before_the_first(three):
    layout, names = three
    publish(layout, names[0])
    with pytest.raises(UnknownItemError, match="no generation before"):
        rollback(layout)
    assert published_name(layout) == names[0]


def test_a_name_may_be_shortened_until_it_could_be_another(three):
    layout, names = three
    assert rollback(layout, names[0][:-3]) == names[0]
    assert find_name(layout, names[1]) == names[1]
    with pytest.raises(UnknownItemError, match="3 generations whose names begin with '20'"):
        rollback(layout, "20")
    assert published_name(layout) == names[0]


def test_no_name_at_all_is_no_short_name(three):
    layout, _ = three
    with pytest.raises(UnknownItemError, match="no generation ''"):
        find_name(layout, "")


@pytest.mark.parametrize("damage", [lambda pointer: pointer.unlink(), lambda pointer: pointer.write_bytes(b"\xff")])
def test_without_a_pointer_one_can_go_to_a_generation_by_name_only(three, damage):
    layout, names = three
    damage(layout.pointer)
    with pytest.raises(IndexUnavailableError, match="trendsqa index rollback GENERATION"):
        rollback(layout)
    assert rollback(layout, names[1]) == names[1]


@pytest.mark.parametrize("name", ["20200101T000000000000Z-00000000", "..", "../x", "."])
def test_going_to_what_is_not_kept_is_refused(three, name):
    layout, names = three
    with pytest.raises(UnknownItemError, match="holds no generation"):
        rollback(layout, name)
    assert published_name(layout) == names[-1]


def test_going_back_to_a_damaged_generation_is_refused_and_changes_nothing(three):
    layout, names = three
    layout.generation(names[0]).vocabulary.write_text("{}")
    with pytest.raises(IndexDamagedError, match=r"vocabulary\.json"):
        rollback(layout, names[0])
    assert published_name(layout) == names[-1]


def test_pruning_keeps_the_newest_and_the_published(three):
    layout, names = three
    publish(layout, names[0])
    assert prune(layout, keep=1) == (names[1],)
    assert list(kept_names(layout)) == [names[0], names[2]]


def test_pruning_keeps_what_a_process_has_open(three):
    layout, names = three
    with closing(open_generation(layout.generation(names[0]), ENCODER.identity)):
        assert prune(layout, keep=1) == (names[1],)
    assert prune(layout, keep=1) == (names[0],)
    assert list(kept_names(layout)) == names[2:]


def test_pruning_to_none_keeps_the_newest_where_the_pointer_is_damaged(three):
    layout, names = three
    layout.pointer.write_text("../../etc")
    assert prune(layout, keep=0) == (names[0], names[1])


@pytest.mark.parametrize("content", ["", "../x", ".hidden", "a/b", "missing"])
def test_a_pointer_that_names_no_generation_says_how_to_go_back(three, content):
    layout, _ = three
    layout.pointer.write_text(content)
    with pytest.raises(IndexUnavailableError, match="trendsqa index rollback"):
        published_name(layout)


def test_what_killed_builds_left_is_cleared(three):
    layout, names = three
    (layout.generations / ".half.part").mkdir()
    clear_unfinished(layout)
    assert sorted(path.name for path in layout.generations.iterdir()) == names


def test_a_second_builder_is_told_who_builds_since_when(tmp_path):
    layout = IndexLayout(tmp_path)
    with (
        sole_builder(layout, "building"),
        pytest.raises(BuilderBusyError, match=rf"Process {os.getpid()} on .+ is building, since .+ \(0 min"),
        sole_builder(layout, "pruning"),
    ):
        pass
    with sole_builder(layout, "pruning"):
        pass


def _hold_for_ever(folder, ready):
    with sole_builder(IndexLayout(folder), "building"):
        ready.set()
        signal.pause()


def test_the_lock_of_a_dead_builder_is_taken_over(tmp_path):
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    other = context.Process(target=_hold_for_ever, args=(tmp_path, ready))
    other.start()
    assert ready.wait(60)
    with pytest.raises(BuilderBusyError, match=f"Process {other.pid} "), sole_builder(IndexLayout(tmp_path), "pruning"):
        pass
    other.kill()
    other.join(60)
    with sole_builder(IndexLayout(tmp_path), "pruning"):
        assert str(os.getpid()) in IndexLayout(tmp_path).builder.read_text()
