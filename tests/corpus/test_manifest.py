from pathlib import Path

import pytest

from trendsqa.corpus.manifest import load_manifest
from trendsqa.errors import SourceError

ENTRY = """
[[source]]
id = "handbook"
title = "Harbour handbook"
kind = "handbook"
licence = "OGL-UK-3.0"
terms = "full"
"""
SHIPPED = Path(__file__).resolve().parents[2] / "corpus" / "sources.toml"


def load(tmp_path, text):
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return load_manifest(path)


def test_an_entry_gives_a_source_with_its_attribution(tmp_path):
    (source,) = load(tmp_path, ENTRY)
    assert (source.id, source.terms, source.url) == ("handbook", "full", "")
    assert "Open Government Licence" in source.attribution


def test_no_manifest_means_no_sources(tmp_path):
    assert load_manifest(tmp_path / "sources.toml") == ()


@pytest.mark.parametrize("line", ['licence = "OGL-UK-3.0"', 'terms = "full"', 'kind = "handbook"'])
def test_a_source_without_rights_or_kind_is_refused_by_name(tmp_path, line):
    with pytest.raises(SourceError, match=r"handbook.*Field required"):
        load(tmp_path, ENTRY.replace(line, ""))


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ('colour = "blue"', "colour"),
        ('url = "http://harbour.example"', "url"),
        ('terms = "maybe"', "overwrite"),
        ('[[source.page]]\nurl = "https://h.example"', "first_section"),
    ],
)
def test_unknown_keys_and_values_are_refused(tmp_path, extra, said):
    with pytest.raises(SourceError, match=said):
        load(tmp_path, ENTRY + extra)


def test_an_id_given_twice_is_refused(tmp_path):
    with pytest.raises(SourceError, match=r"line 10: source 'handbook' stands twice"):
        load(tmp_path, ENTRY + ENTRY)


def test_what_is_not_toml_is_refused_with_its_place(tmp_path):
    with pytest.raises(SourceError, match=r"sources\.toml cannot be read: Expected"):
        load(tmp_path, "[[source")


def test_the_shipped_manifest_is_valid_and_its_pages_lie_in_the_outline():
    from trendsqa.corpus.documents.outline import load_outlines

    sources = {source.id: source for source in load_manifest(SHIPPED)}
    for source_id, outline in load_outlines(SHIPPED.parent / "outlines").items():
        order = [entry.id for entry in outline.entries]
        for page in sources[source_id].pages:
            assert bool(page.first_section) == bool(page.last_section)
            if not page.first_section:
                continue
            assert order.index(page.first_section) <= order.index(page.last_section)


def test_the_shipped_manifest_lists_the_report_and_its_68_links_each_from_a_section_of_the_outline():
    from trendsqa.corpus.documents.outline import load_outlines

    (outline,) = load_outlines(SHIPPED.parent / "outlines").values()
    sections = {f"socitm-trends-2024#{entry.id}" for entry in outline.entries}
    report, *items = load_manifest(SHIPPED)
    assert report.id == "socitm-trends-2024"
    assert len(items) == 68
    for item in items:
        assert item.mentions
        assert {mention.section_id for mention in item.mentions} <= sections
        assert item.organisation
        assert (item.terms == "link") or item.url


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ('status = "unresolved"\nurl = "https://h.example/a"', "line 8: source 'handbook' is unresolved but has"),
        ('same_as = "nothing"', "line 8: source 'handbook': same_as must name another source"),
    ],
)
def test_an_entry_that_contradicts_itself_is_refused_with_its_line(tmp_path, extra, said):
    with pytest.raises(SourceError, match=said):
        load(tmp_path, ENTRY + extra)


def test_an_address_given_twice_is_refused_with_its_line_and_what_to_write(tmp_path):
    second = ENTRY.replace('"handbook"', '"second"')
    address = 'url = "https://h.example/a"\n'
    with pytest.raises(SourceError, match=r"line 16: source 'second' has the address of 'handbook'.*same_as"):
        load(tmp_path, ENTRY + address + second + address)


def test_a_wrong_value_is_told_with_its_line(tmp_path):
    with pytest.raises(SourceError, match=r"line 7, source 'handbook': terms:"):
        load(tmp_path, ENTRY.replace('"full"', '"maybe"'))


@pytest.mark.parametrize(
    ("line", "language"), [("", "en"), ('language = "sv"', "sv"), ('language = "zh-Hant-TW"', "zh-Hant-TW")]
)
def test_a_source_says_the_language_of_its_title_and_english_is_taken_if_it_does_not(tmp_path, line, language):
    (source,) = load(tmp_path, ENTRY + line)
    assert source.language == language


@pytest.mark.parametrize("language", ["", "swedish!", "s", 'en" onclick="x'])
def test_what_is_no_language_tag_is_refused(tmp_path, language):
    with pytest.raises(SourceError, match="language"):
        load(tmp_path, ENTRY + f"language = '{language}'")
