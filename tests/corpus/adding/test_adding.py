"""Identity: which file replaces which document, in the words of a maintainer. Every file is made here."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from documents.docx_building import saved
from documents.second_edition import SECOND_EDITION, corpus_of_first
from trendsqa.corpus.adding.adding import Overrides
from trendsqa.corpus.collection import Collection
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.corpus.snapshot import Capture
from trendsqa.errors import SourceError, UnknownItemError, UnreadableFileError

LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=50, max_characters=1_000_000)
NOTHING = Overrides()
GLUED = "# Slips\n\nA few words.\n\n{}\n"
"""Text with a run of letters, which counts as words without spaces."""


@pytest.fixture
def collection(tmp_path):
    return Collection(tmp_path / "corpus", shipped=tmp_path / "nothing", limits=LIMITS, most_loss=0.2)


@pytest.fixture
def write(tmp_path):
    def write(name, text, title=""):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {title}\n\n{text}\n" if title else text, encoding="utf-8")
        return path

    return write


def ids(collection):
    return [entry.source.id for entry in collection.library.entries()]


def test_files_with_one_title_are_documents_of_their_own(collection, write):
    collection.add(write("may.md", "The depot is sold.", "Minutes"), NOTHING)
    added = collection.add(write("june.md", "The depot is kept.", "Minutes"), NOTHING)
    assert (added.replaced, added.namesakes) == (False, ("minutes",))
    assert ids(collection) == ["minutes", "minutes-2"]


def test_titles_that_differ_after_sixty_characters_are_documents_of_their_own(collection, write):
    title = "The plan of the council for the harbours and the ferries of the north, part "
    for part in ("one", "two"):
        assert collection.add(write(f"{part}.md", "Words.", title + part), NOTHING).namesakes == ()
    assert len(ids(collection)) == 2


def test_titles_without_latin_letters_are_documents_of_their_own(collection, write):
    for name, title in (("کونسل.md", "کونسل ٹیکس"), ("رہائش.md", "ہاؤسنگ"), ("বাড়ি.md", "বাড়ি")):
        assert not collection.add(write(name, "ایک دو تین۔", title), NOTHING).replaced
    assert len(ids(collection)) == 3


def test_documents_that_a_program_titled_are_documents_of_their_own(collection, tmp_path):
    import docx

    for number in (1, 2):
        document = docx.Document()
        document.core_properties.title = "Word Document"
        document.add_paragraph(f"Pier {number} is open.")
        (tmp_path / f"pier-{number}.docx").write_bytes(saved(document))
        collection.add(tmp_path / f"pier-{number}.docx", NOTHING)
    assert [entry.source.title for entry in collection.library.entries()] == ["Pier 1", "Pier 2"]


def test_a_file_of_the_same_name_updates_its_document_and_keeps_what_was_said_of_it(collection, write):
    said = Overrides(
        id="boats", licence="OGL-UK-3.0", terms="full", edition="spring", publisher="Port", kind="leaflet",
        url="https://port.example/",
    )  # fmt: skip
    collection.add(write("a.md", "The ferry crosses at noon.", "Ferries"), said)
    added = collection.add(write("a.md", "The ferry rests.", "Winter ferries"), NOTHING)
    assert ids(collection) == ["boats"]
    assert added.earlier.source.title == "Ferries"
    source = added.entry.source
    assert source == replace(added.earlier.source, title="Winter ferries")
    anew = collection.add(write("a.md", "The ferry rests.", "Winter ferries"), Overrides(licence="CC-BY-4.0"))
    assert (anew.entry.source.licence, anew.entry.source.terms) == ("CC-BY-4.0", "full")


def test_a_title_that_the_maintainer_gave_stays(collection, write):
    collection.add(write("a.md", "At noon.", "Ferries"), Overrides(title="Boats of the bay"))
    added = collection.add(write("a.md", "At one.", "Winter ferries"), NOTHING)
    assert added.entry.source.title == "Boats of the bay"


def test_the_same_bytes_under_another_name_are_the_same_document(collection, write):
    collection.add(write("a.md", "At noon.", "Ferries"), NOTHING)
    added = collection.add(write("renamed.md", "At noon.", "Ferries"), NOTHING)
    assert (added.unchanged, ids(collection)) == (True, ["ferries"])
    assert collection.add(write("renamed.md", "At one.", "Ferries"), NOTHING).replaced


def test_a_name_decides_before_the_bytes(collection, write):
    """A file that is overwritten with a copy of another one is still that file."""
    collection.add(write("a.md", "At noon.", "Ferries"), NOTHING)
    collection.add(write("b.md", "At one.", "Boats"), NOTHING)
    added = collection.add(write("b.md", "At noon.", "Ferries"), NOTHING)
    assert added.entry.source.id == "boats"
    assert ids(collection) == ["boats", "ferries"]


def test_a_name_that_two_documents_share_replaces_neither(collection, write):
    for source_id in ("one", "two"):
        collection.add(write("a.md", "At noon.", "Ferries"), Overrides(id=source_id))
    assert not collection.add(write("a.md", "At one.", "Boats"), NOTHING).replaced
    again = collection.add(write("a.md", "At noon.", "Ferries"), NOTHING)
    assert (again.unchanged, len(ids(collection))) == (True, 3)


def test_an_id_of_another_file_is_replaced_since_the_maintainer_says_so(collection, write):
    collection.add(write("a.md", "At noon.", "Ferries"), Overrides(licence="OGL-UK-3.0"))
    added = collection.add(write("b.md", "At one.", "Boats"), Overrides(id="ferries"))
    assert (added.earlier.snapshots[0].asked, added.entry.source.licence) == ("a.md", "OGL-UK-3.0")
    assert ids(collection) == ["ferries"]


def test_a_file_of_another_name_replaces_the_document_that_it_is_told_to_replace(collection, write):
    collection.add(write("a.md", "At noon.", "Ferries"), Overrides(licence="OGL-UK-3.0"))
    added = collection.add(write("b.md", "At one.", "Boats"), Overrides(replaces="ferries"))
    assert (added.entry.source.id, added.entry.source.title, added.entry.source.licence) == (
        "ferries", "Boats", "OGL-UK-3.0",
    )  # fmt: skip
    assert collection.add(write("b.md", "At two.", "Boats"), NOTHING).entry.source.id == "ferries"


def test_what_is_to_be_replaced_has_to_be_held(collection, write):
    with pytest.raises(UnknownItemError, match="no text of 'piers' to replace"):
        collection.add(write("a.md", "At noon.", "Ferries"), Overrides(replaces="piers"))
    assert ids(collection) == []


def test_a_listed_source_keeps_its_id_from_a_file_that_has_its_title_only(tmp_path, write):
    corpus = corpus_of_first(tmp_path / "corpus")
    collection = Collection(corpus, shipped=corpus, limits=LIMITS)
    collection.add(write("flyer.md", "The report is out.", "Public sector digital trends"), NOTHING)
    listed = {item.source.id for item in collection.items()}
    assert listed == {"socitm-trends-2024", "public-sector-digital-trends"}


def listing(folder, *sources):
    """A folder whose manifest lists sources, each with its id for a title; (id, more lines) each."""
    folder.mkdir(exist_ok=True)
    entry = '[[source]]\nid = "{0}"\ntitle = "{0}"\nkind = "report"\nlicence = "unknown"\nterms = "quote"\n{1}\n'
    (folder / "sources.toml").write_text("".join(entry.format(*source) for source in sources))
    return folder


def test_a_listed_source_without_text_gets_none_from_a_file_that_has_its_title_only(tmp_path, write):
    folder = listing(tmp_path / "corpus", ("piers", ""))
    collection = Collection(folder, shipped=tmp_path / "nothing", limits=LIMITS)
    path = write("a.md", "Two piers.", "Piers")
    added = collection.add(path, NOTHING)
    assert (added.entry.source.id, added.recognised, added.namesakes) == ("piers-2", False, ("piers",))
    assert collection.add(path, Overrides(id="piers")).recognised


def test_another_text_under_the_name_of_one_that_its_headings_tell_is_a_document_of_its_own(tmp_path, write):
    corpus = corpus_of_first(tmp_path / "corpus")
    collection = Collection(corpus, shipped=corpus, limits=LIMITS)
    collection.add(write("report.md", SECOND_EDITION.read_text(encoding="utf-8")), NOTHING)
    added = collection.add(write("report.md", "Two piers.", "Piers"), NOTHING)
    assert (added.entry.source.id, added.replaced) == ("piers", False)


def test_an_edition_that_has_only_the_title_of_a_held_one_replaces_nothing(collection, write):
    collection.add(write("a.md", "The tide turns.", "Tides 2024"), Overrides(id="tides-2024", edition="2024"))
    added = collection.add(write("b.md", "The tide stands.", "Tides 2024"), NOTHING)
    assert (added.entry.source.id, added.namesakes) == ("tides-2024-2", ("tides-2024",))


def test_a_file_whose_edition_is_named_otherwise_than_its_year_is_updated(collection, write):
    collection.add(write("a.md", "Spent: 12.", "Budget 2024"), Overrides(id="budget", edition="2024-25"))
    added = collection.add(write("a.md", "Spent: 13.", "Budget 2024"), NOTHING)
    assert (added.entry.source.id, added.entry.source.edition, ids(collection)) == ("budget", "2024-25", ["budget"])


def test_folders_are_part_of_the_name_that_is_given_and_are_found_again(collection, write):
    first, second = write("x/a/minutes.md", "North.", "Minutes"), write("x/b/minutes.md", "South.", "Minutes")
    for path, name in ((first, "x/a/minutes.md"), (second, "x/b/minutes.md")):
        collection.add(path, NOTHING, name=name)
    assert ids(collection) == ["minutes", "minutes-2"]
    write("x/b/minutes.md", "South and west.", "Minutes")
    by_itself = collection.add(second, NOTHING)
    assert (by_itself.entry.source.id, by_itself.entry.snapshots[0].asked) == ("minutes-2", "x/b/minutes.md")
    assert not collection.add(write("c/minutes.md", "East.", "Minutes"), NOTHING).replaced


def test_a_page_is_known_by_its_address_and_keeps_the_page_that_was_said_to_be_its_own(collection):
    def page(words, address="https://port.example/a"):
        return Capture(f"<h1>Ferries</h1><p>{words}</p>".encode(), "text/html", address, got=address)

    first = collection.add_capture(page("At noon."), NOTHING).entry.source
    assert first.url == "https://port.example/a"
    collection.add_capture(page("At one."), Overrides(url="https://port.example/"))
    again = collection.add_capture(page("At two."), NOTHING).entry.source
    assert (again.id, again.url) == ("ferries", "https://port.example/")
    assert "At two." in collection.document("ferries").document.text
    other = collection.add_capture(page("At three.", "https://port.example/b"), NOTHING)
    assert other.entry.source.id == "ferries-2"


def test_a_file_that_is_saved_from_a_page_is_not_taken_for_the_page(collection, write):
    data = b"<h1>Ferries</h1><p>At noon.</p>"
    collection.add_capture(Capture(data, "text/html", "https://port.example/a", got="https://port.example/a"), NOTHING)
    assert not collection.add(write("a.html", data.decode()), NOTHING).replaced


@pytest.mark.parametrize(
    ("changed", "published"),
    [("2025-03-14T09:00:00Z", "2025-03-14"), ("2025-03", "2025-03"), ("", ""), ("yesterday", ""), ("0001-01-01", "")],
)
def test_the_date_of_the_last_change_is_the_date_of_a_source_without_another(tmp_path, write, changed, published):
    def read(data, **how):
        return replace(read_document(data, **how), changed=changed)

    folder = listing(tmp_path / "corpus", ("dated", 'published = "2020-01"'), ("undated", ""))
    collection = Collection(folder, shipped=tmp_path / "nothing", limits=LIMITS, read=read)
    for source_id in ("", "dated", "undated"):
        collection.add(write("piers.md", "Two piers.", "Piers"), Overrides(id=source_id))
    found = {item.source.id: item.source.published for item in collection.items()}
    assert found == {"dated": "2020-01", "piers": published, "undated": published}
    listing(folder, ("dated", ""), ("undated", 'published = "1999"'))
    later = Collection(folder, shipped=tmp_path / "nothing", limits=LIMITS)
    later.add(write("piers.md", "Three piers.", "Piers"), Overrides(id="piers"))
    found = {item.source.id: item.source.published for item in later.items()}
    assert found == {"dated": "2020-01", "piers": "", "undated": "1999"}


def glued(words):
    return GLUED.format("a" * 5 * words)


def test_a_file_that_loses_too_much_is_refused_and_changes_nothing(collection, write):
    path = write("slips.md", glued(60))
    with pytest.raises(UnreadableFileError, match=r"slips\.md was not added.*60 of 65 words glued.*--allow-loss"):
        collection.add(path, NOTHING)
    assert ids(collection) == []
    assert not (Path(collection.library._folder) / "snapshots").exists()


def test_a_file_that_loses_little_is_taken(collection, write):
    added = collection.add(write("slips.md", "word " * 60 + "a" * 35), NOTHING)
    assert [str(loss) for loss in added.coverage.losses] == [f"7 of 68 words glued (“{'a' * 30}…”)"]


def test_a_loss_that_was_accepted_stays_accepted_and_a_larger_one_is_refused(collection, write):
    collection.add(write("slips.md", glued(60)), Overrides(allow_loss=True))
    assert collection.add(write("slips.md", glued(50)), NOTHING).replaced
    before = collection.library.entry("slips")
    assert before.accepted == {"glued": pytest.approx(60 / 65)}
    with pytest.raises(UnreadableFileError, match=r"than was accepted of it \(92% glued\)"):
        collection.add(write("slips.md", glued(900)), NOTHING)
    assert collection.library.entry("slips") == before
    with pytest.raises(UnreadableFileError, match="at most 20% may be lost"):
        collection.add(write("other.md", glued(60)), NOTHING)


def test_the_entry_keeps_what_was_stored_of_the_file(collection, write, tmp_path):
    collection.add(write("slips.md", "word " * 60 + "a" * 35, ""), NOTHING)
    raw = json.loads((tmp_path / "corpus" / "library" / "entries" / "slips.json").read_text())
    assert raw["snapshots"][0]["coverage"] == {
        "title": "Slips", "words": 61, "shown": 61, "left_out": [], "losses": [f"7 of 68 words glued (“{'a' * 30}…”)"],
    }  # fmt: skip
    (item,) = collection.items()
    assert item.snapshots[0].coverage.words == 61


def test_a_held_document_is_had_by_its_id(collection, write, tmp_path):
    collection.add(write("a.md", "At noon.", "Ferries"), NOTHING)
    assert collection.document("ferries").document.text == "Ferries\n\nAt noon."
    with pytest.raises(UnknownItemError, match="no source 'piers'"):
        collection.document("piers")
    sha256 = collection.library.entry("ferries").snapshots[0].sha256
    (tmp_path / "corpus" / "library" / "snapshots" / sha256).write_bytes(b"altered")
    with pytest.raises(SourceError, match="altered"):
        collection.document("ferries")


def test_many_files_are_added_without_reading_all_entries_for_each(collection, write, monkeypatch):
    """Entries are parsed once each, however many files follow."""
    parsed = []
    loads = json.loads
    monkeypatch.setattr("trendsqa.corpus.library.json.loads", lambda text: parsed.append(1) or loads(text))
    for number in range(30):
        collection.add(write(f"{number}.md", f"Pier {number}.", "Piers"), NOTHING)
    assert len(ids(collection)) == 30
    assert len(parsed) <= 30
