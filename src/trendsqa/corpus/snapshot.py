"""A snapshot: the bytes added for a source, with where they came from and their SHA-256."""

from dataclasses import dataclass

__all__ = ["Snapshot"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Bytes as they were added.

    ``origin`` is the file name or address they came from, ``captured`` an ISO 8601 time in UTC, ``size`` in bytes,
    ``sha256`` lower-case hexadecimal.
    """

    sha256: str
    size: int
    media_type: str
    origin: str
    captured: str
