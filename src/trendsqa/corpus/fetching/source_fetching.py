"""Fetches the texts of sources from their publishers into the library, and checks the links of the rest.

Each page is stored as soon as it arrives, so an interrupted run can be resumed; the failure of one source or page never
loses another. Terms are checked first: text that may not be stored is not requested.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trendsqa.corpus.fetching.fetch_limits import FetchLimits
from trendsqa.corpus.fetching.fetch_outcome import FetchOutcome, FetchStatus
from trendsqa.corpus.fetching.fetcher import Fetcher
from trendsqa.corpus.library import Library, LibraryEntry
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.snapshot import Snapshot
from trendsqa.corpus.source import Source
from trendsqa.errors import NetworkError, SourceError

__all__ = ["FetchLimits", "Fetcher", "Progress", "SourceReport", "check_sources", "fetch_sources"]

Progress = Callable[[Source, int, int], None]
"""Called with (source, pages done, all pages) before each page and once after the last."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """Outcomes of a source's addresses, without captures, since the library has the stored bytes."""

    source_id: str
    outcomes: tuple[FetchOutcome, ...]


def fetch_sources(
    library: Library, sources: Sequence[Source], fetcher: Fetcher, *, on_progress: Progress | None = None
) -> tuple[SourceReport, ...]:
    """A report for each source, in order, after its pages were stored.

    Raises:
        NetworkError: No host could be reached; nothing was changed.
    """
    return _run(sources, fetcher, on_progress, _Fetching(library, fetcher))


def check_sources(
    library: Library, sources: Sequence[Source], fetcher: Fetcher, *, on_progress: Progress | None = None
) -> tuple[SourceReport, ...]:
    """A report for each source: pages that changed, moved or are gone since the capture. Nothing is stored.

    Addresses without a capture are only checked for an answer, which every source's terms allow.

    Raises:
        NetworkError: No host could be reached.
    """
    return _run(sources, fetcher, on_progress, _Checking(library, fetcher))


class _Fetching:
    """Fetches into the library."""

    def __init__(self, library: Library, fetcher: Fetcher) -> None:
        self._library = library
        self._fetcher = fetcher

    def refusal(self, source: Source) -> str:
        """The reason why the source is not requested; empty if it is."""
        if source.terms is Terms.LINK:
            return (
                f"The terms of {source.id} are 'link': its text must not be stored, so only its address and our own "
                f"brief are shown. Where the publisher allows more, change its terms in sources.toml."
            )
        if not _addresses(source):
            return f"No public page is known for {source.id}. Where you hold its text: trendsqa corpus add FILE"
        entry = self._library.entry(source.id)
        by_hand = [snapshot.asked for snapshot in entry.snapshots if not snapshot.got] if entry else []
        if by_hand:
            return (
                f"{by_hand[0]} was added by hand for {source.id} and is kept. "
                f"To fetch the publisher's pages instead, first: trendsqa corpus remove {source.id}"
            )
        return ""

    def visit(self, source: Source, address: str) -> FetchOutcome:
        """The outcome for one address, after storing the page."""
        entry = self._library.entry(source.id)
        outcome = self._fetcher.fetch(address, known=self._sound_snapshot(entry, address))
        if outcome.capture is None:
            return outcome
        try:
            self._library.merge(source, [outcome.capture])
        except OSError as error:
            reason = f"{address} was fetched but could not be stored: {error}. Make room or correct rights there."
            return FetchOutcome(address, FetchStatus.FAILED, reason, got=outcome.got)
        return outcome

    def _sound_snapshot(self, entry: LibraryEntry | None, address: str) -> Snapshot | None:
        """The stored snapshot; None if its bytes are lost or altered, so that the page is fetched again."""
        snapshot = _snapshot(entry, address)
        if entry is None or snapshot is None:
            return None
        try:
            self._library.read(entry, snapshot)
        except SourceError:
            return None
        return snapshot


class _Checking:
    """Compares pages with the library, without changing it."""

    def __init__(self, library: Library, fetcher: Fetcher) -> None:
        self._library = library
        self._fetcher = fetcher

    def refusal(self, source: Source) -> str:
        """The reason why the source is not requested; empty if it is."""
        return "" if _addresses(source) else f"No public page is known for {source.id}, so there is none to check."

    def visit(self, source: Source, address: str) -> FetchOutcome:
        """The outcome for one address."""
        known = _snapshot(self._library.entry(source.id), address)
        if known is None:
            return self._fetcher.probe(address)
        outcome = self._fetcher.fetch(address, known=known)
        if outcome.status is not FetchStatus.FETCHED:
            return outcome
        reason = f"{address} has changed since {known.captured}. Fetch it again: trendsqa corpus fetch {source.id}"
        return replace(outcome, reason=reason)


def _run(
    sources: Sequence[Source], fetcher: Fetcher, on_progress: Progress | None, work: _Fetching | _Checking
) -> tuple[SourceReport, ...]:
    orders = [(source, *_orders(source, work)) for source in sources]
    addresses = tuple(address for _, _, wanted in orders for address in wanted)
    if addresses and not fetcher.is_online(addresses):
        raise NetworkError(
            "No publisher can be reached: this machine seems to have no network, and nothing was changed. "
            "Connect it (a proxy is not used), or add files that you hold: trendsqa corpus add FILE"
        )
    done = 0
    reports = []
    for source, refused, wanted in orders:
        outcomes = list(refused)
        for address in wanted:
            if on_progress is not None:
                on_progress(source, done, len(addresses))
            outcomes.append(_visited(source, address, work))
            done += 1
        reports.append(SourceReport(source.id, tuple(outcomes)))
    if on_progress is not None and sources:
        on_progress(sources[-1], done, len(addresses))
    return tuple(reports)


def _orders(source: Source, work: _Fetching | _Checking) -> tuple[tuple[FetchOutcome, ...], tuple[str, ...]]:
    """Outcomes that need no request, and the addresses to request."""
    try:
        refusal = work.refusal(source)
    except SourceError as error:
        return (FetchOutcome(source.url, FetchStatus.FAILED, str(error)),), ()
    if refusal:
        return (FetchOutcome(source.url, FetchStatus.REFUSED, refusal),), ()
    return (), tuple(_addresses(source))


def _visited(source: Source, address: str, work: _Fetching | _Checking) -> FetchOutcome:
    try:
        # The bytes of a whole run would fill the memory; the library has them.
        return replace(work.visit(source, address), capture=None)
    except SourceError as error:
        return FetchOutcome(address, FetchStatus.FAILED, str(error))


def _addresses(source: Source) -> list[str]:
    """The addresses of the pages with sections, or else of the source; empty if it has no page."""
    pages = [page.url for page in source.pages if page.first_section]
    return list(dict.fromkeys(pages)) or [address for address in (source.url,) if address]


def _snapshot(entry: LibraryEntry | None, address: str) -> Snapshot | None:
    snapshots = entry.snapshots if entry is not None else ()
    return next((snapshot for snapshot in snapshots if snapshot.asked == address and snapshot.got), None)
