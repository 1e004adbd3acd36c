"""The header of a table in a document that does not say which rows are it: words or years that stand over figures.

A wrong header is worse than none, since a quoted row is shown below it: so all has to agree. A table of words alone has
none, and so has a list of facts, one name and one value a row.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from trendsqa.corpus.readers.tables.grid_row import CellKind, TableRow
from trendsqa.corpus.readers.tables.header_rows import header_rows
from trendsqa.corpus.readers.tables.merged import SpannedCell

__all__ = ["header_of_texts", "plain_header_rows"]

# Rows that are looked at: a longer table is no clearer.
_LOOKED_AT = 60
# A longer text is a sentence, not a name.
_LONGEST_NAME = 60
_LONGEST_VALUE = 40
_YEARS_BETWEEN = 10
_PAIR = 2  # a name and a value
# Plain numbers below a word in two columns: with fewer they are as likely facts of several kinds.
_ENOUGH_PLAIN_VALUES = 3
# A number with its sign, currency, unit or note. One that begins with 0 is a code or a telephone number.
_VALUE = re.compile(
    r"[-+−–(]?\s?([£$€¥])?\s?[-−]?(?!0\d)(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?"
    r"\s?(%|€|°C?|[a-zA-Z]{1,3}|[a-z]{1,10})?\)?\s?(?:\[\w+\]|[*†‡])?"
)
_NO_VALUE = re.compile(r"[-–—−.:*]{1,2}|n/?a|nil|free", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_PERIOD = re.compile(
    rf"{_YEAR.pattern}|\d{{4}}-\d\d?-\d\d?|\d\d?[/.]\d\d?[/.]\d{{2,4}}"
    rf"|(?:\d\d? )?{_MONTH} \d{{4}}|\d\d?:\d\d ?(?:[ap]m)?",
    re.IGNORECASE,
)


def header_of_texts(rows: Sequence[Sequence[str]]) -> int:
    """The number of first rows that plainly name the columns, for rows without merged cells."""
    return plain_header_rows([[SpannedCell(text) for text in row] for row in rows])


def plain_header_rows(rows: Sequence[Sequence[SpannedCell]]) -> int:
    """The number of first rows that plainly name the columns; ``rows`` have merged cells in all their places."""
    shown = [number for number, row in enumerate(rows) if any(cell.text.strip() for cell in row)][:_LOOKED_AT]
    width = max((len(rows[number]) for number in shown), default=0)
    if len(shown) < _PAIR or width < _PAIR:
        return 0
    table = [_table_row(rows, number, width) for number in shown]
    depth = header_rows(table, only_over_numbers=True) if _names_all(table[0]) else 0
    depth = _with_rows_below(table, depth)
    below = table[depth:]
    sure = depth and (_is_one_measure(table[0], below) if width == _PAIR else _stands_over_values(below))
    return shown[depth - 1] + 1 if sure else 0


def _with_rows_below(table: Sequence[TableRow], depth: int) -> int:
    """The number of header rows with those into which a header's cells go on, or that name the parts of a wide one."""
    while 0 < depth < len(table) - 1:
        wide = table[depth - 1].from_left and CellKind.NUMBER not in table[depth].kinds
        if not table[depth].from_above and not wide:
            break
        depth += 1
    return depth


def _table_row(rows: Sequence[Sequence[SpannedCell]], number: int, width: int) -> TableRow:
    """The row over all columns of the table, with the kinds of its cells."""
    row, above = rows[number], rows[number - 1] if number else ()
    texts = [" ".join(cell.text.split()) for cell in row] + [""] * (width - len(row))
    from_above = frozenset(p for p, (upper, cell) in enumerate(zip(above, row, strict=False)) if upper is cell)
    from_left = frozenset(p for p in range(1, len(row)) if row[p] is row[p - 1] and texts[p])
    own = sum(map(bool, texts)) - len({p for p in from_above | from_left if texts[p]})
    covered = frozenset(p for p in from_above if texts[p])
    return TableRow(number, texts, "".join(map(_kind, texts)), strong=False, filled=own,
                    from_above=covered, from_left=from_left)  # fmt: skip


def _kind(text: str) -> CellKind:
    if not text:
        return CellKind.EMPTY
    if len(text) > _LONGEST_VALUE:
        return CellKind.TEXT
    if _PERIOD.fullmatch(text):
        return CellKind.PERIOD
    return CellKind.NUMBER if _VALUE.fullmatch(text) or _NO_VALUE.fullmatch(text) else CellKind.TEXT


def _names_all(row: TableRow) -> bool:
    """True if each column but the first, whose name may be missing, has a name of its own, and years are in order."""
    own = [text for place, text in enumerate(row.cells) if place not in row.from_left]
    years = [int(text[:4]) for text in own if _YEAR.fullmatch(text)]
    named = all(text and len(text) <= _LONGEST_NAME and not text.endswith((".", ":")) for text in row.cells[1:])
    # Counts of about two thousand look like years, but do not follow each other.
    close = all(abs(year - following) <= _YEARS_BETWEEN for year, following in pairwise(years))
    in_order = sorted(years) in (years, years[::-1])
    return named and in_order and close and len({*own}) == len(own) and not row.cells[0].endswith(":")


def _stands_over_values(rows: Sequence[TableRow]) -> bool:
    """True if all cells of a column are values; with one row below the header, those of all columns but the first."""
    columns = [{row.kinds[place] for row in rows} - {CellKind.EMPTY} for place in range(1, len(rows[0].cells))]
    are_values = [bool(kinds) and CellKind.TEXT not in kinds for kinds in columns]
    return all(are_values) if len(rows) == 1 else any(are_values)


def _is_one_measure(header: TableRow, rows: Sequence[TableRow]) -> bool:
    """True if the second of two columns has values of one measure, as a list of facts has not.

    An amount of money or a share is one that a single row shows. A year over values may be a fact too, if something
    stands before it.
    """
    matches = [_VALUE.fullmatch(row.cells[1]) for row in rows if row.cells[1] and not _NO_VALUE.fullmatch(row.cells[1])]
    found = [value for value in matches if value]
    if not found or len(found) < len(matches):
        return False
    currency, unit = found[0].group(1, 2)
    # A currency may stand at the first amount alone.
    others = {value.group(1, 2) for value in found[1:]}
    if len(others) > 1 or not others <= {(currency, unit), (None, unit)}:
        return False
    is_fact = header.kinds[1] == CellKind.PERIOD and header.cells[0]
    least = 1 if currency or unit == "%" else _ENOUGH_PLAIN_VALUES
    return len(found) >= least + (1 if is_fact else 0)
