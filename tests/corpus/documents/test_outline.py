import json
from pathlib import Path

import pytest

from documents.reading_aloud import lines, read
from trendsqa.corpus.documents.outline import (
    Outline,
    OutlineEntry,
    apply_outline,
    load_outline,
    load_outlines,
    outline_gaps,
    recognise_outline,
)
from trendsqa.errors import SourceError

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "corpus" / "outlines" / "socitm-trends-2024.toml"
TRUE_OUTLINE = ROOT.parent / "shared" / "report" / "outline.json"
FACETS = {
    "introduction", "summary", "overview", "risks", "early-benefits", "where-to-start", "application-areas",
    "advice-for-cios", "impact-cases", "beyond-2024",
}  # fmt: skip
TRENDS = {
    "Technology for public good", "Reimagining services", "Community resilience", "Local and national leadership",
    "Skills and capacity", "Artificial intelligence", "Harnessing data", "Cyber protection",
    "Geospatial technologies", "Infrastructure and cloud",
}  # fmt: skip


def outline(*titles, source="sample"):
    entries = [OutlineEntry(title.lower().replace(" ", "-"), title, ("Top", title), "", "", 2) for title in titles]
    return Outline(source, tuple(entries))


def test_the_shipped_outline_has_every_heading_of_the_report():
    shipped = load_outline(SHIPPED)
    assert shipped.source_id == "socitm-trends-2024"
    assert len(shipped.entries) == 225
    assert len({entry.id for entry in shipped.entries}) == 225
    assert all(entry.level == len(entry.path) for entry in shipped.entries)


def test_each_of_the_ten_trends_has_its_facets():
    facets = {}
    for entry in load_outline(SHIPPED).entries:
        facets.setdefault(entry.trend, set()).add(entry.facet)
    assert facets.pop("") == {""}
    assert set(facets) == TRENDS
    for trend, found in facets.items():
        assert found - {"guidance"} == FACETS, trend


@pytest.mark.report
def test_the_shipped_outline_equals_the_true_one():
    if not TRUE_OUTLINE.exists():
        pytest.skip("../shared/report/outline.json is not at hand")
    true = json.loads(TRUE_OUTLINE.read_text(encoding="utf-8"))
    assert [(e.id, e.title, list(e.path), e.trend, e.facet) for e in load_outline(SHIPPED).entries] == [
        (t["id"], t["title"], t["path"], t["trend"], t["facet"]) for t in true
    ]


def test_an_outline_corrects_levels_and_leaves_the_text_alone():
    document = read("# Data\n\nWords.\n\n#### Where to start:\n\n- First.\n", "x.md")
    corrected = apply_outline(document, outline("Data", "Where to start"))
    assert corrected.text == document.text
    assert [(s.id, s.title, s.heading_path, s.level) for s in corrected.sections] == [
        ("sample#data", "Data", ("Top", "Data"), 2),
        ("sample#where-to-start", "Where to start", ("Top", "Where to start"), 2),
    ]


def test_a_paragraph_with_a_missing_headings_words_becomes_that_heading():
    document = read("# Data\n\nWords.\n\n**Risks and challenges**\n\nMore.\n", "x.md")
    corrected = apply_outline(document, outline("Data", "Risks and challenges"))
    assert lines(corrected)[2:] == ["heading 2: Risks and challenges", "paragraph: More."]


def test_a_heading_beats_a_paragraph_with_the_same_words():
    document = read("# Data\n\nGuidance\n\n## Guidance\n\nMore.\n", "x.md")
    corrected = apply_outline(document, outline("Data", "Guidance"))
    assert lines(corrected) == ["heading 2: Data", "paragraph: Guidance", "heading 2: Guidance", "paragraph: More."]


def test_a_heading_that_the_outline_does_not_know_stays_as_content():
    document = read("Before.\n\n# Data\n\n## Aside\n\nMore.\n", "x.md")
    corrected = apply_outline(document, outline("Data"))
    assert [section.id for section in corrected.sections] == ["sample#opening", "sample#data"]
    assert lines(corrected) == ["paragraph: Before.", "heading 2: Data", "paragraph: Aside", "paragraph: More."]
    assert [block.section for block in corrected.blocks] == [0, 1, 1, 1]


def test_repeated_titles_are_matched_in_order_around_a_gap():
    document = read("# One\n\n## Risks\n\n# Two\n\n# Three\n\n## Risks\n", "x.md")
    titles = ["One", "Risks", "Two", "Risks", "Three", "Risks"]
    entries = [OutlineEntry(f"{n}", title, (title,), "", "", 1) for n, title in enumerate(titles)]
    wanted = Outline("sample", tuple(entries))
    assert outline_gaps(document, wanted) == ("3",)
    assert [s.id for s in apply_outline(document, wanted).sections] == [f"sample#{n}" for n in (0, 1, 2, 4, 5)]


def test_a_known_source_is_recognised_by_most_of_its_headings():
    document = read("# One\n\n# Two\n\n# Three\n\nWords.\n", "x.md")
    near, far = outline("One", "Two", "Three", "Four", source="near"), outline("One", "Six", "Seven", source="far")
    assert recognise_outline(document, {"far": far, "near": near}) is near
    assert recognise_outline(document, {"far": far}) is None
    assert recognise_outline(document, {}) is None


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("source = ", "cannot be read"),
        ('source = "x"\n', "has to hold"),
        ('source = "x"\nsection = []\n', "has no"),
        ('source = "x"\n[[section]]\nid = "a"\ntitle = "A"\n', r"section 1 \(a\): missing path"),
        ('source = "x"\n[[section]]\nid = "a"\ntitle = "A"\npath = []\n', "`path` is"),
        ('source = "x"\n[[section]]\nid = "a"\ntitle = 3\npath = ["A"]\n', "`title` is 3"),
        ('source = "x"\n[[section]]\nid = "a"\ntitle = "A"\npath = ["A"]\nlevle = 1\n', "unknown levle"),
        ('source = "x"\n' + '[[section]]\nid = "a"\ntitle = "A"\npath = ["A"]\n' * 2, "'a' twice"),
    ],
)
def test_a_wrong_outline_is_named_with_its_entry(tmp_path, content, complaint):
    path = tmp_path / "wrong.toml"
    path.write_text(content)
    with pytest.raises(SourceError, match=complaint) as raised:
        load_outline(path)
    assert "wrong.toml" in str(raised.value)


def test_two_outlines_for_one_source_are_refused(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(SourceError, match=r"b\.toml is the second"):
        load_outlines(tmp_path)
    assert load_outlines(tmp_path / "nowhere") == {}
