"""A small collection and packs of its answers."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from documents.pier_book import BOOK, FACTS, MADE, STEPS
from fakes.assistant import PaperAssistant
from fakes.documents import document, source
from fakes.records import LaidOutDocument
from trendsqa.answering.answer import Citation
from trendsqa.corpus.documents.held_document import hold
from trendsqa.corpus.source import Form
from trendsqa.packs.evidence_pack import EvidencePack, make_pack


@pytest.fixture
def book() -> Callable[..., PaperAssistant]:
    """Makes the collection with other facts of its one document; an empty fact is one that is not known."""

    def make(*, form: Form = Form.FULL, **changes: object) -> PaperAssistant:
        facts = {name: value for name, value in {**FACTS, **changes}.items() if value}
        doc = document(*BOOK, document_id="pier-book")
        held = hold(replace(source("pier-book"), **facts), doc, (form,) * len(doc.sections))
        return PaperAssistant(LaidOutDocument.of(held), ranks_all=True)

    return make


@pytest.fixture
def pack(book) -> Callable[..., EvidencePack]:
    """Makes the pack of an answer of the collection with other facts."""

    def make(question: str = STEPS, **changes: object) -> EvidencePack:
        assistant = book(**changes)
        return make_pack(assistant.ask(question), assistant.section, made=MADE)

    return make


@pytest.fixture
def placed() -> Callable[..., list[Citation]]:
    """Puts citations on another page of the file, or their section at another address."""

    def place(
        citations: Sequence[Citation], *, page: int | None = None, labels: tuple[str, ...] = (), url: str = ""
    ) -> list[Citation]:
        moved = []
        for citation in citations:
            section = citation.passage.section
            record = replace(section.document, page_labels=labels)
            there = replace(section, document=record, url=url or section.url)
            moved.append(replace(citation, page=page, passage=replace(citation.passage, section=there)))
        return moved

    return place
