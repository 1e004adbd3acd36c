"""Result of ``compare``: an answer from each edition, its quotes paired, and the outcome of the trends."""

from dataclasses import dataclass

from trendsqa.answering.answer import Answer, Outcome
from trendsqa.comparing.editions.edition_matching import MatchedBy
from trendsqa.comparing.editions.trend_matching import TrendOutcome

__all__ = ["ComparedEdition", "ComparedTrend", "Comparison", "EditionStep", "Pair", "PairCell"]


@dataclass(frozen=True, slots=True)
class ComparedEdition:
    """One edition and its own answer, found in it alone; the numbers of citations are the comparison's."""

    edition: str
    document_id: str
    document_title: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class PairCell:
    """One edition's side of a pair.

    ``citations`` are the numbers of the quotes that stand in the section; none where the section is only the
    counterpart of one that is quoted. ``section_id`` is empty where the edition has no counterpart. ``matched_by`` says
    how the section was matched with the pair's first; None for the first itself and without a section.
    """

    edition: str
    section_id: str
    heading_path: tuple[str, ...]
    citations: tuple[int, ...]
    matched_by: MatchedBy | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A section that is quoted in one edition or more, across the editions: one cell each, oldest first."""

    cells: tuple[PairCell, ...]


@dataclass(frozen=True, slots=True)
class ComparedTrend:
    """Outcome of trends of the older edition, by their names; ``quoted`` if one of them contains a quote."""

    outcome: TrendOutcome
    older: tuple[str, ...]
    newer: tuple[str, ...]
    quoted: bool


@dataclass(frozen=True, slots=True)
class EditionStep:
    """From one edition to the next: the trends, or why nothing can be said of them."""

    older: str
    newer: str
    trends: tuple[ComparedTrend, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A topic in several editions of one report, oldest first, from one generation."""

    topic: str
    interpreted_topic: str
    report: str
    editions: tuple[ComparedEdition, ...]
    pairs: tuple[Pair, ...]
    steps: tuple[EditionStep, ...]
    generation: str
    took_ms: float

    @property
    def reply(self) -> str:
        """The words to a topic that is no question to the collection; empty for any other."""
        answers = (edition.answer for edition in self.editions)
        return next((answer.reason or "" for answer in answers if answer.outcome is Outcome.REPLY), "")
