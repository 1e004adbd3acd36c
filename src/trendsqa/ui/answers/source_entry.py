"""A source as an answer shows it: where its quotes stand, what it is, and what stands around them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from trendsqa.answering.answer import Citation
from trendsqa.answering.catalogue import SectionView
from trendsqa.corpus.rights import UNKNOWN_LICENCE
from trendsqa.corpus.source import Form
from trendsqa.index.texts.records import SectionRecord
from trendsqa.ui.answers.marking import Piece, mark_section
from trendsqa.ui.answers.source_kinds import kind_words
from trendsqa.ui.answers.source_terms import licence_words
from trendsqa.ui.frame.wording import Wording

__all__ = ["Around", "ReadSection", "SourceEntry", "reading_query", "source_entry"]

ReadSection = Callable[[str], SectionView]
"""Reads a section by its id."""

_BLOCKS_AROUND = 3
"""Blocks of the section that are shown before the first quote and after the last."""


@dataclass(frozen=True, slots=True)
class Around:
    """The blocks around quotes in their section; what is quoted is marked in ``pieces``.

    ``begins`` and ``ends`` are true if the section goes on before or after them.
    """

    pieces: tuple[Piece, ...]
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One section that quotes come from, with the numbers of its citations.

    ``context`` is the query string of the reading page with every quoted span. ``about`` says in words what kind of
    source it is, from when, in which form it is held and on which rights. ``around`` is None if the quotes are all that
    stands there, or if the section was not read.
    """

    numbers: tuple[int, ...]
    first: Citation
    pages: tuple[str, ...]
    context: str
    about: tuple[str, ...]
    around: Around | None

    @property
    def link(self) -> str:
        """The publisher's address that leads nearest to the words; empty where none is known."""
        return self.first.link

    @property
    def section(self) -> SectionRecord:
        """The section that the quotes stand in."""
        return self.first.passage.section

    @property
    def is_brief(self) -> bool:
        """True if the words are our summary and not the publisher's."""
        return self.section.form == Form.BRIEF


def reading_query(section_id: str, spans: Iterable[tuple[int, int]] = ()) -> str:
    """The query string that opens a section with ``spans`` marked (code points, end exclusive)."""
    pairs = [("section", section_id)]
    for start, end in spans:
        pairs += [("start", str(start)), ("end", str(end))]
    return urlencode(pairs)


def source_entry(citations: Sequence[Citation], words: Wording, read: ReadSection | None) -> SourceEntry:
    """The entry for ``citations``, which are all of one section; ``read`` gives what stands around them."""
    first = citations[0]
    spans = [(citation.char_start, citation.char_end) for citation in citations]
    pages = {citation.page for citation in citations if citation.page is not None}
    return SourceEntry(
        numbers=tuple(citation.n for citation in citations),
        first=first,
        pages=tuple(map(first.passage.document.page_name, sorted(pages))),
        context=reading_query(first.passage.section.id, spans),
        about=tuple(_about(first.passage.section, words)),
        around=_around(read(first.passage.section.id), spans) if read else None,
    )


def _about(section: SectionRecord, words: Wording) -> Iterable[str]:
    document = section.document
    kind, whose = words.say(kind_words(document.kind)), document.organisation or document.publisher
    yield words.say("%(kind)s, %(whose)s") % {"kind": kind, "whose": whose} if whose else kind
    if date := words.partial_date(document.published):
        yield date
    yield words.say("Our summary") if section.form == Form.BRIEF else words.say("Full text held")
    if document.licence not in {"", UNKNOWN_LICENCE}:
        yield words.say(licence_words(document.licence))


def _around(view: SectionView, spans: Sequence[tuple[int, int]]) -> Around | None:
    """The quoted blocks of ``view`` with up to three on each side; None if nothing of the section is left."""
    quoted = [
        place
        for place, block in enumerate(view.blocks)
        if any(start < block.char_end and block.char_start < end for start, end in spans)
    ]
    if not quoted:
        return None
    first, last = max(quoted[0] - _BLOCKS_AROUND, 0), quoted[-1] + 1 + _BLOCKS_AROUND
    shown = replace(view, blocks=view.blocks[first:last])
    pieces = mark_section(shown, spans).pieces
    if all(piece.is_marked for piece in pieces):
        return None
    return Around(pieces, begins=first > 0, ends=last < len(view.blocks))
