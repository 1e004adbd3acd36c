"""A drawn page: a PNG with its size, and what could be marked on it."""

import hashlib
from dataclasses import dataclass

__all__ = ["PagePicture"]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of a page, or of the part of it that may be shown.

    ``width`` and ``height`` are in pixels. ``marked`` is true if the wanted words were found and marked, and ``whole``
    if all of the page is shown.
    """

    png: bytes
    width: int
    height: int
    marked: bool
    whole: bool

    @property
    def digest(self) -> str:
        """Name of these very bytes, for addresses and caches: 16 hexadecimal digits."""
        return hashlib.sha256(self.png).hexdigest()[:16]
