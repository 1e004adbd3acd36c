"""A small collection of our own, an assistant that answers from it by shared words, and clients for it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import anyio
import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Scope

from fakes.live_index import live_index_of
from trendsqa.answering.answer import Answer, Citation, Nearest, Quote, QuotePart
from trendsqa.answering.catalogue import CollectionStatus, DocumentOutline, DocumentSummary, SectionEntry
from trendsqa.answering.citing import link_to
from trendsqa.api.app import create_api
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.errors import UnknownItemError
from trendsqa.index.texts.records import PassageRecord
from trendsqa.retrieval.hit import Filters, Hit, Ranking, ScorePart
from trendsqa.settings import ServerSettings

LOCAL = ("127.0.0.1", 50_000)
REMOTE = ("192.0.2.7", 50_000)

TEXTS = {
    "gardens": "Watering\nTomatoes need water every morning. Lettuce bolts in dry heat.",
    # Accents and a letter beyond the basic plane, so that offsets in bytes or UTF-16 units would show.
    "kitchens": "Baking\nBread dough rises in a warm kitchen. Salt slows café yeast by 𝛼. 𝛼 ovens run hot.",
    "workshops": "Tools\nSharpen a chisel before each joint.",
}
TERMS = {"gardens": "full", "kitchens": "quote", "workshops": "link"}
SENTENCE = re.compile(r"[^\n.]+\.")


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def passages() -> Iterator[PassageRecord]:
    for document_id, text in TEXTS.items():
        title = text.partition("\n")[0]
        for number, found in enumerate(SENTENCE.finditer(text), start=1):
            lead = len(found.group()) - len(found.group().lstrip())
            yield PassageRecord(
                passage_id=f"{document_id}:{number}",
                document_id=document_id,
                document_title=f"All about {document_id}",
                form="full",
                kind="guidance" if document_id == "gardens" else "report",
                edition="2024",
                publisher="Example Press",
                licence="OGL-UK-3.0",
                attribution="Contains invented words.",
                terms=TERMS[document_id],
                url=f"https://example.org/{document_id}",
                section_id=f"{document_id}#{title.lower()}",
                heading_path=(title,),
                trend="",
                facet="",
                page=None if document_id == "gardens" else 1,
                char_start=found.start() + lead,
                char_end=found.end(),
                text=found.group().lstrip(),
            )


class WordAssistant:
    """Answers by the share of the question's words that a passage holds; all it is asked, over ``TEXTS``."""

    def ask(self, question: str, *, history: Sequence[str] = (), limit: int = 10, filters: Filters | None = None):
        interpreted = " ".join([*history, question])
        ranking = self.search(interpreted, limit=limit, filters=filters)
        best = ranking.hits[0] if ranking.hits else None
        answered = best is not None and best.score >= 0.5
        return Answer(
            question=question,
            interpreted_question=interpreted,
            answered=answered,
            confidence=best.score if best else 0.0,
            quotes=(self._quote(best.passage),) if answered else (),
            citations=(self._citation(best.passage),) if answered else (),
            linked=(),
            hits=ranking.hits,
            reason=None if answered else "The collection does not answer this.",
            nearest=() if answered else tuple(self._near(hit.passage) for hit in ranking.hits),
            generation=ranking.generation,
            took_ms=1.5,
        )

    def search(self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters | None = None):
        asked = words(query)
        wanted = filters or Filters()
        names = ("edition", "kind", "publisher", "trend", "facet", "document_id")
        kept = [
            (len(asked & words(passage.text)) / max(len(asked), 1), passage)
            for passage in passages()
            if all(getattr(wanted, name) in {"", getattr(passage, name)} for name in names)
        ]
        kept.sort(key=lambda pair: -pair[0])
        hits = tuple(
            Hit(rank, passage, score, (ScorePart("words", score * len(asked), score, score),), ())
            for rank, (score, passage) in enumerate(kept, start=1)
        )
        return Ranking(query, query, hits[offset : offset + limit], len(hits), "generation-1")

    def documents(self):
        return tuple(self.outline(document_id).summary for document_id in TEXTS)

    def outline(self, document_id: str):
        if document_id not in TEXTS:
            raise UnknownItemError(f"This collection holds no document {document_id!r}.")
        title = TEXTS[document_id].partition("\n")[0]
        found = [passage for passage in passages() if passage.document_id == document_id]
        summary = DocumentSummary(
            document_id=document_id,
            title=found[0].document_title,
            form="full",
            kind=found[0].kind,
            organisation="Example district",
            country="",
            published="",
            edition="2024",
            publisher="Example Press",
            licence="OGL-UK-3.0",
            terms=TERMS[document_id],
            attribution="Contains invented words.",
            url=found[0].url,
            status="resolved",
            note="",
            page_count=None,
            sections=1,
            passages=len(found),
            words=len(TEXTS[document_id].split()),
        )
        section = SectionEntry(found[0].section_id, title, (title,), 1, "", "", "full", None, found[0].url)
        return DocumentOutline(summary, (section,), (), ())

    def text(self, document_id: str):
        self.outline(document_id)
        return TEXTS[document_id]

    def status(self):
        count = len(list(passages()))
        return CollectionStatus("generation-1", "2024-06-01T12:00:00Z", len(TEXTS), count, ("2024",), "words")

    def _quote(self, passage: PassageRecord):
        return Quote(passage.text, 1, (QuotePart(BlockKind.PARAGRAPH, passage.text, 0),))

    def _citation(self, passage: PassageRecord):
        shared = {name: getattr(passage, name) for name in Citation.__slots__ if name not in {"n", "quote", "link"}}
        return Citation(n=1, quote=passage.text, link=link_to(passage, passage.text, passage.page), **shared)

    def _near(self, passage: PassageRecord):
        shared = {name: getattr(passage, name) for name in Nearest.__slots__ if name != "link"}
        return Nearest(link=passage.url, **shared)


class FailingAssistant:
    """Raises the same error whatever is asked."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def _fail(self, *_: object, **__: object):
        raise self.error

    ask = search = documents = outline = text = status = _fail


@dataclass
class Response:
    """What an application sent, message by message."""

    messages: list[Message]
    reads: int

    @property
    def status(self) -> int:
        return self.messages[0]["status"]


def send_raw(app: ASGIApp, scope: Scope, chunks: Sequence[bytes] = (b"",)) -> Response:
    """Send one request past every client library: the scope and the body's chunks as they are given."""
    base = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/api/v1/ask",
        "raw_path": b"/api/v1/ask",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")],
        "client": LOCAL,
        "server": ("127.0.0.1", 8000),
    }
    response = Response([], 0)

    async def receive() -> Message:
        if response.reads == len(chunks):
            await anyio.sleep_forever()
        body = chunks[response.reads]
        response.reads += 1
        return {"type": "http.request", "body": body, "more_body": response.reads < len(chunks)}

    async def send(message: Message) -> None:
        response.messages.append(message)

    async def run() -> None:
        await app({**base, **scope}, receive, send)

    anyio.run(run)
    return response


@pytest.fixture
def assistant() -> WordAssistant:
    return WordAssistant()


@pytest.fixture
def failing() -> type[FailingAssistant]:
    return FailingAssistant


@pytest.fixture
def raw() -> Callable[..., Response]:
    return send_raw


@pytest.fixture
def texts() -> dict[str, str]:
    return TEXTS


@pytest.fixture
def client_for(assistant: WordAssistant) -> Callable[..., TestClient]:
    """Makes a client: of ``given`` assistant, under ``settings``, from this machine unless ``remote``."""

    def make(given: object = None, *, remote: bool = False, **settings: object) -> TestClient:
        app = create_api(live_index_of(given or assistant), ServerSettings(**settings))
        return TestClient(app, base_url="http://127.0.0.1:8000", client=REMOTE if remote else LOCAL)

    return make


@pytest.fixture
def client(client_for: Callable[..., TestClient]) -> TestClient:
    return client_for()


@pytest.fixture
def problem() -> Callable[..., dict]:
    """Checks that a response is a problem of ``status`` in the shape of RFC 9457 and gives back its body."""

    def check(response, status: int, kind: str = "about:blank") -> dict:
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/problem+json"
        body = response.json()
        assert set(body) - {"errors"} == {"type", "title", "status", "detail", "instance"}
        assert body["status"] == status
        assert body["type"] in {kind, f"urn:trendsqa:problem:{kind}"}
        assert body["title"]
        assert body["detail"]
        assert "Traceback" not in response.text
        return body

    return check
