"""References as RIS, for reference managers. The only file that imports rispy."""

from collections.abc import Sequence

import rispy

from trendsqa.packs.reference import Reference

__all__ = ["ris"]

_TYPES = {"report": "RPRT", "research": "RPRT", "dataset": "DATA", "video": "VIDEO", "podcast": "SOUND"}
_WEB_PAGE, _OTHER = "ELEC", "GEN"


class _PlainRis(rispy.RisWriter):  # type: ignore[misc] # the library ships no type information
    """RIS as its specification has it: lines end in CR LF, and no number stands before an entry."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:  # noqa: ARG002 - the library asks for it
        return ""


def ris(references: Sequence[Reference]) -> str:
    """One entry for each of ``references``."""
    written: str = rispy.dumps([*map(_entry, references)], implementation=_PlainRis)
    return written


def _entry(reference: Reference) -> dict[str, str | list[str]]:
    said: dict[str, str | list[str]] = {
        "type_of_reference": _TYPES.get(reference.kind, _WEB_PAGE if reference.url else _OTHER),
        "authors": [reference.author] if reference.author else [],
        "title": reference.title,
        "year": reference.year,
        "date": _date(reference.published),
        "edition": reference.edition,
        "publisher": reference.publisher,
        "start_page": ", ".join(reference.pages),
        # A semicolon would part two addresses.
        "urls": [reference.url.replace(";", "%3B")] if reference.url else [],
        "notes": [*reference.notes],
    }
    return {name: value for name, value in said.items() if value}


def _date(published: str) -> str:
    """Year, month and day between slashes, empty where unknown; empty if only the year is known."""
    year, *rest = published.split("-")
    month, day = [*rest, "", ""][:2]
    return f"{year}/{month}/{day}/" if month else ""
