"""Journeys on the real report with the real model: what staff, intranet teams and a maintainer do first."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import serving
from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile

pytestmark = [pytest.mark.report, pytest.mark.model]

FORMS = ("md", "html", "docx", "pdf")
SCRIPT = Path(__file__).with_name("verify_quotes.py")


@pytest.fixture(scope="module")
def assistants(assemble, report, report_assembly):
    others = {form: assemble(report(form), after=report_assembly) for form in FORMS if form != "md"}
    opened = {form: assembly.assistant() for form, assembly in {"md": report_assembly, **others}.items()}
    yield opened
    for assistant in opened.values():
        assistant.close()


@pytest.mark.parametrize("form", FORMS)
def test_where_to_start_is_answered_with_the_three_points_of_its_section(assistants, form):
    assistant = assistants[form]
    answer = assistant.ask("Where should we start with harnessing data?")
    citation = answer.citations[0]
    assert answer.answered
    assert citation.passage.section.id == "socitm-trends-2024#harnessing-data/where-to-start"
    assert citation.passage.section.heading_path[-2:] == ("Harnessing data", "Where to start")
    items = [block for block in assistant.section(citation.passage.section.id).blocks if block.kind == "list_item"]
    assert len(items) == 3
    assert all(item.text in citation.quote for item in items)
    assert (citation.page is not None) == (form == "pdf")


@pytest.mark.parametrize("form", FORMS)
def test_who_said_is_answered_with_the_quotation_and_its_speaker(assistants, form):
    answer = assistants[form].ask("Who said sensor data helps optimise travel and safety in Dudley?")
    quotes = [citation.quote for citation in answer.citations]
    assert any("Dean Hubbard" in quote and "optimise travel and safety" in quote for quote in quotes)


def test_a_pdf_citation_names_the_page_that_holds_its_words(assistants, report):
    from pypdf import PdfReader

    pages = [page.extract_text() for page in PdfReader(report("pdf")).pages]
    for facet in ("Where should we start with {}?", "What are the risks of {}?"):
        for trend in ("harnessing data", "cyber protection", "skills and capacity", "infrastructure and cloud"):
            (citation, *_) = assistants["pdf"].ask(facet.format(trend)).citations
            first_words = " ".join(citation.quote.split()[:4])
            assert citation.page is not None
            assert first_words in " ".join(pages[citation.page - 1].split())


def test_all_forms_rank_the_same_sections_first(assistants):
    question = "What should the board know about cyber risk?"
    first = {form: assistant.ask(question).hits[0].passage.section.id for form, assistant in assistants.items()}
    assert len(set(first.values())) == 1


def test_every_quote_of_every_question_stands_in_its_document(report_assembly, shared):
    questions = shared / "eval" / "report-questions.jsonl"
    _, key = KeyFile(report_assembly.layout.keys).create("quotes", [AccessScope.READ])
    with serving(report_assembly, "--no-chat", TRENDSQA_ACCESS__WHOLE_TEXTS='["quotes"]') as url:
        done = subprocess.run(
            [sys.executable, SCRIPT, "--server", url, "--questions", questions],
            capture_output=True, text=True, check=False, timeout=280, env=os.environ | {"TRENDSQA_KEY": key.written()},
        )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_evaluation_keeps_its_floors(report_assembly, shared):
    """A floor is lowered by a change that says why; the figures stand in docs/evaluation.md."""
    folders = ("--corpus", report_assembly.locations.corpus, "--index", report_assembly.locations.index)
    done = subprocess.run(
        [sys.executable, "-m", "trendsqa", "eval", shared / "eval" / "report-questions.jsonl", "--json", *folders],
        capture_output=True, text=True, check=True, timeout=280,
    )  # fmt: skip
    ranking = json.loads(done.stdout)["overall"]["retrieval"]
    assert ranking["any_hit@5"] >= 0.93
    assert ranking["hit@5"] >= 0.8
    assert ranking["mrr@10"] >= 0.86
