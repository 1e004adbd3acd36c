"""References of an answer: what a list of references says of each cited document, ready for any style."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trendsqa.answering.answer import Citation
from trendsqa.corpus.source import Form
from trendsqa.index.texts.records import SectionRecord
from trendsqa.packs.plain_text import as_address, as_line

__all__ = ["SUMMARY_MARK", "CitedPlace", "Reference", "headings_of", "place_of", "references_of"]

SUMMARY_MARK = "[summary by this service]"
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place in a document: its headings from the outermost down, and the printed number of its page, if any."""

    headings: tuple[str, ...]
    page: str

    @property
    def words(self) -> str:
        """The place as one line: ``Street lighting › First steps, p. 4``."""
        return ", ".join(part for part in (" › ".join(self.headings), f"p. {self.page}" if self.page else "") if part)


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited document; ``summary`` if our summary of it is cited, whose words are not the publisher's.

    ``author`` is the organisation whose document it is, or its publisher, or empty. ``published`` is ISO 8601 as
    precise as it is known, or empty. ``url`` is the one public page of all that is cited, or the document's own; empty
    if none is known. ``numbers`` are those of the citations, ``places`` the places that they cite, each once.
    """

    document_id: str
    kind: str
    author: str
    title: str
    edition: str
    publisher: str
    published: str
    url: str
    attribution: str
    summary: bool
    numbers: tuple[int, ...]
    places: tuple[CitedPlace, ...]

    @property
    def year(self) -> str:
        """The year of publication; empty where no date is known."""
        return self.published[:4]

    @property
    def pages(self) -> tuple[str, ...]:
        """The printed numbers of the cited pages, each once."""
        return tuple(dict.fromkeys(place.page for place in self.places if place.page))

    @property
    def where(self) -> str:
        """The cited places in one line."""
        return "; ".join(words for place in self.places if (words := place.words))

    @property
    def notes(self) -> tuple[str, ...]:
        """Lines that any list of references must keep: whose words they are, the places, and the attribution."""
        noted = (SUMMARY_MARK if self.summary else "", f"Cited: {self.where}" if self.where else "", self.attribution)
        return tuple(note for note in noted if note)


def place_of(citation: Citation) -> CitedPlace:
    """The section and the printed page of a citation."""
    return CitedPlace(headings_of(citation.passage.section), as_line(citation.page_label or ""))


def headings_of(section: SectionRecord) -> tuple[str, ...]:
    """The headings down to a section, without a first one that only says the document's title again."""
    headings = tuple(filter(None, map(as_line, section.heading_path)))
    return headings[1:] if headings[:1] == (as_line(section.document.title),) else headings


def references_of(citations: Sequence[Citation]) -> tuple[Reference, ...]:
    """A reference for each cited document, in the order of first citation; its summary is a reference of its own."""
    groups: dict[tuple[str, bool], list[Citation]] = {}
    for citation in citations:
        section = citation.passage.section
        groups.setdefault((section.document.id, section.form == Form.BRIEF), []).append(citation)
    return tuple(_reference(group, summary=summary) for (_, summary), group in groups.items())


def _reference(citations: Sequence[Citation], *, summary: bool) -> Reference:
    document = citations[0].passage.document
    title, edition = as_line(document.title) or as_line(document.id), as_line(document.edition)
    publisher = as_line(document.publisher)
    return Reference(
        document_id=document.id,
        kind=document.kind,
        author=as_line(document.organisation) or publisher,
        title=title,
        # A title that holds its edition has said it.
        edition="" if edition in title else edition,
        publisher=publisher,
        published=match.group() if (match := _DATE.fullmatch(document.published.strip())) else "",
        url=_address(citations),
        attribution=as_line(document.attribution),
        summary=summary,
        numbers=tuple(citation.n for citation in citations),
        places=tuple(dict.fromkeys(map(place_of, citations))),
    )


def _address(citations: Sequence[Citation]) -> str:
    pages = {citation.passage.section.url for citation in citations}
    one = pages.pop() if len(pages) == 1 else ""
    return as_address(one or citations[0].passage.document.url)
