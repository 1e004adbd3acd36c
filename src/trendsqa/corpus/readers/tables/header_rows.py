"""The rows at the top of a table that name its columns, by the kinds of values below them and by their form."""

from collections.abc import Sequence

from trendsqa.corpus.readers.tables.grid_row import CellKind, TableRow

__all__ = ["header_rows", "names_columns", "preamble_rows"]

# Rows that are looked at: a longer table is no clearer.
_LOOKED_AT = 60
_MOST_HEADER_ROWS = 4
_MOST_PREAMBLE_ROWS = 6
_PAIR = 2  # a name and a value
# A longer text is a sentence, not a name.
_LONGEST_NAME = 60
_SHARE_BELOW = 0.5
# In two columns: names and values of many kinds, one pair a row, have no header.
_SHARE_BELOW_OF_TWO = 0.8
# Words below a name are this much longer than it in a column of explanations.
_LONGER = 3
_EXPLANATION = 30
# With fewer, the first row is as likely a pair of a name and a value as the header.
_ENOUGH_COLUMNS = 3
_ENOUGH_ROWS = 3


def header_rows(
    rows: Sequence[TableRow], marked: int = 0, *, usual: bool = False, only_over_numbers: bool = False
) -> int:
    """The number of rows that name the columns.

    ``marked`` is what the file itself says, 0 for nothing. ``usual`` is true in a format whose tables have a header
    unless their first row has values. ``only_over_numbers`` asks for names that stand over numbers or dates.
    """
    if 0 < marked < len(rows):
        return marked
    top = rows[:_LOOKED_AT]
    if len(top) <= 1:
        return 0
    strong = _strong_rows(top)
    naming = next((number for number in range(len(top)) if not names_columns(top, number)), len(top))
    plain = not only_over_numbers and _is_plain_header(top, usual=usual)
    if strong or (naming and (plain or _stands_over_numbers(top, naming))):
        return _depth(top, naming, max(strong, 1))
    return 0


def names_columns(rows: Sequence[TableRow], number: int) -> bool:
    """True if a row may name columns: it has words, or years and dates over numbers."""
    row = rows[number]
    filled = [place for place, kind in enumerate(row.kinds) if kind != CellKind.EMPTY]
    if CellKind.NUMBER in row.kinds or not filled:
        return False
    periods = [place for place in filled if row.kinds[place] == CellKind.PERIOD]
    if not periods:
        return True
    distinct = len({row.cells[place] for place in periods}) == len(set(periods) - row.from_left)
    return distinct and all(_numbers_below(rows, number, place) for place in periods)


def preamble_rows(rows: Sequence[TableRow]) -> int:
    """The number of sparse rows above a header, such as the date of a report and who wrote it."""
    for number in range(1, min(_MOST_PREAMBLE_ROWS, len(rows) - 1) + 1):
        above, following = rows[number - 1], rows[number]
        if not above.cells[0] or above.filled > _PAIR or above.from_left:
            return 0
        if following.filled > above.filled and following.cells[0]:
            return number if _has_header(rows[number:], sure=above.filled * 2 > len(above.cells)) else 0
    return 0


def _has_header(rows: Sequence[TableRow], *, sure: bool) -> bool:
    """True if a table has a header; ``sure`` asks for one that stands over numbers."""
    rows = rows[:_LOOKED_AT]
    naming = next((number for number in range(len(rows)) if not names_columns(rows, number)), len(rows))
    return header_rows(rows) > 0 and (not sure or (naming > 0 and _stands_over_numbers(rows, naming)))


def _strong_rows(rows: Sequence[TableRow]) -> int:
    """The number of rows in bold at the top, if the next is not."""
    strong = next((number for number, row in enumerate(rows) if not row.strong), len(rows))
    return strong if strong <= min(_MOST_HEADER_ROWS, len(rows) - 1) else 0


def _numbers_below(rows: Sequence[TableRow], number: int, place: int) -> bool:
    below = [row.kinds[place] for row in rows[number + 1 : number + 6]]
    return CellKind.NUMBER in below


def _stands_over_numbers(rows: Sequence[TableRow], naming: int) -> bool:
    """True if words stand over a column that has mostly numbers or dates."""
    below = rows[naming:]
    return any(
        any(row.cells[place] for row in rows[:naming]) and _mostly_values(below, place)
        for place in range(len(rows[0].cells))
    )


def _mostly_values(rows: Sequence[TableRow], place: int) -> bool:
    kinds = [row.kinds[place] for row in rows if row.kinds[place] != CellKind.EMPTY]
    values = sum(kind != CellKind.TEXT for kind in kinds)
    share = _SHARE_BELOW if rows and len(rows[0].cells) > _PAIR else _SHARE_BELOW_OF_TWO
    return bool(kinds) and values >= share * len(kinds)


def _is_plain_header(rows: Sequence[TableRow], *, usual: bool) -> bool:
    """True for a table of words whose first row has a short, distinct name for each column, and no value."""
    first = rows[0]
    names = [cell for place, cell in enumerate(first.cells) if place not in first.from_left]
    if not all(map(_is_name, names)) or len({*names}) < len(names):
        return False
    if usual:
        return len(first.cells) > 1
    if len(rows) < _ENOUGH_ROWS:
        return False
    return len(first.cells) >= _ENOUGH_COLUMNS or any(_contrasts(rows, place) for place in range(len(first.cells)))


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NAME and not text.endswith((":", ".")) and not any(map(str.isdigit, text))


def _contrasts(rows: Sequence[TableRow], place: int) -> bool:
    """True if the cells below a name have figures, or are explanations much longer than it."""
    below = [row.cells[place] for row in rows[1:] if row.cells[place]]
    if not below:
        return False
    figures = sum(any(map(str.isdigit, cell)) for cell in below)
    mean = sum(map(len, below)) / len(below)
    explained = mean > _EXPLANATION and mean > _LONGER * len(rows[0].cells[place])
    return explained or figures > _SHARE_BELOW * len(below)


def _depth(rows: Sequence[TableRow], naming: int, depth: int) -> int:
    """The number of rows of a header that may have several: names over names, or units below names."""
    while depth < min(naming, _MOST_HEADER_ROWS, len(rows) - 1) and _goes_on(rows, depth):
        depth += 1
    return depth


def _goes_on(rows: Sequence[TableRow], depth: int) -> bool:
    """True if the row at ``depth`` belongs to the header above it."""
    upper, lower = rows[depth - 1], rows[depth]
    if lower.from_above or upper.from_left:
        return True
    over_values = depth + 1 < len(rows) and not names_columns(rows, depth + 1)
    if not over_values:
        return False
    # Names of groups stand over some columns only, with names of columns below; units stand under all but the first.
    grouped = any(below and not above for above, below in zip(upper.cells[1:], lower.cells[1:], strict=True))
    return grouped or not lower.cells[0]
