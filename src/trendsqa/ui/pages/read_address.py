"""Reads the address of a section with quoted words: the page with its text and the picture of its page share it."""

from dataclasses import dataclass

from fastapi import Request

from trendsqa.errors import InputError

__all__ = ["ReadAddress", "read_number"]

_MAX_SPANS = 50
"""More spans than any answer quotes from one section; an address with more was not made by these pages."""
_MAX_DIGITS = 12
"""More than any text has characters; int() stays cheap whatever a stranger sends."""


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """A section's id and the quoted spans of its document's text, in code points, end exclusive."""

    section_id: str
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, request: Request) -> "ReadAddress":
        """The section and spans that the query of ``request`` names. Raises InputError."""
        query = request.query_params
        starts, ends = query.getlist("start"), query.getlist("end")
        if len(starts) != len(ends) or len(starts) > _MAX_SPANS:
            raise InputError(
                f"The address has {len(starts)} start= and {len(ends)} end=: it needs as many of one as of the "
                f"other, and at most {_MAX_SPANS}."
            )
        spans = tuple((read_number(start), read_number(end)) for start, end in zip(starts, ends, strict=True))
        if not query.get("section"):
            raise InputError("The address names no section: it needs section=, as the links of an answer have it.")
        return cls(query["section"], spans)


def read_number(text: str) -> int:
    """The whole number in ``text``. Raises InputError."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        raise InputError(f"The offset {text[:20]!r} in the address is not a whole number of characters.")
    return int(text)
