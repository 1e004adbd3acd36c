"""A comparison of editions arranged for the page: what stands in each cell of its tables, in words.

Nothing here escapes or makes markup: the template does. Nothing here changes a quote's words.
"""

from dataclasses import dataclass

from trendsqa.answering.answer import Outcome
from trendsqa.comparing.editions.comparison import ComparedEdition, ComparedTrend, Comparison, PairCell
from trendsqa.translatable import translatable
from trendsqa.ui.answers.answer_view import AnswerView, view_answer
from trendsqa.ui.answers.cited_quotes import QuoteView
from trendsqa.ui.answers.source_entry import reading_query

__all__ = ["CellView", "ComparisonView", "view_comparison"]

NOT_IN_EDITION = translatable("Not in this edition.")
NO_MATCH = translatable("No section of this edition matches.")
NOT_QUOTED = translatable("Nothing is quoted from the matching section.")

_OUTCOMES = {
    "carried_on": translatable("carried on"),
    "renamed": translatable("carried on under another name"),
    "merged": translatable("merged"),
    "split": translatable("split"),
    "regrouped": translatable("regrouped"),
    "appeared": translatable("appeared"),
    "went": translatable("went"),
}


@dataclass(frozen=True, slots=True)
class CellView:
    """One edition's side of a pair: quotes, or ``said`` in their place.

    ``context`` is the query string that opens the section; empty where there is none. ``is_brief`` if the words are a
    summary of ours.
    """

    edition: str
    heading_path: tuple[str, ...]
    context: str
    quotes: tuple[QuoteView, ...]
    said: str
    is_brief: bool = False


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """All that the page shows; ``editions`` holds each edition with its answer arranged as an answer is."""

    comparison: Comparison
    editions: tuple[tuple[ComparedEdition, AnswerView], ...]
    rows: tuple[tuple[CellView, ...], ...]

    @staticmethod
    def in_words(trend: ComparedTrend) -> str:
        """Outcome of a trend, in words."""
        return _OUTCOMES[trend.outcome]

    @staticmethod
    def abstention(edition: ComparedEdition) -> str:
        """The line on an edition that does not answer."""
        close = edition.answer.outcome is Outcome.CLOSE
        return translatable("this edition may not answer it.") if close else translatable("not in this edition.")

    @property
    def reply(self) -> str:
        """The words to a topic that is no question to the collection; empty for any other."""
        return self.comparison.reply

    @property
    def read_as(self) -> str:
        """The topic as it was interpreted, if that differs from the topic as it was given; else empty.

        Empty for what is no question to the collection: it was not read as one.
        """
        if self.reply:
            return ""
        read, given = self.comparison.interpreted_topic.strip(), self.comparison.topic.strip()
        return "" if read.casefold() == given.casefold() else read


def view_comparison(comparison: Comparison) -> ComparisonView:
    """``comparison`` arranged for the page."""
    editions = tuple((edition, view_answer(edition.answer)) for edition in comparison.editions)
    rows = tuple(
        tuple(_cell(cell, edition, view) for cell, (edition, view) in zip(pair.cells, editions, strict=True))
        for pair in comparison.pairs
    )
    return ComparisonView(comparison, editions, rows)


def _cell(cell: PairCell, edition: ComparedEdition, view: AnswerView) -> CellView:
    shown = [
        (quoted, figure.source.is_brief)
        for figure in view.figures
        for quoted in figure.quotes
        if quoted.citation.n in cell.citations
    ]
    quotes = tuple(quoted for quoted, _ in shown)
    if not cell.section_id:
        said = NOT_IN_EDITION if edition.answer.outcome is Outcome.NOT_HELD else NO_MATCH
        return CellView(cell.edition, (), "", (), said)
    spans = [(quoted.citation.char_start, quoted.citation.char_end) for quoted in quotes]
    context = reading_query(cell.section_id, spans)
    is_brief = any(of_brief for _, of_brief in shown)
    return CellView(cell.edition, cell.heading_path, context, quotes, "" if quotes else NOT_QUOTED, is_brief)
