"""Quotes block by block, so that a list is set as a list, together with the section that they stand in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from trendsqa.answering.answer import Citation, Quote, QuotePart
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.ui.answers.nesting import Nested, nest
from trendsqa.ui.answers.source_entry import ReadSection, SourceEntry, source_entry
from trendsqa.ui.answers.table_rows import TableRows, table_rows
from trendsqa.ui.frame.wording import Wording

__all__ = ["CitedQuotes", "QuoteGroup", "QuoteView", "cited_quotes"]


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """Consecutive blocks of one quote: a whole list in ``items``, a table in ``table``, or one block in ``text``.

    ``shape`` is ``list`` or the block's kind.
    """

    shape: str
    text: str
    items: tuple[Nested[QuotePart], ...] = ()
    table: TableRows | None = None


@dataclass(frozen=True, slots=True)
class QuoteView:
    """One quote, the blocks it is made of, and the citation it comes from."""

    quote: Quote
    citation: Citation
    groups: tuple[QuoteGroup, ...]


@dataclass(frozen=True, slots=True)
class CitedQuotes:
    """Consecutive quotes of one section, and that section."""

    quotes: tuple[QuoteView, ...]
    source: SourceEntry


def cited_quotes(
    quotes: Iterable[Quote], citations: Sequence[Citation], words: Wording, read: ReadSection | None
) -> tuple[CitedQuotes, ...]:
    """The quotes in their order, those that follow each other in one section together."""
    by_number = {citation.n: citation for citation in citations}
    views = [QuoteView(quote, by_number[quote.citation], _groups(quote)) for quote in quotes]
    figures = []
    for _, run in groupby(views, key=lambda view: view.citation.passage.section.id):
        together = tuple(run)
        source = source_entry([view.citation for view in together], words, read)
        figures.append(CitedQuotes(together, source))
    return tuple(figures)


def _groups(quote: Quote) -> tuple[QuoteGroup, ...]:
    groups: list[QuoteGroup] = []
    for in_list, run in groupby(quote.parts, key=lambda part: part.kind is BlockKind.LIST_ITEM):
        if in_list:
            groups.append(QuoteGroup("list", "", nest(tuple(run), lambda part: part.depth)))
        else:
            groups += map(_group, run)
    return tuple(groups)


def _group(part: QuotePart) -> QuoteGroup:
    table = table_rows(part.text, part.header, part.header_rows) if part.kind is BlockKind.TABLE else None
    return QuoteGroup(part.kind.value, part.text, table=table)
