"""A snapshot: the bytes captured for a source, with their origin and SHA-256."""

from dataclasses import dataclass

__all__ = ["Capture", "Snapshot"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Record of captured bytes.

    ``asked`` is the requested file name or address, ``got`` the address that returned the bytes (empty for a file),
    ``captured`` an ISO 8601 time in UTC, ``size`` in bytes, ``sha256`` lower-case hexadecimal. ``etag`` and
    ``last_modified`` are the server's validators, word for word (RFC 9110, section 8.8), empty if it gave none.
    """

    sha256: str
    size: int
    media_type: str
    asked: str
    got: str
    captured: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes that are about to become a snapshot."""

    data: bytes
    media_type: str
    asked: str
    got: str = ""
    etag: str = ""
    last_modified: str = ""
