"""A source: who published what, where, on which terms."""

from dataclasses import dataclass, replace
from enum import StrEnum

from trendsqa.corpus.rights import Terms, attribution_for

__all__ = ["Form", "Source", "SourcePage"]


class Form(StrEnum):
    """Whose words a document is made of."""

    FULL = "full"
    """The source's own text."""
    BRIEF = "brief"
    """Our own-words account of it."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A published page that carries part of a source.

    It carries the sections from ``first_section`` to ``last_section`` in outline order, both included; the ids are
    outline paths, without the document id.
    """

    url: str
    title: str
    first_section: str
    last_section: str


@dataclass(frozen=True, slots=True)
class Source:
    """One published thing: a report edition or a linked item. ``url`` is empty where no public page is known."""

    id: str
    title: str
    kind: str
    edition: str
    publisher: str
    licence: str
    terms: Terms
    url: str
    pages: tuple[SourcePage, ...] = ()

    @property
    def attribution(self) -> str:
        """The line that every citation of this source carries; empty where the licence asks for none."""
        return attribution_for(self.licence)

    def with_changes(self, **changes: object) -> "Source":
        """This source with the given fields replaced; an empty value leaves the field as it is."""
        return replace(self, **{name: value for name, value in changes.items() if value})  # type: ignore[arg-type]
