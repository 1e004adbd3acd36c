"""Editions of one report: which documents belong together, and what is known of an edition that nobody has listed.

Documents are editions of one report where their ids agree once each has its own edition taken off the end:
``socitm-trends-2024`` and ``socitm-trends-2025`` are of ``socitm-trends``.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from trendsqa.corpus.documents.text_cleaning import letters_only, slug
from trendsqa.corpus.rights import UNKNOWN_LICENCE, Terms
from trendsqa.corpus.source import Source, Status

__all__ = ["edition_in", "latest_of_title", "new_edition", "series_of"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def series_of(document_id: str, edition: str) -> str:
    """The report that a document is an edition of: its id, less its edition at the end."""
    return document_id.removesuffix(f"-{slug(edition)}") if edition else document_id


def edition_in(title: str) -> str:
    """The year that a title names; empty where it names none or several."""
    years = set(_YEAR.findall(title))
    return years.pop() if len(years) == 1 else ""


def latest_of_title(title: str, sources: Iterable[Source]) -> Source | None:
    """The newest of the editions among ``sources`` whose title is ``title`` but for the year; None without any."""
    wanted = letters_only(_YEAR.sub("", title))
    same = [source for source in sources if source.edition and letters_only(_YEAR.sub("", source.title)) == wanted]
    return max(same, key=lambda source: source.edition, default=None)


def new_edition(earlier: Source, edition: str, title: str) -> Source:
    """A source for another edition of ``earlier``.

    Who publishes it and what kind of thing it is do not change from year to year; its rights and its address may, so
    they are not taken over.
    """
    return replace(
        earlier,
        id=f"{series_of(earlier.id, earlier.edition)}-{slug(edition)}",
        title=title,
        edition=edition,
        licence=UNKNOWN_LICENCE,
        terms=Terms.QUOTE,
        published="",
        status=Status.RESOLVED,
        url="",
        same_as="",
        pages=(),
        mentions=(),
    )
