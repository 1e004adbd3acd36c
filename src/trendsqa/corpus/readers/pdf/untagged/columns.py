"""Reading order of a page: where it has columns of text, one column after the other.

A gutter is a strip that no line crosses over several lines, with lines on both of its sides. Between columns of text
the page is parted there; between the columns of a table it is not.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trendsqa.corpus.readers.pdf.page import Run
from trendsqa.corpus.readers.pdf.untagged.line import rows_of, without_leaders
from trendsqa.corpus.readers.pdf.untagged.table import PlacedTable, is_figure

__all__ = ["regions_of"]

# A gap wider than this share of the letters' size may be a gutter.
_GUTTER = 0.85
# Columns have at least so many lines on both sides.
_FEWEST_LINES = 3
# Lines of text have at least so many words on average, and this share of them is nearly as long as the column is wide.
_TEXT_WORDS = 2.6
_FILLED, _FILLED_SHARE = 0.6, 0.5
# With more figures among its pieces than this share, a side is a column of a table.
_MOST_FIGURES = 0.4
# Columns drawn one after the other change sides seldom: so many times, or by this share of the lines.
_FEW_TURNS, _TURNS_SHARE = 2, 0.2
# Lines of two columns stand level by chance up to this share; nearly all lines of rows do.
_LEVEL, _ALL_LEVEL = 0.5, 0.8
# More turns than this share of the rows are a drawing line by line; text then goes on in this share of its lines.
_BY_LINE, _FLOWING = 1.2, 0.4
# Below a gap of so many sizes, lines on one side only no longer belong to the columns above.
_END_GAP = 2.4
# So many lines that go on from one to the next are prose.
_PROSE_LINES = 8
_DEEPEST = 8
_MOST_CUTS = 60


@dataclass(frozen=True, slots=True)
class _Piece:
    """Runs of one row without a wide gap, or a table."""

    left: float
    right: float
    y: float
    size: float
    content: tuple[Run, ...] | PlacedTable

    @property
    def words(self) -> int:
        return 99 if isinstance(self.content, PlacedTable) else sum(len(run.text.split()) for run in self.content)

    @property
    def place(self) -> int:
        return -1 if isinstance(self.content, PlacedTable) else self.content[0].place

    @property
    def is_figure(self) -> bool:
        return not isinstance(self.content, PlacedTable) and is_figure(" ".join(run.text for run in self.content))

    @property
    def bold(self) -> bool:
        return not isinstance(self.content, PlacedTable) and all(run.bold for run in self.content)


_Rows = list[list[_Piece]]


def regions_of(runs: Sequence[Run], tables: Sequence[PlacedTable]) -> list[list[PlacedTable | list[Run]]]:
    """The regions of a page in reading order, each with its rows and tables from the top."""
    rows = [_pieces(without_leaders(row)) for row in rows_of(runs)]
    rows += [[_Piece(table.left, table.right, table.top, 10.0, table)] for table in tables]
    rows.sort(key=lambda row: -row[0].y)
    return [_merged(region) for region in _parted(rows, 0) if region]


def _pieces(row: Sequence[Run]) -> list[_Piece]:
    groups: list[list[Run]] = [[row[0]]]
    for last, run in pairwise(row):
        # A right-to-left row runs backwards.
        if run.x - last.end > _GUTTER * max(run.size, last.size):
            groups.append([])
        groups[-1].append(run)
    return [
        _Piece(
            min(run.x for run in group),
            max(run.end for run in group),
            group[0].y,
            max(run.size for run in group),
            tuple(group),
        )
        for group in groups
    ]


def _merged(rows: _Rows) -> list[PlacedTable | list[Run]]:
    found: list[PlacedTable | list[Run]] = []
    for row in rows:
        runs = [run for piece in row if not isinstance(piece.content, PlacedTable) for run in piece.content]
        found += [piece.content for piece in row if isinstance(piece.content, PlacedTable)]
        if runs:
            found.append(runs)
    return found


def _parted(rows: _Rows, depth: int) -> list[_Rows]:
    """The rows parted at the tallest columns of text, and their parts in the same way."""
    band = _columns(rows) if depth < _DEEPEST else None
    if band is None:
        return [rows]
    parts = [rows[: band.first]]
    inside = rows[band.first : band.end]
    parts.append([kept for row in inside if (kept := [piece for piece in row if piece.left < band.cut - 1])])
    parts.append([kept for row in inside if (kept := [piece for piece in row if piece.left >= band.cut - 1])])
    parts.append(rows[band.end :])
    return [region for part in parts if part for region in _parted(part, depth + 1)]


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows from ``first`` up to ``end`` with a gutter left of ``cut``."""

    first: int
    end: int
    cut: float
    lines: int


def _columns(rows: _Rows) -> _Band | None:
    bands = [band for cut in _cuts(rows) for band in _bands(rows, cut)]
    for band in sorted(bands, key=lambda band: (-band.lines, band.cut)):
        inside = rows[band.first : band.end]
        left = [piece for row in inside for piece in row if piece.left < band.cut - 1]
        right = [piece for row in inside for piece in row if piece.left >= band.cut - 1]
        if _are_texts(left, right, inside):
            return band
    return None


def _cuts(rows: _Rows) -> list[float]:
    """Left edges that several lines share, apart from that of the whole."""
    edges: Counter[int] = Counter(round(piece.left / 2) for row in rows for piece in row)
    outermost = min((piece.left for row in rows for piece in row), default=0.0)
    shared = {
        edge: edges[edge] + edges[edge + 1]
        for edge in edges
        if edges[edge] + edges[edge + 1] >= _FEWEST_LINES - 1 and edge * 2 > outermost + 20
    }
    usual = sorted(shared, key=lambda edge: -shared[edge])[:_MOST_CUTS]
    return [edge * 2.0 - 1 for edge in usual]


def _bands(rows: _Rows, cut: float) -> list[_Band]:
    """The longest stretches of rows that do not cross the strip left of ``cut``."""
    found: list[_Band] = []
    first = 0
    for number in range(len(rows) + 1):
        if number < len(rows) and not _crosses(rows[number], cut):
            continue
        band = _trimmed(rows, first, number, cut)
        if band is not None:
            found.append(band)
        first = number + 1
    return found


def _crosses(row: Sequence[_Piece], cut: float) -> bool:
    return any(piece.left < cut - 1 and piece.right > cut - _GUTTER * 0.8 * piece.size for piece in row)


def _trimmed(rows: _Rows, first: int, end: int, cut: float) -> _Band | None:
    """The band without rows at its edges that stand on one side only and belong to what is above or below."""

    def sides(row: Sequence[_Piece]) -> tuple[int, int]:
        left = sum(piece.left < cut - 1 for piece in row)
        return left, len(row) - left

    def gap(above: int, below: int) -> float:
        return (rows[above][0].y - rows[below][0].y) / rows[below][0].size

    while first < end and not sides(rows[first])[1] and first > 0 and gap(first - 1, first) < 1.6:  # noqa: PLR2004
        first += 1
    both = [number for number in range(first, end) if all(sides(rows[number]))]
    right = [number for number in range(first, end) if sides(rows[number])[1]]
    last = max([*both, *right], default=first)
    for number in range(last + 1, end):
        larger = rows[number][0].bold or rows[number][0].size > 1.12 * rows[last][0].size
        # A heading of what goes on below, or the rows of a table.
        is_table = len(rows[number]) > 1 or isinstance(rows[number][0].content, PlacedTable)
        begins_anew = (end < len(rows) and larger) or is_table
        if gap(number - 1, number) > _END_GAP or begins_anew:
            end = number
            break
    counts = [sides(row) for row in rows[first:end]]
    left_lines = sum(left > 0 for left, _ in counts)
    right_lines = sum(right > 0 for _, right in counts)
    fewest = min(left_lines, right_lines)
    return _Band(first, end, cut, left_lines + right_lines) if fewest >= _FEWEST_LINES else None


def _are_texts(left: Sequence[_Piece], right: Sequence[_Piece], rows: _Rows) -> bool:
    """True if both sides are text to be read down, false if their rows belong together."""
    turns = _turns(rows, {id(piece) for piece in left})
    level = _level(left, right)
    if turns <= max(_FEW_TURNS, _TURNS_SHARE * min(len(left), len(right))) and (
        level < _LEVEL or _are_wide(left, right, rows)
    ):
        return True
    if turns <= _FEW_TURNS and any(
        len(side) >= _PROSE_LINES and _is_text(side) and _flows(side) for side in (left, right)
    ):
        # Prose drawn apart from what stands beside it, such as a picture with labels: no row of a table goes on so.
        return True
    if any(_figures(side) > _MOST_FIGURES for side in (left, right)) or not all(map(_is_text, (left, right))):
        return False
    if level >= _ALL_LEVEL and turns > _BY_LINE * len(rows) and not all(map(_flows, (left, right))):
        # Drawn row by row, and no side goes on from line to line: a listing with its remarks.
        return False
    # Drawn cell by cell: the rows of a table, whose cells are several lines long.
    cell_by_cell = 2 * _FEW_TURNS < turns < 0.6 * (len(left) + len(right))
    return not (cell_by_cell and level >= _ALL_LEVEL)


def _level(left: Sequence[_Piece], right: Sequence[_Piece]) -> float:
    """The share of the shorter side's lines that stand level with one of the other."""
    shorter, longer = sorted((left, right), key=len)
    heights = {round(piece.y) for piece in longer}
    level = sum(any(round(piece.y) + near in heights for near in (-1, 0, 1)) for piece in shorter)
    return level / len(shorter)


def _are_wide(left: Sequence[_Piece], right: Sequence[_Piece], rows: _Rows) -> bool:
    """True if both sides have columns of their own: tables side by side."""
    return all(len(side) > 1.6 * len({round(piece.y) for piece in side}) for side in (left, right)) and len(rows) > 6  # noqa: PLR2004


def _figures(side: Sequence[_Piece]) -> float:
    return sum(piece.is_figure for piece in side) / len(side)


def _is_text(side: Sequence[_Piece]) -> bool:
    words = sum(piece.words for piece in side) / len(side)
    widths = sorted(piece.right - piece.left for piece in side)
    wide = widths[int(len(widths) * 0.75)]
    filled = sum(width >= _FILLED * wide for width in widths) / len(side)
    return words >= _TEXT_WORDS and filled >= _FILLED_SHARE


def _flows(side: Sequence[_Piece]) -> bool:
    """True if many lines go on with the sentence of the line before."""
    texts = [[run.text for run in piece.content] for piece in side if not isinstance(piece.content, PlacedTable)]
    goes_on = sum(
        line[0][:1].islower() and above[-1][-1:] not in {".", ":", ";", "!", "?"} for above, line in pairwise(texts)
    )
    return goes_on >= _FLOWING * (len(texts) - 1)


def _turns(rows: _Rows, left: set[int]) -> int:
    """Number of times that the drawing goes from one side to the other."""
    pieces = sorted((piece for row in rows for piece in row), key=lambda piece: piece.place)
    return sum((id(a) in left) != (id(b) in left) for a, b in pairwise(pieces))
