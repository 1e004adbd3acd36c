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
    with pytest.raises(SourceError, match="handbook more than once"):
        load(tmp_path, ENTRY + ENTRY)


def test_what_is_not_toml_is_refused_with_its_place(tmp_path):
    with pytest.raises(SourceError, match=r"sources\.toml cannot be read: Expected"):
        load(tmp_path, "[[source")


def test_the_shipped_manifest_is_valid_and_its_pages_lie_in_the_outline():
    from trendsqa.corpus.outline import load_outlines

    sources = {source.id: source for source in load_manifest(SHIPPED)}
    for source_id, outline in load_outlines(SHIPPED.parent / "outlines").items():
        order = [entry.id for entry in outline.entries]
        for page in sources[source_id].pages:
            assert order.index(page.first_section) <= order.index(page.last_section)
