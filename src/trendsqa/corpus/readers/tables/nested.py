"""A table inside a cell of another as words on one line, the same in every format."""

from collections.abc import Iterable, Sequence

__all__ = ["nested_text"]


def nested_text(rows: Iterable[Sequence[str]]) -> str:
    """The table's cells with a comma between them and a semicolon between rows; cells without words are left out."""
    filled = ([text for cell in row if (text := " ".join(cell.split()))] for row in rows)
    return "; ".join(", ".join(row) for row in filled if row)
