"""A small collection with an assistant computed from its words, and a client on the pages over it.

The answers are worked out from the text: a question is answered by the section that shares most of its words,
so what a test expects can be read off the collection below.
"""

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from fakes.live_index import live_index_of
from trendsqa.answering.answer import Answer, Citation, Nearest, Quote, QuotePart
from trendsqa.answering.answer_counts import AnswerCounter
from trendsqa.answering.assistant import Assistant
from trendsqa.answering.catalogue import (
    CollectionStatus,
    DocumentOutline,
    DocumentSummary,
    SectionBlock,
    SectionEntry,
    SectionView,
)
from trendsqa.answering.live_index import LiveIndex
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.errors import IndexUnavailableError, UnknownItemError
from trendsqa.index.texts.records import PassageRecord
from trendsqa.retrieval.hit import Filters, Hit, Ranking, ScorePart
from trendsqa.settings import ServerSettings
from trendsqa.ui.pages import build_pages

UI_FOLDER = Path(__file__).resolve().parents[2] / "ui"

# (heading path, page, [(kind, depth, text)]): markup stands in it on purpose, it must come out as characters.
COLLECTION = [
    (
        ("Street lighting", "Why it matters"),
        3,
        [
            (BlockKind.HEADING, 0, "Why it matters"),
            (BlockKind.PARAGRAPH, 0, "Lamps that report their own faults save the night patrol."),
            (
                BlockKind.QUOTATION,
                0,
                "“We dim the lamps after midnight,” said the <b>harbour</b> & parks team.",
            ),
        ],
    ),
    (
        ("Street lighting", "First steps"),
        4,
        [
            (BlockKind.HEADING, 0, "First steps"),
            (BlockKind.PARAGRAPH, 0, "Begin a lamp programme with three steps:"),
            (BlockKind.LIST_ITEM, 0, "Count the lamps and their age."),
            (BlockKind.LIST_ITEM, 0, "Agree who owns each column."),
            (BlockKind.LIST_ITEM, 1, "Parish columns are a matter for the parish."),
            (BlockKind.LIST_ITEM, 0, "Try a single street first."),
            (BlockKind.PARAGRAPH, 0, "Only then write the tender."),
        ],
    ),
    (
        ("Bin rounds",),
        6,
        [
            (BlockKind.HEADING, 0, "Bin rounds"),
            (BlockKind.PARAGRAPH, 0, "Sensors in bins tell the crew which streets can wait."),
            (BlockKind.TABLE, 0, "Street\tWeeks\nMill Lane\t2"),
        ],
    ),
]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


def _text(blocks: Sequence[SectionBlock]) -> str:
    return "\n".join(block.text for block in blocks)


def _quote(n: int, run: Sequence[SectionBlock]) -> Quote:
    parts = tuple(QuotePart(block.kind, block.text, block.depth) for block in run)
    return Quote(_text(run), n, parts)


class CollectionAssistant(Assistant):
    """An assistant over COLLECTION; ``form`` and ``title`` vary what the pages have to say."""

    def __init__(self, *, form: str = "full", title: str = "The Lamp & Bin Book", documents: int = 1) -> None:
        self.form, self.title, self.count = form, title, documents
        self.histories: list[tuple[str, ...]] = []
        self._views = self._lay_out()

    def _lay_out(self) -> list[tuple[SectionEntry, tuple[SectionBlock, ...]]]:
        views, at = [], 0
        for path, page, lines in COLLECTION:
            blocks = []
            for kind, depth, text in lines:
                blocks.append(SectionBlock(kind, text, at, at + len(text), page, depth))
                at += len(text) + 1
            section_id = "lamp-book#" + "/".join(part.casefold().replace(" ", "-") for part in path)
            entry = SectionEntry(
                section_id, path[-1], path, len(path), "", "", self.form, page, "https://publisher.example/lamps"
            )
            views.append((entry, tuple(blocks)))
        return views

    def _summary(self) -> DocumentSummary:
        return DocumentSummary(
            "lamp-book", self.title, self.form, "report", "Harbour district", "", "2031-05", "2031", "Harbour Press",
            "unknown", "quote", "resolved", "© Harbour Press", "https://publisher.example/lamps",
            "", 9, len(COLLECTION), len(COLLECTION), 1234,
        )  # fmt: skip

    def _hits(self, question: str, filters: Filters | None) -> list[Hit]:
        if filters and filters.document_id not in ("", "lamp-book"):
            return []
        asked = _words(question)
        scored = [(len(asked & _words(_text(blocks))), entry, blocks) for entry, blocks in self._views]
        ranked = sorted((row for row in scored if row[0]), key=lambda row: -row[0])
        return [self._hit(rank, *row) for rank, row in enumerate(ranked, start=1)]

    def _hit(self, rank: int, score: int, entry: SectionEntry, blocks: tuple[SectionBlock, ...]) -> Hit:
        body = blocks[1:]
        record = PassageRecord(
            passage_id=f"p-{entry.section_id}",
            document_id="lamp-book",
            document_title=self.title,
            form=self.form,
            kind="report",
            edition="2031",
            publisher="Harbour Press",
            licence="unknown",
            attribution="© Harbour Press",
            terms="quote",
            url=entry.url,
            section_id=entry.section_id,
            heading_path=entry.heading_path,
            trend="",
            facet="",
            page=entry.page,
            char_start=body[0].char_start,
            char_end=body[-1].char_end,
            text=_text(body),
        )
        return Hit(rank, record, float(score), (ScorePart("words", score, score, score),), ())

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        as_written: bool = False,
        limit: int = 10,
        filters: Filters | None = None,
    ) -> Answer:
        self.histories.append(tuple(history))
        mended = question if as_written else question.replace("programe", "programme")
        read = f"{mended} ({history[-1]})" if history else mended
        hits = self._hits(read, filters)[:limit]
        if not hits or hits[0].score < 2:
            return self._abstention(question, read, hits)
        record = hits[0].passage
        blocks = next(blocks for entry, blocks in self._views if entry.section_id == record.section_id)
        runs = [list(run) for _, run in groupby(blocks[1:], key=lambda block: block.kind is BlockKind.LIST_ITEM)]
        return Answer(
            question=question,
            interpreted_question=read,
            answered=True,
            confidence=0.9,
            quotes=tuple(_quote(n, run) for n, run in enumerate(runs[:2], start=1)),
            citations=tuple(self._citation(n, run, record) for n, run in enumerate(runs[:2], start=1)),
            linked=(),
            hits=tuple(hits),
            reason=None,
            nearest=(),
            generation="g1",
            took_ms=1.0,
        )

    def _citation(self, n: int, run: Sequence[SectionBlock], record: PassageRecord) -> Citation:
        return Citation(
            n=n,
            quote=_text(run),
            document_id="lamp-book",
            document_title=self.title,
            form=self.form,
            kind="report",
            edition="2031",
            publisher="Harbour Press",
            licence="unknown",
            attribution="© Harbour Press",
            url=record.url,
            link=f"{record.url}#lamps",
            section_id=record.section_id,
            heading_path=record.heading_path,
            page=run[0].page,
            char_start=run[0].char_start,
            char_end=run[-1].char_end,
            passage_id=record.passage_id,
        )

    def _abstention(self, question: str, read: str, hits: list[Hit]) -> Answer:
        title = self.title
        nearest = tuple(
            Nearest(entry.section_id, "lamp-book", title, entry.heading_path, entry.url, "", entry.page, "p")
            for entry, _ in self._views[:2]
        )
        return Answer(
            question=question,
            interpreted_question=read,
            answered=False,
            confidence=0.1,
            quotes=(),
            citations=(),
            linked=(),
            hits=tuple(hits),
            reason="No passage shares two words with the question.",
            nearest=nearest,
            generation="g1",
            took_ms=1.0,
        )

    def search(self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters | None = None) -> Ranking:
        hits = self._hits(query, filters)
        return Ranking(query, query, tuple(hits[offset : offset + limit]), len(hits), "g1")

    def documents(self) -> tuple[DocumentSummary, ...]:
        return (self._summary(),) * self.count

    def outline(self, document_id: str) -> DocumentOutline:
        if document_id != "lamp-book":
            raise UnknownItemError(f"There is no document {document_id!r} in this collection.")
        return DocumentOutline(self._summary(), tuple(entry for entry, _ in self._views), (), ())

    def read(self, section_id: str) -> SectionView:
        places = {entry.section_id: at for at, (entry, _) in enumerate(self._views)}
        if section_id not in places:
            raise UnknownItemError(f"There is no section {section_id!r} in this collection.")
        at = places[section_id]
        entry, blocks = self._views[at]
        before = self._views[at - 1][0] if at else None
        after = self._views[at + 1][0] if at + 1 < len(self._views) else None
        return SectionView(self._summary(), entry, blocks, (), before, after)

    def status(self) -> CollectionStatus:
        passages = len(COLLECTION) if self.count else 0
        return CollectionStatus("g1", "2031-01-01T00:00:00Z", self.count, passages, ("2031",), "words")

    def example_questions(self, *, edition: str = "") -> tuple[str, ...]:
        return ("How do we begin a lamp programme?", "What do sensors in bins tell the crew?")


class ClosedAssistant(CollectionAssistant):
    """An assistant whose index cannot be opened."""

    def status(self) -> CollectionStatus:
        raise IndexUnavailableError("No index is published. Run: trendsqa index build")

    def _hits(self, question: str, filters: Filters | None) -> list[Hit]:
        raise IndexUnavailableError(f"No index is published for {question!r}, {filters}. Run: trendsqa index build")


@pytest.fixture
def assistant() -> CollectionAssistant:
    """The collection, open."""
    return CollectionAssistant()


@pytest.fixture
def variant() -> Callable[..., CollectionAssistant]:
    """Makes the collection in another form, under another title or empty."""
    return CollectionAssistant


@pytest.fixture
def closed() -> ClosedAssistant:
    """A collection whose index cannot be opened."""
    return ClosedAssistant()


@pytest.fixture
def ui_folder() -> Path:
    """The project's templates, styles and scripts."""
    return UI_FOLDER


@pytest.fixture
def visit() -> Callable[..., TestClient]:
    """A client on the pages over an assistant."""

    def make(asked: Assistant | LiveIndex, settings: ServerSettings | None = None) -> TestClient:
        app = FastAPI()
        app.include_router(build_pages(live_index_of(asked), UI_FOLDER / "pages", settings or ServerSettings()))
        return TestClient(app, follow_redirects=False)

    return make


@pytest.fixture
def replaced_while_read() -> LiveIndex:
    """The collection, over which one under another title is published as soon as it is asked for anything."""
    published = ["g1"]

    class ReadAssistant(CollectionAssistant):
        def status(self) -> CollectionStatus:
            published[0] = "g2"
            live_index.look()
            return super().status()

        def close(self) -> None:
            self._views = None

    def opened(name: str) -> CollectionAssistant:
        return ReadAssistant() if name == "g1" else CollectionAssistant(title="The Later Book")

    live_index = LiveIndex(lambda: published[0], opened, AnswerCounter())
    return live_index


@pytest.fixture
def client(assistant, visit) -> TestClient:
    """A client on the pages over the collection."""
    return visit(assistant)
