"""Output of the command line: results to stdout, everything else to stderr, progress on terminals only."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

__all__ = ["note", "out", "plain", "print_json", "print_json_line", "print_table", "progress"]

out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)

_SECONDS_BETWEEN_LINES = 1.0


def note(text: str) -> None:
    """Print a note, which is not part of the result, to stderr."""
    _err.print(escape(text))


def plain(text: str) -> None:
    """Print text of a document or a person literally, without interpreting markup."""
    out.print(escape(text))


def print_json(value: Any) -> None:
    """Print one JSON object."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def print_json_line(value: Any) -> None:
    """Print one JSON object on a line of its own and flush, so that a reader gets it at once."""
    sys.stdout.write(json.dumps(value, allow_nan=False) + "\n")
    sys.stdout.flush()


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, equal: bool = False) -> None:
    """Print rows of plain text under column headings; ``equal`` gives columns equal widths, for longer texts."""
    table = Table(title=escape(title) if title else None, title_justify="left", header_style="bold", show_lines=equal)
    for column in columns:
        table.add_column(escape(column), overflow="fold", ratio=1 if equal else None)
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    # In a pipe or a file a table must not be cut to eighty columns.
    console = out if sys.stdout.isatty() else Console(highlight=False, width=max(out.width, 200))
    console.print(table)


@contextmanager
def progress(task: str, *, lines: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr, updated by calls with (done, total); silent if stderr is not a terminal.

    With ``lines`` there is no bar: "Encoding: 320 of 900" on a line of its own, once a second at most, and at the end.
    """
    if lines:
        yield _ProgressLines(task).tell
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_err, transient=True, disable=not sys.stderr.isatty()) as bar:
        running = bar.add_task(task, total=None)
        yield lambda done, total: bar.update(running, completed=done, total=total)


class _ProgressLines:
    """Progress of ``task`` told in lines."""

    def __init__(self, task: str) -> None:
        self._task = task
        self._next = 0.0

    def tell(self, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` pieces are done, unless it was told just before."""
        now = monotonic()
        if now >= self._next or done == total:
            self._next = now + _SECONDS_BETWEEN_LINES
            note(f"{self._task}: {done} of {total}")
