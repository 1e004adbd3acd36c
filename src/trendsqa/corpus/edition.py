"""Editions of one report: grouping of documents, and the metadata of an edition that is not listed.

Documents are editions of one report if their ids are the same without the edition at the end: ``socitm-trends-2024``
and ``socitm-trends-2025`` are editions of ``socitm-trends``.
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
    """The report id of a document: its id without the edition at the end."""
    return document_id.removesuffix(f"-{slug(edition)}") if edition else document_id


def edition_in(title: str) -> str:
    """The year in a title; empty if it has none or several."""
    years = set(_YEAR.findall(title))
    return years.pop() if len(years) == 1 else ""


def latest_of_title(title: str, sources: Iterable[Source]) -> Source | None:
    """The newest edition among ``sources`` with the title ``title``, apart from the year; None without any."""
    wanted = letters_only(_YEAR.sub("", title))
    same = [source for source in sources if source.edition and letters_only(_YEAR.sub("", source.title)) == wanted]
    return max(same, key=lambda source: source.edition, default=None)


def new_edition(earlier: Source, edition: str, title: str) -> Source:
    """A source for another edition of ``earlier``.

    Publisher and kind do not change from year to year; rights and address may, so they are not copied.
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
