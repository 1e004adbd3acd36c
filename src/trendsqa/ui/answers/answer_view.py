"""An answer arranged for a surface: quotes block by block, sources in a list, and a plain text to paste.

Nothing here escapes or makes markup: the templates do. Nothing here changes a quote's words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from trendsqa.answering.answer import Answer, Citation, Outcome, Quote, QuotePart
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.index.texts.records import PassageRecord
from trendsqa.retrieval.hit import Hit
from trendsqa.ui.answers.nesting import Nested, nest
from trendsqa.ui.answers.table_rows import TableRows, table_rows

__all__ = [
    "AnswerView",
    "ClosestView",
    "QuoteGroup",
    "QuoteView",
    "SourceEntry",
    "hit_query",
    "reading_query",
    "view_answer",
]

BRIEF_NOTE = "our summary, not the publisher's words"
NO_ANSWER = "The collection does not answer this."
MAY_NOT_ANSWER = "This may not answer your question."
STILL_OPEN = "Not answered:"


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

    citation: Citation
    groups: tuple[QuoteGroup, ...]


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One section that quotes come from, with the numbers of its citations.

    ``context`` is the query string of the reading page with every quoted span. ``passages`` are the texts
    around the quotes; empty where the ranking does not hold them.
    """

    numbers: tuple[int, ...]
    first: Citation
    pages: tuple[str, ...]
    context: str
    passages: tuple[str, ...]

    @property
    def link(self) -> str:
        """The publisher's address that leads nearest to the words; empty where none is known."""
        return self.first.link


@dataclass(frozen=True, slots=True)
class ClosestView:
    """The quote that comes closest to a question that is not answered, and its source."""

    quoted: QuoteView
    source: SourceEntry


@dataclass(frozen=True, slots=True)
class AnswerView:
    """All that the answer template shows; ``closest`` only if the outcome is close."""

    answer: Answer
    quotes: tuple[QuoteView, ...]
    sources: tuple[SourceEntry, ...]
    closest: ClosestView | None
    nearest: tuple[tuple[PassageRecord, str], ...]
    copy_text: str

    @property
    def headline(self) -> str:
        """The line above the reason of a question that is not answered."""
        return _headline(self.answer.outcome)

    @property
    def read_as(self) -> str:
        """The question as it was read, where that differs from the question as it was asked; else empty.

        Empty for what is no question to the collection: it was not read as one.
        """
        if self.answer.outcome is Outcome.REPLY:
            return ""
        read, asked = self.answer.interpreted_question.strip(), self.answer.question.strip()
        return "" if read.casefold() == asked.casefold() else read


def reading_query(section_id: str, spans: Iterable[tuple[int, int]] = ()) -> str:
    """The query string that opens a section with ``spans`` marked (code points, end exclusive)."""
    pairs = [("section", section_id)]
    for start, end in spans:
        pairs += [("start", str(start)), ("end", str(end))]
    return urlencode(pairs)


def hit_query(hit: Hit) -> str:
    """The query string that opens a hit's passage in its section."""
    passage = hit.passage
    return reading_query(passage.section.id, [(passage.char_start, passage.char_end)])


def view_answer(answer: Answer) -> AnswerView:
    """``answer`` arranged for a surface."""
    sources, closest = _sources(answer, answer.citations), _closest(answer)
    return AnswerView(
        answer=answer,
        quotes=_quotes(answer),
        sources=sources,
        closest=closest,
        nearest=tuple((passage, reading_query(passage.section.id)) for passage in answer.nearest),
        copy_text=_copy_text(answer, sources, closest),
    )


def _headline(outcome: Outcome) -> str:
    return MAY_NOT_ANSWER if outcome is Outcome.CLOSE else NO_ANSWER


def _quotes(answer: Answer) -> tuple[QuoteView, ...]:
    citations = {citation.n: citation for citation in answer.citations}
    return tuple(QuoteView(citations[quote.citation], _groups(quote)) for quote in answer.quotes)


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


def _closest(answer: Answer) -> ClosestView | None:
    if answer.outcome is not Outcome.CLOSE or answer.closest is None or answer.closest_quote is None:
        return None
    (source,) = _sources(answer, (answer.closest,))
    return ClosestView(QuoteView(answer.closest, _groups(answer.closest_quote)), source)


def _sources(answer: Answer, citations: Sequence[Citation]) -> tuple[SourceEntry, ...]:
    passages = {hit.passage.id: hit.passage.text for hit in answer.hits}
    by_section: dict[str, list[Citation]] = {}
    for citation in citations:
        by_section.setdefault(citation.passage.section.id, []).append(citation)
    return tuple(_source(group, passages) for group in by_section.values())


def _source(citations: Sequence[Citation], passages: dict[str, str]) -> SourceEntry:
    first = citations[0]
    passage_ids = dict.fromkeys(citation.passage.id for citation in citations)
    pages = {citation.page for citation in citations if citation.page is not None}
    return SourceEntry(
        numbers=tuple(citation.n for citation in citations),
        first=first,
        pages=tuple(map(first.passage.document.page_name, sorted(pages))),
        context=reading_query(first.passage.section.id, [(c.char_start, c.char_end) for c in citations]),
        passages=tuple(passages[passage_id] for passage_id in passage_ids if passage_id in passages),
    )


def _copy_text(answer: Answer, sources: Sequence[SourceEntry], closest: ClosestView | None) -> str:
    asked, reason = f"{answer.question}\n", answer.reason or ""
    match answer.outcome:
        case Outcome.ANSWERED:
            quotes = [_copy_quote(map(_copy_line, quote.parts), quote.citation) for quote in answer.quotes]
            missed = [f"{STILL_OPEN} {part}\n" for part in answer.open]
            lines = [asked, *quotes, *missed, "Sources", *map(_copy_source, sources)]
        case Outcome.REPLY:
            lines = [asked, reason]
        case outcome:
            lines = [asked, f"{_headline(outcome)} {reason}".rstrip()]
    if closest and answer.closest_quote:
        quote = _copy_quote(map(_copy_line, answer.closest_quote.parts), closest.quoted.citation.n)
        lines += ["", quote, "Source", _copy_source(closest.source)]
    return "\n".join(lines)


def _copy_quote(lines: Iterable[str], number: int) -> str:
    return "“" + "\n".join(lines) + f"” [{number}]\n"


def _copy_line(part: QuotePart) -> str:
    bullet = f"{'  ' * part.depth}• " if part.kind is BlockKind.LIST_ITEM else ""
    return f"{bullet}{part.header}\n{part.text}" if part.header else f"{bullet}{part.text}"


def _copy_source(source: SourceEntry) -> str:
    section, document = source.first.passage.section, source.first.passage.document
    edition = f" ({document.edition})" if document.edition and document.edition not in document.title else ""
    where = [f"{document.title}{edition}", " › ".join(section.heading_path)]
    if source.pages:
        where.append(_page_words(source.pages))
    known = [", ".join(part for part in where if part), document.publisher, document.attribution]
    if section.form == "brief":
        known.append(f"{BRIEF_NOTE[0].upper()}{BRIEF_NOTE[1:]}")
    numbers = "".join(f"[{n}]" for n in source.numbers)
    # The plain address: one with a text fragment fills three lines of a board paper.
    address = section.url
    return f"{numbers} {'. '.join(part for part in known if part)}. {address}".rstrip()


def _page_words(pages: Sequence[str]) -> str:
    return f"{'page' if len(pages) == 1 else 'pages'} {', '.join(pages)}"
