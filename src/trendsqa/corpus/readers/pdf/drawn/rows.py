"""Runs of a page in rows, before it is known what of it is text."""

from collections.abc import Sequence

from trendsqa.corpus.readers.pdf.page import Run

__all__ = ["row_indices"]


def row_indices(runs: Sequence[Run], same_height: float) -> list[list[int]]:
    """The indices of the upright runs with letters, by row from the top, in the order of the runs.

    Baselines nearer than ``same_height`` points to that of a row's first run are in that row.
    """
    rows: list[list[int]] = []
    for index, run in sorted(enumerate(runs), key=lambda item: -item[1].y):
        if run.angle or not run.text.strip():
            continue
        if rows and abs(runs[rows[-1][0]].y - run.y) < same_height:
            rows[-1].append(index)
        else:
            rows.append([index])
    return rows
