"""Outcome of fetching one address: the page, or the reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum

from trendsqa.corpus.snapshot import Capture

__all__ = ["FetchOutcome", "FetchStatus"]


class FetchStatus(StrEnum):
    """Status of a finished fetch."""

    FETCHED = "fetched"
    """The page was fetched; for a check: it answers, and differs from the stored text if there is one."""
    UNCHANGED = "unchanged"
    """The page is the same as the stored snapshot."""
    MOVED = "moved"
    """A permanent redirect leads to the page at another address."""
    GONE = "gone"
    """The publisher says that there is no such page."""
    REFUSED = "refused"
    """The publisher, its robots.txt, the source's terms or our own rules forbid it."""
    FAILED = "failed"
    """The fetch failed this time, or the response is not a usable page."""


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """Outcome of fetching ``address``, as it was requested.

    ``reason`` says in plain English what happened and what to do; empty if the page was fetched or is unchanged.
    ``got`` is the address that answered, empty if none did. ``capture`` has the bytes to store: always with FETCHED;
    with MOVED and UNCHANGED only if bytes or validators differ from the stored snapshot.
    """

    address: str
    status: FetchStatus
    reason: str = ""
    capture: Capture | None = None
    got: str = ""
