"""A source: who published what, where, on which terms."""

from dataclasses import dataclass, replace
from enum import StrEnum

from trendsqa.corpus.rights import Terms, attribution_for

__all__ = ["Form", "Mention", "Source", "SourcePage", "Status"]


class Form(StrEnum):
    """Whose words a text is made of."""

    FULL = "full"
    """The source's own text."""
    BRIEF = "brief"
    """Our own-words account of it."""
    NONE = "none"
    """No text is held: title, rights and address only."""


class Status(StrEnum):
    """What became of a source's public page."""

    RESOLVED = "resolved"
    MOVED = "moved"
    """The page that is known no longer holds what the report saw."""
    UNRESOLVED = "unresolved"
    """Named in the report; no public page is known."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A published page of a source.

    It carries the sections from ``first_section`` to ``last_section`` in outline order, both included; the ids are
    outline paths, without the document id. A companion page carries none: both are empty.
    """

    url: str
    title: str
    first_section: str
    last_section: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A section of a document that links to a source: the section's id and the words of the link."""

    section_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """One published thing: a report edition or a linked item.

    ``url`` is empty where no public page is known. ``published`` is a date as precise as it is known (ISO 8601), or
    empty. ``same_as`` names another source whose page this one shares, or is empty.
    """

    id: str
    title: str
    kind: str
    publisher: str
    licence: str
    terms: Terms
    organisation: str = ""
    country: str = ""
    published: str = ""
    edition: str = ""
    status: Status = Status.RESOLVED
    url: str = ""
    same_as: str = ""
    pages: tuple[SourcePage, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def attribution(self) -> str:
        """The line that every citation of this source carries; empty where the licence asks for none."""
        return attribution_for(self.licence)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The pages that carry its text, in outline order; without such pages its own address; none if unknown."""
        carrying = tuple(page.url for page in self.pages if page.first_section)
        return carrying or ((self.url,) if self.url else ())

    def with_changes(self, **changes: object) -> "Source":
        """This source with the given fields replaced; an empty value leaves the field as it is."""
        return replace(self, **{name: value for name, value in changes.items() if value})  # type: ignore[arg-type]
