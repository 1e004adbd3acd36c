"""A picture that somebody wants to see: the page, the section's text on it, and the words to mark."""

import json
from dataclasses import asdict, dataclass

from trendsqa.errors import InputError

__all__ = ["Span", "WantedPicture"]

Span = tuple[int, int]
"""Start and end of some words, in code points, end exclusive."""


@dataclass(frozen=True, slots=True)
class WantedPicture:
    """A picture of one page of the PDF whose bytes have the SHA-256 ``pdf_sha256``.

    ``page`` is 1-based. ``text`` is what the section that is read holds of this page, as it is stored, and ``marks``
    are the places in it that are to be marked. ``whole_page`` is false if only the section's own part may be shown.
    """

    pdf_sha256: str
    page: int
    text: str
    marks: tuple[Span, ...] = ()
    whole_page: bool = False

    def to_json(self) -> bytes:
        """One line that ``from_json`` reads."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, line: bytes) -> "WantedPicture":
        """The picture that a line of ``to_json`` describes. Raises InputError."""
        try:
            raw = json.loads(line)
            return cls(**raw | {"marks": tuple((start, end) for start, end in raw["marks"])})
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"The description of a picture cannot be read: {error}.") from error
