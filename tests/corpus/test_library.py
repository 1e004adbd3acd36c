import pytest

from fakes.documents import source
from trendsqa.corpus.library import Library
from trendsqa.corpus.snapshot import Capture
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
