"""The report in its four forms: one outline, one text. Everything is computed from the files at run time."""

import re
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from documents.reading_aloud import GENEROUS
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.outline import apply_outline, load_outline, outline_gaps, recognise_outline
from trendsqa.corpus.documents.reading import read_document

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT.parent / "shared" / "report" / "public-sector-digital-trends-2024"
SOURCE = "socitm-trends-2024"
OTHER_FORMS = ("html", "docx", "pdf")

pytestmark = [
    pytest.mark.report,
    pytest.mark.skipif(not REPORT.with_suffix(".md").exists(), reason="the report is not in ../shared"),
]


@cache
def outline():
    return load_outline(ROOT / "corpus" / "outlines" / f"{SOURCE}.toml")


@cache
def literal(form):
    path = REPORT.with_suffix(f".{form}")
    return read_document(path.read_bytes(), name=path.name, document_id=SOURCE, limits=GENEROUS)


@cache
def document(form):
    return apply_outline(literal(form), outline())


def words(text):
    return re.findall(r"\w+", text.casefold())


def shape(form):
    """Each block's section, kind and words, without the difference between straight and curly quotes."""
    found = document(form)
    return [(found.sections[b.section].id, b.kind, b.depth, words(found.quote(b))) for b in found.blocks]


@pytest.mark.parametrize("form", ["md", *OTHER_FORMS])
def test_every_form_has_all_sections_of_the_outline_in_order(form):
    assert outline_gaps(literal(form), outline()) == ()
    assert [s.id for s in document(form).sections] == [f"{SOURCE}#{entry.id}" for entry in outline().entries]
    assert recognise_outline(literal(form), {SOURCE: outline()}) is outline()


@pytest.mark.parametrize("form", OTHER_FORMS)
def test_every_form_has_the_words_of_the_markdown_in_order(form):
    wanted, found = words(document("md").text), words(document(form).text)
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    kept = sum(block.size for block in blocks)
    assert kept / len(wanted) >= 0.99
    assert kept / len(found) >= 0.99


@pytest.mark.parametrize("form", OTHER_FORMS)
def test_lists_quotations_and_paragraphs_are_the_same_in_every_form(form):
    wanted, found = shape("md"), shape(form)
    assert len(found) == len(wanted)
    differing = [(a, b) for a, b in zip(wanted, found, strict=True) if a != b]
    assert len(differing) <= len(wanted) // 100


@pytest.mark.parametrize("form", ["md", *OTHER_FORMS])
def test_quotations_are_followed_by_their_speaker(form):
    found = document(form)
    quotations = [n for n, block in enumerate(found.blocks) if block.kind is BlockKind.QUOTATION]
    assert len(quotations) >= 8
    for position in quotations:
        speaker = found.blocks[position + 1]
        assert speaker.kind is BlockKind.PARAGRAPH
        assert len(found.quote(speaker).split()) <= 40


@pytest.mark.parametrize("form", ["md", *OTHER_FORMS])
def test_numbered_items_show_their_number_and_bullets_show_none(form):
    found = document(form)
    items = [found.quote(block) for block in found.blocks if block.kind is BlockKind.LIST_ITEM]
    assert sum(re.match(r"\d\. ", item) is not None for item in items) == 9
    assert not any(item[0] in "•-*–" for item in items)


def test_blocks_of_the_pdf_name_the_page_they_begin_on():
    """Each page number is checked against that page's own text as pypdf gives it."""
    squeezed = [squeeze(page.extract_text()) for page in PdfReader(REPORT.with_suffix(".pdf")).pages]
    found = document("pdf")
    assert found.page_count == len(squeezed)
    long_blocks = [b for b in found.blocks if b.char_end - b.char_start > 60]
    spread = [long_blocks[n * len(long_blocks) // 30] for n in range(30)]
    for block in spread:
        beginning = squeeze(found.quote(block))[:30]
        pages = [number for number, text in enumerate(squeezed, start=1) if beginning in text]
        assert block.page in pages, found.quote(block)[:40]
    assert len({b.page for b in found.blocks}) > 55


def squeeze(text):
    return re.sub(r"[\W_]+", "", text.casefold())
