"""A snapshot: the bytes captured for a source, with their origin and SHA-256."""

from dataclasses import dataclass

__all__ = ["Capture", "KeptCoverage", "Snapshot"]


@dataclass(frozen=True, slots=True)
class KeptCoverage:
    """Result of reading a file when it was added, as far as its entry keeps it.

    ``title`` is the file's own. ``words`` are those stored, out of ``shown``, which the file shows without those that
    are left out on purpose. ``left_out`` and ``losses`` are a line for a person each.
    """

    title: str
    words: int
    shown: int
    left_out: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Record of captured bytes.

    ``asked`` is the requested file name or address, ``got`` the address that returned the bytes (empty for a file),
    ``captured`` an ISO 8601 time in UTC, ``size`` in bytes, ``sha256`` lower-case hexadecimal. ``etag`` and
    ``last_modified`` are the server's validators, word for word (RFC 9110, section 8.8), empty if it gave none.
    ``coverage`` is None if the bytes were not read when they were captured.
    """

    sha256: str
    size: int
    media_type: str
    asked: str
    got: str
    captured: str
    etag: str = ""
    last_modified: str = ""
    coverage: KeptCoverage | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes that are about to become a snapshot."""

    data: bytes
    media_type: str
    asked: str
    got: str = ""
    etag: str = ""
    last_modified: str = ""
    coverage: KeptCoverage | None = None
