import pytest

from trendsqa.corpus.adding.adding import Overrides
from trendsqa.corpus.adding.folder_files import find_files
from trendsqa.corpus.collection import Collection
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.corpus.snapshot import Capture
from trendsqa.errors import NetworkError, SourceError
from trendsqa.upkeep.added_words import added_line, loss_lines, replaced_names
from trendsqa.upkeep.adding_files import add_each

LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=50, max_characters=1_000_000)


def read(data, **how):
    if b"defect" in data:
        raise KeyError("of ours")
    return read_document(data, **how)


@pytest.fixture
def collection(tmp_path):
    return Collection(tmp_path / "corpus", shipped=tmp_path / "nothing", limits=LIMITS, read=read)


def capture(address):
    if "gone" in address:
        raise NetworkError(f"{address} was not added: it is gone.")
    return Capture(b"<h1>Piers</h1><p>Two.</p>", "text/html", address, got=address)


def add_all(collection, folder, *addresses):
    return [*add_each(collection, [*find_files([folder]).files, *addresses], Overrides(), capture=capture)]


def test_what_is_wrong_with_one_leaves_the_others_added(collection, tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    for name, text in (("a.md", "# A\n\nWords."), ("b.pdf", "none"), ("c.md", "a defect"), ("d.md", "# D\n\nWords.")):
        (folder / name).write_text(text)
    outcomes = add_all(collection, folder, "https://port.example/gone", "https://port.example/piers")
    assert [outcome.added.entry.source.id if outcome.added else "" for outcome in outcomes] == [
        "a", "", "", "d", "", "piers",
    ]  # fmt: skip
    reasons = [outcome.reason for outcome in outcomes if not outcome.added]
    assert "docs/b.pdf" in reasons[0]
    assert "a defect in trendsqa" in reasons[1]
    assert "it is gone" in reasons[2]


def test_a_damaged_library_ends_it(collection, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A")
    entry = tmp_path / "corpus" / "library" / "entries" / "b.json"
    entry.parent.mkdir(parents=True)
    entry.write_text("{")
    with pytest.raises(SourceError, match=r"b\.json"):
        add_all(collection, tmp_path / "docs")


def test_what_was_replaced_is_told(collection, tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Ferries\n\nAt noon.")
    first = collection.add(path, Overrides())
    assert added_line(first) == "Added ferries: Ferries, 3 words in 1 section."
    again = collection.add(path, Overrides())
    day = first.entry.snapshots[0].captured[:10]
    assert added_line(again) == f"Replaced ferries: Ferries, 3 words, the same file as captured {day}."
    path.write_text("# Boats\n\nThey rest in winter.")
    changed = collection.add(path, Overrides())
    assert added_line(changed) == f"Replaced ferries: Boats, 5 words in place of 3, captured {day}."
    assert replaced_names(changed) == "“Ferries”"


def test_others_of_the_same_title_are_told(collection, tmp_path):
    said = []
    for number in range(6):
        path = tmp_path / f"{number}.md"
        path.write_text(f"# Ferries\n\nAt {number}.")
        said.append(added_line(collection.add(path, Overrides())))
    assert said[1].endswith(" Another document is called so too: ferries.")
    assert said[5].endswith(" Other documents are called so too: ferries, ferries-2, ferries-3 and 2 more.")


def test_each_loss_is_told_with_what_to_do(collection, tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Ferries\n\n" + "a" * 40)
    (line,) = loss_lines(collection.add(path, Overrides()))
    assert line.startswith("8 of 10 words glued")
    assert line.endswith("add that file.")
