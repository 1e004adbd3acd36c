"""``trendsqa index watch``: rebuilds when the collection or a drop folder changes, until it is stopped."""

import signal
import threading
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from trendsqa.cli.console import note, print_json_line, progress
from trendsqa.cli.options import CorpusFolder, IndexFolder, assemble

if TYPE_CHECKING:
    from trendsqa.assembly import Assembly
    from trendsqa.upkeep.watching import Watcher, WatchEvent

__all__ = ["watch"]


def watch(
    drop: Annotated[
        Path | None,
        typer.Option(
            "--drop",
            help="Folder that people put files into. Each is added as `corpus add` does and kept in added/ there, or "
            "in refused/ with the reason. Deleting a file there removes nothing from the collection.",
        ),
    ] = None,
    settle: Annotated[
        float, typer.Option("--settle", min=0, max=3600, help="Seconds without a change before a change counts.")
    ] = 2.0,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look at intervals, where the system tells of no changes (network drives).")
    ] = False,
    once: Annotated[
        bool,
        typer.Option("--once", help="Take in what is there, build and end: with 1 where something needs a person."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each event, one a line.")] = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Rebuild whenever the collection or a drop folder has changed; Ctrl+C or SIGTERM ends it at any moment."""
    from trendsqa.upkeep.watching import EventKind, WatchEvent

    tell = _tell_as_json if as_json else _tell
    stopped = threading.Event()
    try:
        _interrupt_on_signals(stopped)
        watcher = _watcher(assemble(corpus, index), drop, settle, polling=poll, as_json=as_json)
        if once:
            well = watcher.run_once()
        else:
            watcher.run(stopped.is_set)
            well = True
    except KeyboardInterrupt:
        well = not once  # With --once an interrupt means that the work was not finished.
    if stopped.is_set():
        tell(WatchEvent(EventKind.STOPPED, "", "Stopped. What was published stays published."))
    if not well:
        raise typer.Exit(1)


def _watcher(assembly: "Assembly", drop: Path | None, settle_s: float, *, polling: bool, as_json: bool) -> "Watcher":
    """The watcher for these options. Raises InputError if ``drop`` cannot be a drop folder."""
    from trendsqa.upkeep.drop_folder import DropFolder
    from trendsqa.upkeep.folder_changes import FolderChanges
    from trendsqa.upkeep.watching import Watcher, check_drop_folder

    if drop:
        check_drop_folder(assembly, drop)
    return Watcher(
        assembly,
        FolderChanges(polling=polling),
        _tell_as_json if as_json else _tell,
        settle_s=settle_s,
        drop=DropFolder(drop, settle_s=settle_s, clock=time.monotonic) if drop else None,
        progress=partial(progress, "Encoding"),
    )


def _interrupt_on_signals(stopped: threading.Event) -> None:
    """Make SIGINT and SIGTERM raise KeyboardInterrupt at any point of the work, and set ``stopped``.

    If a library swallows the interrupt, watching still ends at its next turn.
    """

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        stopped.set()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


def _tell(event: "WatchEvent") -> None:
    note(f"{_now()} {_on_one_line(event.message)}")


def _tell_as_json(event: "WatchEvent") -> None:
    print_json_line(
        {"time": _now(), "event": event.kind.value, "subject": event.subject, "message": _on_one_line(event.message)}
    )


def _now() -> str:
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


def _on_one_line(message: str) -> str:
    """The message without line breaks and terminal control characters, since file names come from other people."""
    return " ".join("".join(char if char.isprintable() else " " for char in message).split())
