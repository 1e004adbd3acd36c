import json

import pytest

from fakes.documents import source
from trendsqa.corpus.library import Library
from trendsqa.corpus.snapshot import Capture, KeptCoverage
from trendsqa.errors import SourceError, UnknownItemError


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path)


def add(library, source_id="handbook", data=b"The ferry."):
    return library.put(source(source_id), [Capture(data, "text/plain", asked="handbook.txt")])


def test_what_was_added_is_read_back_with_its_rights(library):
    entry = add(library)
    assert library.entries() == (entry,)
    assert library.read(entry, entry.snapshots[0]) == b"The ferry."
    assert entry.source.terms == "full"


def test_adding_again_replaces_and_keeps_no_old_bytes(library, tmp_path):
    add(library)
    entry = add(library, data=b"The new ferry.")
    assert library.entries() == (entry,)
    assert [path.name for path in (tmp_path / "library" / "snapshots").iterdir()] == [entry.snapshots[0].sha256]


def test_two_sources_may_have_the_same_bytes(library):
    add(library, "first")
    second = add(library, "second")
    library.remove("first")
    assert library.read(second, second.snapshots[0]) == b"The ferry."


def test_bytes_that_another_source_has_too_stay_when_one_gets_others(library):
    add(library, "first")
    second = add(library, "second")
    add(library, "first", b"The new ferry.")
    assert library.read(second, second.snapshots[0]) == b"The ferry."


def test_removing_what_is_not_there_changes_nothing(library):
    entry = add(library)
    with pytest.raises(UnknownItemError, match="corpus list"):
        library.remove("nothing")
    assert library.entries() == (entry,)


def test_altered_bytes_are_refused_with_the_command_that_mends_it(library, tmp_path):
    entry = add(library)
    (tmp_path / "library" / "snapshots" / entry.snapshots[0].sha256).write_bytes(b"Another.")
    with pytest.raises(SourceError, match=r"altered.*corpus add FILE --id handbook"):
        library.read(entry, entry.snapshots[0])


def test_missing_bytes_are_told(library, tmp_path):
    entry = add(library)
    (tmp_path / "library" / "snapshots" / entry.snapshots[0].sha256).unlink()
    with pytest.raises(SourceError, match="cannot be read"):
        library.read(entry, entry.snapshots[0])


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"source": 1}'])
def test_a_damaged_entry_is_named(library, tmp_path, content):
    add(library)
    (tmp_path / "library" / "entries" / "handbook.json").write_text(content)
    with pytest.raises(SourceError, match=r"handbook\.json is damaged"):
        library.entries()


@pytest.mark.parametrize("source_id", ["../escape", "Upper", "a b", "", "a--b", "-a"])
def test_an_id_that_is_no_id_is_refused(library, tmp_path, source_id):
    from dataclasses import replace

    with pytest.raises(SourceError, match="not a source id"):
        library.put(replace(source(), id=source_id), [Capture(b"x", "text/plain", asked="x")])
    assert not (tmp_path / "library").exists()


def test_what_was_read_of_a_file_and_what_was_accepted_come_back(tmp_path):
    coverage = KeptCoverage("Ferries", 2, 3, ("1 word of notices",), ("1 of 3 words glued",))
    capture = Capture(b"The ferry.", "text/plain", asked="handbook.txt", coverage=coverage)
    entry = Library(tmp_path).put(source("handbook"), [capture], {"glued": 0.5})
    (found,) = Library(tmp_path).entries()
    assert found == entry
    assert found.snapshots[0].coverage == coverage
    assert found.accepted == {"glued": 0.5}


def test_an_entry_from_before_coverage_was_kept_is_read(library, tmp_path):
    entry = add(library)
    path = tmp_path / "library" / "entries" / "handbook.json"
    raw = json.loads(path.read_text())
    del raw["snapshots"][0]["coverage"], raw["source"]["published"]
    path.write_text(json.dumps(raw))
    assert Library(tmp_path).entries() == (entry,)


def test_an_entry_that_is_changed_by_hand_is_read_anew(library, tmp_path):
    add(library)
    path = tmp_path / "library" / "entries" / "handbook.json"
    path.write_text(path.read_text().replace('"full"', '"quote"'))
    assert library.entry("handbook").source.terms == "quote"


@pytest.mark.parametrize("accepted", ["3", '["glued"]', '{"glued": "much"}'])
def test_an_entry_with_a_damaged_part_is_told(library, tmp_path, accepted):
    add(library)
    path = tmp_path / "library" / "entries" / "handbook.json"
    raw = json.loads(path.read_text())
    path.write_text(json.dumps(raw | {"accepted": json.loads(accepted)}))
    with pytest.raises(SourceError, match=r"handbook\.json is damaged"):
        library.entries()


def test_entries_come_in_the_order_of_their_ids(library):
    for source_id in ("minutes-2", "minutes", "minutes-10"):
        add(library, source_id)
    assert [entry.source.id for entry in library.entries()] == ["minutes", "minutes-10", "minutes-2"]


def test_bytes_are_found_by_their_sha256_as_long_as_they_are_the_same(library, tmp_path):
    sha256 = add(library).snapshots[0].sha256
    assert library.snapshot(sha256) == b"The ferry."
    (tmp_path / "library" / "snapshots" / sha256).write_bytes(b"The barge.")
    assert library.snapshot(sha256) is None


@pytest.mark.parametrize("sha256", ["", "0" * 64, "../entries/handbook.json", "F" * 64, "a" * 65])
def test_what_is_no_sha256_of_held_bytes_finds_nothing(library, sha256):
    add(library)
    assert library.snapshot(sha256) is None
