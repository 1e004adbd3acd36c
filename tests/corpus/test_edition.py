import pytest

from documents.second_edition import SECOND_EDITION, corpus_of_first
from fakes.documents import source
from trendsqa.corpus.collection import Collection, Overrides
from trendsqa.corpus.documents.reading import ReadingLimits
from trendsqa.corpus.edition import edition_in, latest_of_title, new_edition, series_of
from trendsqa.corpus.rights import Terms

LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=50, max_characters=1_000_000)
REPORT = source("tides-2024", title="Tides 2024", edition="2024", licence="OGL-UK-3.0", organisation="Coast office")


@pytest.mark.parametrize(
    ("document_id", "edition", "series"),
    [
        ("socitm-trends-2024", "2024", "socitm-trends"),
        ("tides-spring-2025", "Spring 2025", "tides"),
        ("tides-2024", "2025", "tides-2024"),
        ("tides", "2024", "tides"),
        ("tides-2024", "", "tides-2024"),
    ],
)
def test_editions_of_one_report_share_their_id_but_for_the_edition(document_id, edition, series):
    assert series_of(document_id, edition) == series


@pytest.mark.parametrize(
    ("title", "edition"), [("Tides 2025", "2025"), ("Tides", ""), ("Tides 2024 to 2025", ""), ("Tides 20255", "")]
)
def test_a_title_names_an_edition_where_it_names_one_year(title, edition):
    assert edition_in(title) == edition


def test_the_newest_edition_of_the_same_title_is_found():
    newer = source("tides-2025", title="Tides – 2025", edition="2025")
    undated = source("tides", title="Tides")
    assert latest_of_title("TIDES 2026", [newer, REPORT, undated]) is newer
    assert latest_of_title("Ebbs 2026", [newer, REPORT]) is None


def test_another_edition_takes_over_who_publishes_it_and_not_its_rights():
    other = new_edition(REPORT, "2025", "Tides 2025")
    assert (other.id, other.edition, other.kind, other.organisation) == (
        "tides-2025", "2025", REPORT.kind, "Coast office",
    )  # fmt: skip
    assert (other.licence, other.terms, other.url) == ("unknown", Terms.QUOTE, "")


@pytest.fixture
def collection(tmp_path):
    folder = corpus_of_first(tmp_path / "corpus")
    return Collection(folder, shipped=folder, limits=LIMITS)


def test_a_new_edition_of_a_listed_report_is_known_by_its_title(collection):
    added = collection.add(SECOND_EDITION, Overrides())
    source = added.entry.source
    assert (source.id, source.edition, source.kind, source.publisher) == (
        "socitm-trends-2025", "2025", "report", "Socitm",
    )  # fmt: skip
    assert (source.licence, added.edition_of, added.replaced) == ("unknown", "socitm-trends", False)
    assert [item.source.id for item in collection.items()] == ["socitm-trends-2024", "socitm-trends-2025"]
    assert collection.add(SECOND_EDITION, Overrides()).replaced


def test_a_new_edition_with_the_headings_of_the_one_before_does_not_take_its_place(collection, tmp_path):
    again = tmp_path / "again.md"
    again.write_text(SECOND_EDITION.read_text(encoding="utf-8").replace("2025", "2026"), encoding="utf-8")
    outline = tmp_path / "corpus" / "outlines" / "socitm-trends-2024.toml"
    outlined = outline.parent / "socitm-trends-2025.toml"
    outline.write_text(outlined.read_text(encoding="utf-8").replace("trends-2025", "trends-2024", 1), encoding="utf-8")
    outlined.unlink()
    folder = tmp_path / "corpus"
    similar = Collection(folder, shipped=folder, limits=LIMITS)
    assert similar.add(again, Overrides()).entry.source.id == "socitm-trends-2026"
    assert similar.add(again, Overrides(edition="2027")).entry.source.id == "socitm-trends-2027"
    assert similar.add(again, Overrides(edition="2024")).entry.source.id == "socitm-trends-2024"


def test_the_outline_gives_each_section_its_trend_and_facet(collection):
    collection.add(SECOND_EDITION, Overrides())
    held = {item.source.id: item for item in collection.documents(lambda *problem: pytest.fail(str(problem)))}
    sections = {section.id: section for section in held["socitm-trends-2025"].document.sections}
    found = sections["socitm-trends-2025#people-and-capability/where-to-start"]
    assert (found.trend, found.facet) == ("People and capability", "where-to-start")
    assert {section.trend for section in sections.values()} > {"Digital inclusion", "Cyber security"}


def test_an_earlier_edition_that_is_added_again_keeps_what_was_said_of_it(tmp_path):
    collection = Collection(tmp_path / "corpus", shipped=tmp_path / "nothing", limits=LIMITS)
    for year, said in (
        ("2024", Overrides(id="tides-2024", edition="2024", licence="OGL-UK-3.0")),
        ("2025", Overrides()),
    ):
        file = tmp_path / f"{year}.md"
        file.write_text(f"# Tides {year}\n\nThe tide turns.\n", encoding="utf-8")
        collection.add(file, said)
    again = collection.add(tmp_path / "2024.md", Overrides()).entry.source
    assert (again.id, again.licence) == ("tides-2024", "OGL-UK-3.0")
    assert [item.source.id for item in collection.items()] == ["tides-2024", "tides-2025"]


def test_a_new_edition_that_is_dropped_under_an_old_name_takes_no_place(tmp_path):
    collection = Collection(tmp_path / "corpus", shipped=tmp_path / "nothing", limits=LIMITS)
    file = tmp_path / "tides.md"
    file.write_text("# Tides 2024\n\nThe tide turns.\n", encoding="utf-8")
    collection.add(file, Overrides(id="tides-2024", edition="2024"))
    file.write_text("# Tides 2025\n\nThe tide turned.\n", encoding="utf-8")
    assert collection.add(file, Overrides()).earlier is None
    assert [item.source.id for item in collection.items()] == ["tides-2024", "tides-2025"]
