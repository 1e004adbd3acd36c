"""Interface of a collection to its surfaces: the API, the pages, the command line and the measuring."""

from collections.abc import Sequence
from typing import Protocol

from trendsqa.answering.answer import Answer
from trendsqa.answering.catalogue import CollectionStatus, DocumentOutline, SectionView
from trendsqa.answering.filter_choices import FilterChoices
from trendsqa.index.opening import OpenGeneration
from trendsqa.index.texts.records import DocumentRecord
from trendsqa.questions.question import Question
from trendsqa.questions.suggesting.suggestion import Suggestion
from trendsqa.retrieval.hit import Filters, Ranking

__all__ = ["Answering"]


class Answering(Protocol):
    """Asks, searches and reads one collection that does not change. Safe to share between threads.

    None for ``filters`` is no filter. An empty ``history`` is a question without earlier ones. If nothing is found,
    that is an answer with a reason, or a ranking without hits, and no error.
    """

    @property
    def opened(self) -> OpenGeneration:
        """Open generation that answers, for those who compare its documents; nobody else looks into it."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        as_written: bool = False,
        limit: int = 10,
        filters: Filters | None = None,
    ) -> Answer:
        """The answer to ``question`` after the earlier questions ``history``, oldest first, with ``limit`` hits.

        ``as_written`` takes its words as they are: no history, no spelling corrected.
        """

    def interpret(self, text: str, history: Sequence[str] = (), *, among: Sequence[Filters]) -> Question:
        """The question that ``text`` asks after ``history``, by words of passages that pass any of ``among``."""

    def answers_within(self, question: Question, among: Sequence[Filters]) -> tuple[Answer, ...]:
        """One answer from the passages that pass each of ``among``, in their order."""

    def quoting_also(self, question: Question, answer: Answer, section_ids: Sequence[str]) -> Answer:
        """``answer`` with a quote more, after its own, from each of ``section_ids`` that its ranking holds."""

    def search(self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters | None = None) -> Ranking:
        """Ranked passages from ``offset`` on, best first; ``total`` counts those before and after them too."""

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Every source of the collection, in the order of ids; empty for an empty collection."""

    def outline(self, document_id: str) -> DocumentOutline:
        """A document's sections, in order, and links. Raises UnknownItemError."""

    def text(self, document_id: str) -> str:
        """The text that offsets point into. Raises UnknownItemError, and RightsError if the terms forbid it."""

    def section(self, section_id: str) -> SectionView:
        """A section in full with its neighbours, None at either end. Raises UnknownItemError."""

    def status(self) -> CollectionStatus:
        """Generation that answers, and how much it holds."""

    def filter_choices(self, filters: Filters) -> FilterChoices:
        """Values of each filter, with what passes with each and with the others of ``filters``."""

    def example_questions(self, *, filters: Filters | None = None) -> tuple[str, ...]:
        """Up to six questions that what passes ``filters`` answers; empty if none can be made."""

    def suggest(self, text: str, *, limit: int = 6, edition: str = "") -> tuple[Suggestion, ...]:
        """Up to ``limit`` texts to ask for what is typed so far, best first; empty if nothing matches.

        No two read the same. ``edition`` keeps to the documents of one edition; empty is every document.
        """

    def close(self) -> None:
        """Give its files back; nothing may be asked afterwards."""
