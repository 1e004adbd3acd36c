from pathlib import Path

import pytest

from fakes.ferry_leaflet import leaflet
from trendsqa.corpus.collection import Collection, Overrides
from trendsqa.corpus.documents.reading import ReadingLimits
from trendsqa.corpus.snapshot import Capture
from trendsqa.errors import SourceError, UnreadableFileError

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = ROOT / "tests" / "documents" / "harbour-handbook.md"
LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=50, max_characters=1_000_000)
NOTHING = Overrides()


@pytest.fixture
def collection(tmp_path):
    return Collection(tmp_path / "corpus", shipped=ROOT / "corpus", limits=LIMITS)


def read(collection):
    problems = []
    documents = list(collection.documents(lambda source, error: problems.append((source, str(error)))))
    return documents, problems


def test_a_file_gets_its_title_and_id_from_itself_and_cautious_rights(collection):
    added = collection.add(HANDBOOK, NOTHING)
    source = added.entry.source
    assert (source.id, source.title) == ("harbour-district-handbook", "Harbour district handbook")
    assert (source.licence, source.terms, added.recognised) == ("unknown", "quote", False)


def test_what_the_maintainer_says_wins(collection):
    said = Overrides(id="handbook", title="The handbook", licence="OGL-UK-3.0", terms="full", edition="2024")
    source = collection.add(HANDBOOK, said).entry.source
    assert (source.id, source.title, source.licence, source.terms, source.edition) == (
        "handbook", "The handbook", "OGL-UK-3.0", "full", "2024",
    )  # fmt: skip


def test_a_file_that_carries_a_known_outline_is_recognised(collection, report):
    added = collection.add(report("md"), NOTHING)
    assert added.recognised
    assert (added.entry.source.id, added.entry.source.edition) == ("socitm-trends-2024", "2024")
    (held,), problems = read(collection)
    assert problems == []
    assert len(held.document.sections) == 225
    urls = dict(zip((section.id for section in held.document.sections), held.section_urls, strict=True))
    assert urls["socitm-trends-2024#harnessing-data/where-to-start"].endswith("/technology-trends/")


def test_a_file_that_cannot_be_read_changes_nothing(collection, tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and then nothing")
    with pytest.raises(UnreadableFileError, match=r"broken\.pdf"):
        collection.add(broken, NOTHING)
    assert collection.items() == ()


@pytest.mark.parametrize("make", ["missing", "folder", "large"])
def test_a_path_that_is_no_file_to_read_is_told(collection, tmp_path, make):
    path = tmp_path / "thing.md"
    if make == "folder":
        path.mkdir()
    elif make == "large":
        path.write_bytes(b"a" * (LIMITS.max_bytes + 1))
    with pytest.raises(UnreadableFileError, match=r"thing\.md"):
        collection.add(path, NOTHING)


def test_a_name_with_bytes_that_are_no_utf_8_is_told(collection, tmp_path):
    path = tmp_path / "f\udce9rries.md"
    path.write_text("# Ferries")
    with pytest.raises(UnreadableFileError, match="no UTF-8"):
        collection.add(path, NOTHING)


def test_one_unreadable_source_does_not_lose_the_others(collection, tmp_path):
    collection.add(HANDBOOK, NOTHING)
    entry = collection.add(HANDBOOK, Overrides(id="second")).entry
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nThe ferry.\n")
    third = collection.add(other, NOTHING).entry
    (tmp_path / "corpus" / "library" / "snapshots" / third.snapshots[0].sha256).write_bytes(b"altered")
    documents, problems = read(collection)
    assert [held.source.id for held in documents if held.form == "full"] == [
        "harbour-district-handbook",
        entry.source.id,
    ]
    assert [source for source, _ in problems] == ["other"]


def test_text_is_left_out_where_the_terms_become_link(collection, tmp_path):
    collection.add(HANDBOOK, Overrides(id="handbook"))
    path = tmp_path / "corpus" / "library" / "entries" / "handbook.json"
    path.write_text(path.read_text().replace('"quote"', '"link"'))
    (held,), problems = read(collection)
    assert (held.form, held.document.text, problems) == ("none", "", [])


def test_a_manifest_without_rights_stops_everything(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "sources.toml").write_text('[[source]]\nid = "a"\ntitle = "A"\nkind = "report"\n')
    with pytest.raises(SourceError, match=r"'a': licence"):
        Collection(corpus, shipped=ROOT / "corpus", limits=LIMITS)


def test_removed_text_is_gone_from_list_and_documents(collection):
    collection.add(HANDBOOK, Overrides(id="handbook"))
    collection.remove("handbook")
    assert collection.items() == ()
    assert read(collection) == ([], [])


def written(tmp_path, name, title):
    path = tmp_path / name
    path.write_text(f"# {title}\n\nThe ferry crosses at noon.\n")
    return path


def test_an_unknown_file_under_the_name_of_a_known_source_leaves_that_alone(collection, report, tmp_path):
    known = tmp_path / "report.md"
    known.write_bytes(report("md").read_bytes())
    collection.add(known, NOTHING)
    added = collection.add(written(tmp_path, "report.md", "Another report"), NOTHING)
    assert (added.entry.source.id, added.replaced) == ("another-report", False)
    assert len(collection.library.entries()) == 2


def test_promoted_questions_take_no_shipped_ones_away(collection):
    shipped = collection.question_bank()
    collection.add(HANDBOOK, Overrides(id="handbook"))
    collection.promote("Is the boat on time?", "handbook")
    *before, promoted = collection.question_bank()
    assert tuple(before) == shipped != ()
    assert (promoted.section_id, promoted.file) == ("handbook", "promoted.jsonl")
    collection.remove("handbook")
    assert collection.question_bank() == shipped


def test_promoted_questions_of_the_corpus_folder_join_those_listed_elsewhere(tmp_path):
    corpus, listing = tmp_path / "corpus", ROOT / "corpus"
    apart = Collection(corpus, listing=listing, shipped=listing, limits=LIMITS)
    file = apart.promote("Is the boat on time?", "scp-playbook")
    assert file == corpus / "questions" / "promoted.jsonl"
    assert apart.question_bank()[-1].questions == ("Is the boat on time?",)
    assert len(apart.question_bank()) > 100


def test_promoted_questions_of_one_collection_are_not_anothers(tmp_path):
    shipped = tmp_path / "shipped"
    (shipped / "questions").mkdir(parents=True)
    (shipped / "questions" / "promoted.jsonl").write_text('{"of": "another collection"}', encoding="utf-8")
    assert Collection(tmp_path / "corpus", shipped=shipped, limits=LIMITS).question_bank() == ()


def test_questions_of_a_corpus_folder_stand_in_place_of_the_shipped_ones_beside_promoted_ones(collection, tmp_path):
    folder = tmp_path / "corpus" / "questions"
    folder.mkdir(parents=True)
    assert collection.question_bank() == ()
    own = '{"document": "scp-playbook", "section": "", "questions": ["What is a playbook?"]}\n'
    (folder / "own.jsonl").write_text(own, encoding="utf-8")
    collection.add(HANDBOOK, Overrides(id="handbook"))
    collection.promote("Is the boat on time?", "handbook")
    assert [entry.file for entry in collection.question_bank()] == ["own.jsonl", "promoted.jsonl"]


def test_a_document_knows_the_pdf_that_its_pages_are_of(collection, tmp_path):
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(leaflet())
    added = collection.add(file, NOTHING)
    (held,), _ = read(collection)
    assert held.pdf.sha256 == added.entry.snapshots[0].sha256
    assert held.pdf.url == ""
    assert collection.document(added.entry.source.id).pdf == held.pdf


def test_a_pdf_that_was_fetched_knows_its_address(collection):
    address = "https://h.example/download/7"
    collection.add_capture(Capture(leaflet(), "application/pdf", asked=address, got=address), NOTHING)
    (held,), _ = read(collection)
    assert held.pdf.url == address


def test_a_document_of_another_format_has_no_pdf(collection):
    collection.add(HANDBOOK, NOTHING)
    (held,), _ = read(collection)
    assert held.pdf is None
