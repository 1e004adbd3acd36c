"""A source: a published document with its publisher, address and terms."""

from dataclasses import dataclass, replace
from enum import StrEnum

from trendsqa.corpus.rights import Terms, attribution_for

__all__ = ["ENGLISH_TAG", "Form", "Mention", "Source", "SourcePage", "Status"]

ENGLISH_TAG = "en"
"""The language of a source that names none (BCP 47)."""


class Form(StrEnum):
    """Whose words a text is made of."""

    FULL = "full"
    """The source's own text."""
    BRIEF = "brief"
    """Our summary of it, in our own words."""
    NONE = "none"
    """No text is stored: title, rights and address only."""


class Status(StrEnum):
    """Status of a source's public page."""

    RESOLVED = "resolved"
    MOVED = "moved"
    """The known page no longer has the content that the report referred to."""
    UNRESOLVED = "unresolved"
    """Named in the report; no public page is known."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A published page of a source.

    It contains the sections from ``first_section`` to ``last_section`` in outline order, both included; the ids are
    outline paths, without the document id. A companion page has no sections: both are empty.
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

    ``url`` is empty if no public page is known. ``published`` is a date as precise as it is known (ISO 8601), or
    empty. ``same_as`` names another source whose page this one shares, or is empty. ``language`` is that of its title
    (BCP 47), so that a screen reader can say it.
    """

    id: str
    title: str
    kind: str
    publisher: str
    licence: str
    terms: Terms
    organisation: str = ""
    country: str = ""
    language: str = ENGLISH_TAG
    published: str = ""
    edition: str = ""
    status: Status = Status.RESOLVED
    url: str = ""
    same_as: str = ""
    pages: tuple[SourcePage, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def attribution(self) -> str:
        """The attribution line for citations of this source; empty if the licence requires none."""
        return attribution_for(self.licence)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Addresses of the pages with its text, in outline order; else its own address; empty if unknown."""
        carrying = tuple(page.url for page in self.pages if page.first_section)
        return carrying or ((self.url,) if self.url else ())

    def with_changes(self, **changes: object) -> "Source":
        """This source with the given fields replaced; an empty value leaves the field as it is."""
        return replace(self, **{name: value for name, value in changes.items() if value})  # type: ignore[arg-type]
