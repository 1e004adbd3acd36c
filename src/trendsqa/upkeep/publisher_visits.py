"""Visits to publishers: pages are fetched into the library, checked, or captured one by one."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from trendsqa.errors import NetworkError

if TYPE_CHECKING:
    from trendsqa.assembly import Assembly
    from trendsqa.corpus.fetching.fetch_limits import FetchLimits
    from trendsqa.corpus.fetching.source_fetching import SourceReport
    from trendsqa.corpus.snapshot import Capture
    from trendsqa.corpus.source import Source

__all__ = ["capture_page", "check_pages", "fetch_texts"]

_OnProgress = Callable[[int, int], None]


def capture_page(assembly: "Assembly", address: str) -> "Capture":
    """Bytes of the page at ``address``, under the rules of fetching. Raises NetworkError."""
    from trendsqa.corpus.fetching.source_fetching import Fetcher

    with Fetcher(_fetch_limits(assembly)) as fetcher:
        outcome = fetcher.fetch(address)
    if outcome.capture is None:
        raise NetworkError(f"{address} was not added: {outcome.reason}")
    return outcome.capture


def fetch_texts(
    assembly: "Assembly", ids: Sequence[str], *, on_progress: _OnProgress | None = None
) -> "tuple[SourceReport, ...]":
    """Fetch the texts of listed sources into the library. Raises UnknownItemError and NetworkError."""
    from trendsqa.corpus.fetching.source_fetching import fetch_sources

    return _visit(assembly, fetch_sources, ids, on_progress)


def check_pages(
    assembly: "Assembly", ids: Sequence[str], *, on_progress: _OnProgress | None = None
) -> "tuple[SourceReport, ...]":
    """State of the pages of listed sources; nothing is stored. Raises UnknownItemError and NetworkError."""
    from trendsqa.corpus.fetching.source_fetching import check_sources

    return _visit(assembly, check_sources, ids, on_progress)


def _visit(
    assembly: "Assembly",
    visit: "Callable[..., tuple[SourceReport, ...]]",
    ids: Sequence[str],
    on_progress: _OnProgress | None,
) -> "tuple[SourceReport, ...]":
    from trendsqa.corpus.fetching.source_fetching import Fetcher

    collection = assembly.collection()
    sources = collection.listed(ids)
    with Fetcher(_fetch_limits(assembly)) as fetcher:
        return visit(collection.library, sources, fetcher, on_progress=_counting(on_progress))


def _fetch_limits(assembly: "Assembly") -> "FetchLimits":
    from trendsqa.corpus.fetching.fetch_limits import FetchLimits

    fetching = assembly.settings.fetching.model_dump()
    return FetchLimits(max_bytes=fetching.pop("max_mib") << 20, **fetching)


def _counting(on_progress: _OnProgress | None) -> "Callable[[Source, int, int], None] | None":
    """Progress callback without the source argument."""
    if on_progress is None:
        return None
    return lambda _source, done, total: on_progress(done, total)
