import os
from pathlib import Path

import pytest

from trendsqa.corpus.collection import Collection, Overrides
from trendsqa.corpus.drop_folder import DropFolder
from trendsqa.corpus.reading import ReadingLimits
from trendsqa.corpus.taking_in import take_in
from trendsqa.errors import SourceError

ROOT = Path(__file__).resolve().parents[2]
LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=50, max_characters=1_000_000)
FERRIES = "# Ferries\n\nThe ferry crosses at noon.\n"


@pytest.fixture
def collection(tmp_path):
    return Collection(tmp_path / "corpus", shipped=ROOT / "corpus", limits=LIMITS)


@pytest.fixture
def drop(tmp_path):
    (tmp_path / "drop").mkdir()
    return DropFolder(tmp_path / "drop", settle_s=0, clock=lambda: 0.0)


def take_all(drop, collection):
    return [take_in(drop, file, collection) for file in drop.look().ready]


def test_a_file_is_added_with_cautious_rights_and_kept(drop, collection):
    (drop.folder / "ferries.md").write_text(FERRIES)
    (taken,) = take_all(drop, collection)
    source = taken.added.entry.source
    assert (source.id, source.licence, source.terms) == ("ferries", "unknown", "quote")
    assert taken.kept_as.read_text() == FERRIES


def test_a_file_that_was_added_but_not_put_aside_is_added_again_to_the_same_entry(drop, collection):
    """What a crash between the two leaves: the file where it was claimed, and its entry."""
    (drop.folder / "ferries.md").write_text(FERRIES)
    claimed = drop.claim(drop.look().ready[0])
    collection.add(claimed, Overrides(), in_place=True)
    before = collection.library.entry("ferries").snapshots[0].sha256
    (taken,) = take_all(drop, collection)
    assert taken.added.replaced
    assert [entry.snapshots[0].sha256 for entry in collection.library.entries()] == [before]
    assert taken.kept_as.read_text() == FERRIES


def test_a_name_that_is_no_utf_8_is_refused(drop, collection):
    name = os.fsencode(drop.folder) + b"/f\xe9rries.md"
    with open(name, "w") as file:  # noqa: PTH123 (a path of bytes)
        file.write(FERRIES)
    (taken,) = take_all(drop, collection)
    assert "no UTF-8" in taken.reason
    assert taken.kept_as.read_text() == FERRIES
    assert collection.library.entries() == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may read every file")
def test_a_file_that_this_account_may_not_read_is_refused(drop, collection):
    file = drop.folder / "ferries.md"
    file.write_text(FERRIES)
    file.chmod(0)
    (taken,) = take_all(drop, collection)
    assert "Check the path and its rights" in taken.reason


def test_a_damaged_library_refuses_no_file(drop, collection, tmp_path):
    (drop.folder / "ferries.md").write_text(FERRIES)
    entry = tmp_path / "corpus" / "library" / "entries" / "other.json"
    entry.parent.mkdir(parents=True)
    entry.write_text("{")
    with pytest.raises(SourceError, match=r"other\.json"):
        take_all(drop, collection)
    entry.unlink()
    (taken,) = take_all(drop, collection)
    assert taken.added
