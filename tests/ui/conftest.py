"""A small collection with an assistant computed from its words, and a client on the pages over it.

The answers are worked out from the text: a question is answered by the passage that shares most of its words,
so what a test expects can be read off the collection below.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from fakes.assistant import FailingAssistant, PaperAssistant
from fakes.documents import source
from fakes.live_index import live_index_of
from fakes.records import LaidOutDocument
from trendsqa.answering.answer import Answer
from trendsqa.answering.answer_counts import AnswerCounter
from trendsqa.answering.answering import Answering
from trendsqa.answering.catalogue import CollectionStatus
from trendsqa.answering.live_index import LiveIndex
from trendsqa.corpus.documents.document import Block, BlockKind, Document, Section
from trendsqa.corpus.documents.held_document import hold
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.errors import IndexUnavailableError
from trendsqa.feedback.store import FeedbackStore
from trendsqa.settings import FeedbackSettings, ServerSettings
from trendsqa.ui.site import build_site

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


GREETING, REPLY = "Hello", "Hello. Ask a question about <lamps> & bins."
# One of eleven words stands in the collection, under the threshold of a tenth.
CLOSE = "Which moon landing craft carried twelve tons of cheese, flags, golf clubs and lamps?"
TWO_PARTS = "What do sensors in bins tell the crew? Who walked on the moon?"
EXAMPLES = ("How do we begin a lamp programme?", "What do sensors in bins tell the crew?")


def lamp_book(*, form: str = "full", title: str = "The Lamp & Bin Book") -> LaidOutDocument:
    """COLLECTION as one document; ``form`` and ``title`` vary what the pages have to say."""
    text, sections, blocks = "", [], []
    for path, page, lines in COLLECTION:
        place = "/".join(part.casefold().replace(" ", "-") for part in path)
        sections.append(Section(f"lamp-book#{place}", path[-1], path, len(path)))
        for kind, depth, words in lines:
            start = len(text) + 1 if text else 0
            text += f"\n{words}" if text else words
            blocks.append(Block(kind, start, len(text), len(sections) - 1, page, None, depth))
    document = Document("lamp-book", title, text, tuple(sections), tuple(blocks), page_count=9)
    about = source(
        "lamp-book", title=title, kind="report", organisation="Harbour district", published="2031-05", edition="2031",
        publisher="Harbour Press", terms=Terms.QUOTE, url="https://publisher.example/lamps",
    )  # fmt: skip
    held = hold(about, document, (Form(form),) * len(sections))
    return LaidOutDocument.of(held, attribution="© Harbour Press")


def about_lamps(**changes: str) -> PaperAssistant:
    """An assistant over the book, which corrects one word."""
    return _over(lamp_book(**changes))


def _over(*documents: LaidOutDocument) -> PaperAssistant:
    return PaperAssistant(
        *documents, threshold=0.1, ranks_all=True, spelling={"programe": "programme"}, examples=EXAMPLES,
        replies={GREETING: REPLY},
    )  # fmt: skip


@pytest.fixture
def assistant() -> PaperAssistant:
    """The collection, open."""
    return about_lamps()


@pytest.fixture
def variant() -> Callable[..., PaperAssistant]:
    """Makes the collection in another form or under another title."""
    return about_lamps


@pytest.fixture
def close(assistant) -> Answer:
    """An answer of the outcome close."""
    return assistant.ask(CLOSE)


@pytest.fixture
def reply(assistant) -> Answer:
    """An answer to what is no question."""
    return assistant.ask(GREETING)


@pytest.fixture
def half_answered(assistant) -> Answer:
    """An answer that leaves a part of its question open."""
    return assistant.ask(TWO_PARTS)


@pytest.fixture
def empty() -> PaperAssistant:
    """A collection without documents."""
    return _over()


@pytest.fixture
def closed() -> FailingAssistant:
    """A collection whose index cannot be opened."""
    return FailingAssistant(IndexUnavailableError("No index is published. Run: trendsqa index build"))


@pytest.fixture
def ui_folder() -> Path:
    """The project's templates, styles and scripts."""
    return UI_FOLDER


@pytest.fixture
def feedback_store(tmp_path: Path) -> FeedbackStore:
    """The feedback that people send from the pages."""
    return FeedbackStore(tmp_path / "index", FeedbackSettings())


@pytest.fixture
def visit(feedback_store: FeedbackStore) -> Callable[..., TestClient]:
    """A client on the pages over an assistant."""

    def make(
        asked: Answering | LiveIndex,
        settings: ServerSettings | None = None,
        *,
        feedback: FeedbackSettings | None = None,
    ) -> TestClient:
        app, server = FastAPI(), settings or ServerSettings()
        store = FeedbackStore(feedback_store.path.parent, feedback) if feedback else feedback_store
        app.include_router(build_site(live_index_of(asked), UI_FOLDER, server, feedback=store).router)
        return TestClient(app, follow_redirects=False)

    return make


@pytest.fixture
def replaced_while_read() -> LiveIndex:
    """The collection, over which one under another title is published as soon as it is asked for anything."""
    published = ["g1"]

    class PublishingAssistant(PaperAssistant):
        def status(self) -> CollectionStatus:
            published[0] = "g2"
            live_index.look()
            return super().status()

    def opened(name: str) -> PaperAssistant:
        later = about_lamps(title="The Later Book")
        return PublishingAssistant(lamp_book(), examples=EXAMPLES) if name == "g1" else later

    live_index = LiveIndex(lambda: published[0], opened, AnswerCounter())
    return live_index


@pytest.fixture
def client(assistant, visit) -> TestClient:
    """A client on the pages over the collection."""
    return visit(assistant)
