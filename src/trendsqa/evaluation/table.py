"""Rows of text under headings, for a terminal or a page, and how figures are written in them."""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Table", "listed", "share", "signed", "tenth", "whole"]

_NOTHING = "–"
_MOST_IDS = 10
"""Ids that a sentence names; the JSON report has all of them."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under ``columns``, each as long as they are, and sentences to print beneath."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def markdown(self) -> str:
        """The table in Markdown, figures to the right, its notes as a list beneath."""
        rule = ("---", *("---:" for _ in self.columns[1:]))
        lines = [f"| {' | '.join(map(_cell, row))} |" for row in (self.columns, rule, *self.rows)]
        if self.notes:
            lines += ["", *(f"- {note}" for note in self.notes)]
        return "\n".join(lines)


def share(value: float | None) -> str:
    """Two decimals, for what lies between 0 and 1; a dash where there is no figure."""
    return _NOTHING if value is None else f"{value:.2f}"


def signed(value: float | None) -> str:
    """The same with its sign, for a difference; what rounds to nothing has none."""
    if value is None:
        return _NOTHING
    written = f"{value:+.2f}".replace("-", "−")
    return "0.00" if written.endswith("0.00") else written


def tenth(value: float | None) -> str:
    """One decimal; a dash where there is no figure."""
    return _NOTHING if value is None else f"{value:.1f}"


def whole(value: float | None) -> str:
    """No decimals; a dash where there is no figure."""
    return _NOTHING if value is None else f"{value:.0f}"


def listed(ids: Iterable[str]) -> str:
    """The first ten distinct ids, and how many more there are; a dash for none."""
    distinct = list(dict.fromkeys(ids))
    more = f" and {len(distinct) - _MOST_IDS} more" if len(distinct) > _MOST_IDS else ""
    return (", ".join(distinct[:_MOST_IDS]) or _NOTHING) + more


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
