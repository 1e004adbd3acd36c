"""Result of ``ask``: quotes with citations, or a reason and the nearest sections."""

from dataclasses import dataclass

from trendsqa.answering.catalogue import LinkedItem
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.retrieval.hit import Hit

__all__ = ["Answer", "Citation", "Nearest", "Quote", "QuotePart"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Place of one quote, down to the characters.

    ``text[char_start:char_end] == quote`` in the stored document ``document_id``. ``url`` is the publisher's
    own page, ``link`` the same with a fragment that leads to the words; both are empty where no public
    address is known. ``page`` is 1-based and None where the format has no pages.
    """

    n: int
    quote: str
    document_id: str
    document_title: str
    form: str
    kind: str
    edition: str
    publisher: str
    licence: str
    attribution: str
    url: str
    link: str
    section_id: str
    heading_path: tuple[str, ...]
    page: int | None
    char_start: int
    char_end: int
    passage_id: str


@dataclass(frozen=True, slots=True)
class QuotePart:
    """One block of a quote, so that a surface can set a list as a list; ``depth`` nests list items."""

    kind: BlockKind
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words shown in the answer and the number of the citation they come from.

    ``text`` is the citation's quote, word for word. ``parts`` are the same words, block by block.
    """

    text: str
    citation: int
    parts: tuple[QuotePart, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """A section that is close to a question the collection does not answer."""

    section_id: str
    document_id: str
    document_title: str
    heading_path: tuple[str, ...]
    url: str
    link: str
    page: int | None
    passage_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer (``answered``, quotes and citations) or an abstention (``reason`` and ``nearest``).

    ``confidence`` is 0–1. ``linked`` are the sources that the cited sections link to. ``hits`` is always the ranking,
    best first. ``interpreted_question`` is the question as it was read in the light of its history.
    """

    question: str
    interpreted_question: str
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...]
    citations: tuple[Citation, ...]
    linked: tuple[LinkedItem, ...]
    hits: tuple[Hit, ...]
    reason: str | None
    nearest: tuple[Nearest, ...]
    generation: str
    took_ms: float
