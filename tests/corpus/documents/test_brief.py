from pathlib import Path

import pytest

from trendsqa.corpus.documents.brief import brief_files, read_brief
from trendsqa.corpus.documents.outline import Outline, OutlineEntry, load_outlines, outline_gaps
from trendsqa.corpus.documents.reading import ReadingLimits
from trendsqa.corpus.manifest import load_manifest
from trendsqa.errors import SourceError

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=50, max_characters=1_000_000)
HEAD = (
    '+++\nsource = "handbook"\nsections = {sections}\ndate = 2026-11-22\nauthor = "trendsqa project"\nurl = ""\n+++\n'
)
OUTLINE = Outline(
    "handbook",
    tuple(
        OutlineEntry(path, title, (*above, title), trend, facet, len(above) + 1)
        for path, title, above, trend, facet in (
            ("ferries", "Ferries", (), "", ""),
            ("ferries/risks", "Risks", ("Ferries",), "Ferries", "risks"),
            ("lamp", "The lamp", (), "", ""),
        )
    ),
)


def written(tmp_path, body, sections, name="handbook.md"):
    path = tmp_path / name
    path.write_text(HEAD.format(sections=list(sections)) + "\n" + body, encoding="utf-8")
    return path


def read(*paths, outline=OUTLINE):
    return read_brief("handbook", paths, outline, LIMITS)


def test_headings_take_the_sections_that_they_name(tmp_path):
    path = written(tmp_path, "## Ferries {#ferries}\n\nThey cross.\n\n## Risks {#ferries/risks}\n\n- Fog.\n", OUT2)
    doc = read(path)
    assert [(section.id, section.title, section.trend) for section in doc.sections] == [
        ("handbook#ferries", "Ferries", ""),
        ("handbook#ferries/risks", "Risks", "Ferries"),
    ]
    assert doc.text == "Ferries\n\nThey cross.\n\nRisks\n\nFog."
    assert outline_gaps(doc, OUTLINE) == ("lamp",)


OUT2 = ("ferries", "ferries/risks")


def test_files_of_one_folder_are_one_brief(tmp_path):
    first = written(tmp_path, "## Ferries {#ferries}\n\nThey cross.\n", ["ferries"], "1.md")
    second = written(tmp_path, "## The lamp {#lamp}\n\nIt shines.\n", ["lamp"], "2.md")
    assert [section.id for section in read(first, second).sections] == ["handbook#ferries", "handbook#lamp"]


@pytest.mark.parametrize(
    ("body", "sections", "said"),
    [
        ("## Ferries {#ferries}\n\nx\n", ["lamp"], "differ in ferries, lamp"),
        ("## Boats {#boats}\n\nx\n", ["boats"], "does not have: boats"),
        ("## The lamp {#lamp}\n\nx\n\n## Ferries {#ferries}\n\nx\n", ["lamp", "ferries"], "out of the outline's order"),
        ("## Ferries {#ferries}\n\nx\n\n## Ferries {#ferries}\n\ny\n", ["ferries", "ferries"], "stands twice"),
        ("## Ferries {#ferries}\n\nx\n\n## Other\n\nx\n", ["ferries"], "Give every heading"),
        ("Before.\n\n## Ferries {#ferries}\n\nx\n", ["ferries"], "no text before the first"),
    ],
)
def test_sections_that_do_not_agree_are_refused(tmp_path, body, sections, said):
    with pytest.raises(SourceError, match=said):
        read(written(tmp_path, body, sections))


@pytest.mark.parametrize("head", ["", "+++\nsource = \n+++\n", '+++\nsource = "handbook"\n+++\n', HEAD + "colour = 1"])
def test_front_matter_that_is_missing_or_wrong_is_refused(tmp_path, head):
    path = tmp_path / "handbook.md"
    path.write_text(head.replace("{sections}", "[]").replace("+++\ncolour", "colour") + "\n## A\n\nx\n")
    with pytest.raises(SourceError, match=r"handbook\.md"):
        read(path, outline=None)


def test_a_brief_of_another_source_is_refused(tmp_path):
    path = written(tmp_path, "# A\n\nx\n", [])
    with pytest.raises(SourceError, match="is the brief of 'handbook'"):
        read_brief("other", (path,), None, LIMITS)


def test_a_file_and_a_folder_for_one_source_are_refused(tmp_path):
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "a").mkdir()
    with pytest.raises(SourceError, match="both briefs of a"):
        brief_files(tmp_path)


def test_the_shipped_briefs_cover_every_section_of_the_report():
    (outline,) = load_outlines(CORPUS / "outlines").values()
    doc = read_brief(outline.source_id, brief_files(CORPUS / "briefs")[outline.source_id], outline, LIMITS)
    assert outline_gaps(doc, outline) == ()
    for number, section in enumerate(doc.sections):
        body = [doc.quote(block) for block in doc.blocks if block.section == number][1:]
        assert body, f"{section.id} says nothing"


def test_every_shipped_brief_is_of_a_source_of_the_manifest_and_names_its_page():
    sources = {source.id: source for source in load_manifest(CORPUS / "sources.toml")}
    files = brief_files(CORPUS / "briefs")
    assert len(files) == 50
    for source_id, paths in files.items():
        source = sources[source_id]
        text = paths[0].read_text(encoding="utf-8")
        address = source.url or (sources[source.same_as].url if source.same_as else "")
        assert f'url = "{address}"' in text or address == "" or source_id == "socitm-trends-2024", source_id
        assert read_brief(source_id, paths, load_outlines(CORPUS / "outlines").get(source_id), LIMITS).text
