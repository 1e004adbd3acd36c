"""An evidence pack in a real browser, from a file as it was saved."""

from dataclasses import replace
from datetime import date

import pytest

from documents.pier_book import BOOK, FACTS, HOSTILE, PLANKS, STEPS
from fakes.assistant import PaperAssistant
from fakes.documents import held
from fakes.records import LaidOutDocument
from trendsqa.locations import locate
from trendsqa.packs.evidence_pack import make_pack
from trendsqa.ui.answers.pack_page import pack_page
from trendsqa.ui.frame.rendering import Renderer

pytestmark = pytest.mark.browser

LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 9


@pytest.fixture
def saved(tmp_path):
    """Saves the pack of an answer of a document with a hostile title, in which a long list and a table are quoted."""

    def save(question):
        facts = {**FACTS, "title": f"{HOSTILE} {LONG_WORD}", "url": f"https://publisher.example/{LONG_WORD}"}
        assistant = PaperAssistant(LaidOutDocument.of(held(*BOOK, document_id="pier-book", **facts)), ranks_all=True)
        answer = replace(assistant.ask(question), interpreted_question=LONG_WORD, open=(HOSTILE,), missing=("gulls",))
        path = tmp_path / "pack.html"
        pack = make_pack(answer, assistant.section, made=date(2031, 3, 5))
        path.write_text(pack_page(Renderer(locate().ui / "pages"), pack), encoding="utf-8")
        return path.as_uri()

    return save


@pytest.mark.parametrize(("width", "scheme", "question"), [(320, "dark", PLANKS), (1280, "light", STEPS)])
def test_a_pack_fits_the_screen_asks_for_nothing_and_has_no_fault(visit, find_faults, saved, width, scheme, question):
    address = saved(question)
    started = visit(address, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = started.open("")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert started.requests == [address]
    assert find_faults(page) == []
    assert page.get_by_role("blockquote").first.is_visible()


def test_a_pack_prints_its_quotes_dark_on_light(visit, saved):
    page = visit(saved(STEPS), color_scheme="dark").open("")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
