"""The reports of which several editions are held, and which of their editions a comparison is about."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trendsqa.corpus.edition import series_of
from trendsqa.errors import InputError, UnknownItemError
from trendsqa.index.texts.records import DocumentRecord

__all__ = ["FEWEST_EDITIONS", "HeldEdition", "HeldReport", "choose_editions", "held_reports"]

FEWEST_EDITIONS = 2
"""One edition has nothing to be compared with."""


@dataclass(frozen=True, slots=True)
class HeldEdition:
    """One edition of a report: its label and the document that holds it."""

    edition: str
    document_id: str
    title: str


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report by the id that its editions share, with those that are held, oldest first."""

    id: str
    editions: tuple[HeldEdition, ...]

    @property
    def is_comparable(self) -> bool:
        """True if enough editions are held to compare any."""
        return len(self.editions) >= FEWEST_EDITIONS


def held_reports(documents: Iterable[DocumentRecord]) -> tuple[HeldReport, ...]:
    """Every report of which the text of an edition is held, in the order of ids."""
    by_report: defaultdict[str, list[HeldEdition]] = defaultdict(list)
    for document in documents:
        if document.edition and document.passages:
            held = HeldEdition(document.edition, document.id, document.title)
            by_report[series_of(document.id, document.edition)].append(held)
    return tuple(
        HeldReport(report, tuple(sorted(editions, key=lambda held: held.edition)))
        for report, editions in sorted(by_report.items())
    )


def choose_editions(reports: Sequence[HeldReport], editions: Sequence[str], report: str = "") -> HeldReport:
    """The report, with those of its editions alone that ``editions`` names; ``report`` chooses one of several.

    Raises:
        InputError: Fewer than two different editions are named, or several reports have them.
        UnknownItemError: No report, or not ``report``, is held in all these editions.
    """
    wanted = dict.fromkeys(editions)
    if len(wanted) < max(FEWEST_EDITIONS, len(editions)):
        raise InputError(f"Name two different editions or more to compare, each once. Named: {_list(editions)}.")
    among = [held for held in reports if report in {"", held.id}]
    having = [held for held in among if set(wanted) <= {edition.edition for edition in held.editions}]
    if not having:
        raise UnknownItemError(_not_held(reports, [*wanted], report))
    if len(having) > 1:
        names = " and ".join(held.id for held in having)
        raise InputError(f"Editions {_list([*wanted])} are held of {names}. Say which report to compare.")
    chosen = having[0]
    return HeldReport(chosen.id, tuple(held for held in chosen.editions if held.edition in wanted))


def _not_held(reports: Sequence[HeldReport], editions: Sequence[str], report: str) -> str:
    asked = f"{report or 'a report'} in all of the editions {_list(editions)}"
    add = "Add another: trendsqa corpus add FILE --edition EDITION, then: trendsqa index build"
    if not reports:
        return f"Not held here: {asked}. No document has an edition. {add}"
    held = "; ".join(f"{one.id}: {_list([edition.edition for edition in one.editions])}" for one in reports)
    if not any(one.is_comparable for one in reports):
        return f"One edition only is held here ({held}), and comparing needs two. {add}"
    return f"Not held here: {asked}. Held: {held}."


def _list(editions: Sequence[str]) -> str:
    return ", ".join(editions) or "none"
