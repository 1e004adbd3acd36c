"""What became of one address: the page, or the reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum

from trendsqa.corpus.snapshot import Capture

__all__ = ["FetchOutcome", "FetchStatus"]


class FetchStatus(StrEnum):
    """How a fetch ended."""

    FETCHED = "fetched"
    """The page was fetched; by a check: it answers, and differs from the text held where there is one."""
    UNCHANGED = "unchanged"
    """The page is the same as the snapshot held."""
    MOVED = "moved"
    """The page answers from another address, by a permanent redirect."""
    GONE = "gone"
    """The publisher says that there is no such page."""
    REFUSED = "refused"
    """The publisher, its robots.txt, the source's terms or our own rules forbid it."""
    FAILED = "failed"
    """It did not work this time, or what came is no page that can be used."""


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """What became of ``address``, as it was asked for.

    ``reason`` is plain English: what happened and what to do; empty where the page was fetched or is unchanged.
    ``got`` is the address that answered, empty where none did. ``capture`` holds the bytes to be stored: always with
    FETCHED; with MOVED and UNCHANGED only where bytes or validators differ from the snapshot held.
    """

    address: str
    status: FetchStatus
    reason: str = ""
    capture: Capture | None = None
    got: str = ""
