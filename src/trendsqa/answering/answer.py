"""Result of ``ask``: quotes with citations, or a reason and the nearest sections."""

from dataclasses import dataclass
from enum import StrEnum

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.index.texts.records import MentionRecord, PassageRecord
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.retrieval.hit import Hit
from trendsqa.retrieval.stage_times import Stage

__all__ = ["Answer", "Citation", "Outcome", "Quote", "QuotePart"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Place of one quote in the stored document, down to the characters.

    Offsets are those of the quote, within its ``passage``. ``page`` is where it begins, 1-based, and None for a format
    without pages.
    """

    n: int
    passage: PassageRecord
    char_start: int
    char_end: int
    page: int | None

    @property
    def quote(self) -> str:
        """The words: ``text[char_start:char_end]`` of the stored document."""
        base = self.passage.char_start
        return self.passage.text[self.char_start - base : self.char_end - base]

    @property
    def link(self) -> str:
        """The publisher's page with a fragment that leads to the words; empty if no public address is known."""
        return self.passage.section.link_to(self.quote, self.page)

    @property
    def page_label(self) -> str | None:
        """The printed number of the page; None for a format without pages."""
        return self.passage.document.page_label(self.page)


@dataclass(frozen=True, slots=True)
class QuotePart:
    """One block of a quote, so that a surface can set a list as a list; ``depth`` nests list items.

    ``header`` are the rows that name the columns of a table if the quoted rows stand below them, word for word from the
    document and not part of the quote; ``header_rows`` is their number if the quote begins with them.
    """

    kind: BlockKind
    text: str
    depth: int
    header: str = ""
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """Words shown in the answer and the number of the citation they come from.

    ``text`` is the citation's quote, word for word. ``parts`` are the same words, block by block.
    """

    text: str
    citation: int
    parts: tuple[QuotePart, ...]

    @property
    def table_header(self) -> str:
        """The header of the first table whose rows are quoted without it; empty without one."""
        return next((part.header for part in self.parts if part.header), "")


class Outcome(StrEnum):
    """Outcome of a question."""

    ANSWERED = "answered"
    """The quotes answer it."""
    CLOSE = "close"
    """The collection holds something on the subject, but not what is asked for."""
    NOT_HELD = "not_held"
    """Nothing in the collection comes near."""
    REPLY = "reply"
    """It was no question to the collection; the reason is what is said to it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer (quotes and citations) or an abstention (``reason`` and ``nearest``).

    ``confidence`` is 0–1. ``linked`` are the sources that the cited sections link to. ``hits`` is always the ranking,
    best first. ``nearest`` are the best passages of the sections that come closest, and ``closest`` is what comes
    closest of all to a question that is not answered, None if nothing is near; ``closest_quote`` are its words.
    ``missing`` are names and terms of the question that nothing in the collection mentions, ``open`` parts of it that
    are not answered. ``suggestions`` are questions that the collection answers: about the same sections or those around
    them, or any for an input that was none.
    ``interpreted_question`` is the question as it was read in the light of its history. ``stage_seconds`` are the times
    of the stages it passed through.
    """

    question: str
    interpreted_question: str
    outcome: Outcome
    input_kind: InputKind
    confidence: float
    quotes: tuple[Quote, ...]
    citations: tuple[Citation, ...]
    linked: tuple[MentionRecord, ...]
    hits: tuple[Hit, ...]
    reason: str | None
    nearest: tuple[PassageRecord, ...]
    closest: Citation | None
    closest_quote: Quote | None
    missing: tuple[str, ...]
    open: tuple[str, ...]
    suggestions: tuple[str, ...]
    generation: str
    took_ms: float
    stage_seconds: tuple[tuple[Stage, float], ...] = ()

    @property
    def answered(self) -> bool:
        """True if the quotes answer the question."""
        return self.outcome is Outcome.ANSWERED
