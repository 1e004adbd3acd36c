"""Runs one action on an index again and again, each time killed one file operation later, and looks at what is left.

    python breaking.py HOME ACTION SHARE SHARES

HOME is an installation of ``KeywordAssembly`` whose collection says "The ferry leaves at noon."; ACTION is build,
rollback or prune. Of SHARES processes that divide the operations, this one takes every SHARES-th from the SHARE-th.
What answers afterwards must be the old generation or the new one, whole, and a build must then
succeed. The outcomes are printed as one JSON object. The process forks, so it loads no more than it needs.
"""

import json
import os
import shutil
import signal
import sys
from collections import Counter
from contextlib import closing, suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from fakes.keyword_assembly import KeywordAssembly
from trendsqa.corpus.collection import Overrides
from trendsqa.errors import TrendsqaError
from trendsqa.index.generations.builder_lock import sole_builder
from trendsqa.index.opening import open_generation
from trendsqa.index.pruning import prune
from trendsqa.index.publishing import kept_names, published_name, rollback
from trendsqa.upkeep.rebuilding import build_index

WORDS = ("ferry", "noon", "midnight")
OLD, NEW = "The ferry leaves at noon.", "The ferry leaves at midnight."
AUDITED = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "sqlite3.connect"}
ENOUGH = 2000
"""More operations than any action has: beyond it something runs for ever."""


def main() -> None:
    """Print the outcomes."""
    home, action, share, shares = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    outcomes: Counter[str] = Counter()
    load_what_is_needed(home, action)
    for point in range(share, ENOUGH, shares):
        there = home.with_name(f"{home.name}-{point}")
        shutil.copytree(home, there)
        killed = run_apart(lambda at=there, stop=point: (kill_at(stop, at), act(at, action)))
        outcomes[outcome_of(there, killed=killed)] += 1
        shutil.rmtree(there)
        if killed != -signal.SIGKILL:
            break
    sys.stdout.write(json.dumps({"points": sum(outcomes.values()) - 1, "outcomes": outcomes}))


def load_what_is_needed(home: Path, action: str) -> None:
    """Import what ``action`` and ``look`` import, so that no forked process does it again; nothing of it is run here.

    A thread that they start would be missing in a forked process, so another does both and tells what it imported.
    """
    there = home.with_name(f"{home.name}-whole")
    shutil.copytree(home, there)
    before, imported = set(sys.modules), there / "imported"
    run_apart(lambda: (act(there, action), look(there, 0), imported.write_text("\n".join(set(sys.modules) - before))))
    for name in imported.read_text().splitlines():
        with suppress(ImportError):
            import_module(name)
    shutil.rmtree(there)


def installation(home: Path) -> KeywordAssembly:
    """The installation at ``home``; the project ships nothing to it, as reading that takes longer than a build."""
    assembly = KeywordAssembly(home, *WORDS)
    assembly.locations = replace(assembly.locations, shipped_corpus=home.with_name("shipped"))
    return assembly


def act(home: Path, action: str) -> None:
    """Do ``action`` on the installation at ``home``."""
    assembly = installation(home)
    if action == "build":
        add(assembly, NEW)
        build_index(assembly)
        return
    with sole_builder(assembly.layout, action):
        rollback(assembly.layout) if action == "rollback" else prune(assembly.layout, keep=1)


def add(assembly: KeywordAssembly, sentence: str) -> None:
    """Put a text that says ``sentence`` into the library in place of the one before."""
    file = assembly.locations.corpus.parent / "ferries.md"
    file.write_text(f"# Ferries\n\n{sentence}\n", encoding="utf-8")
    assembly.collection().add(file, Overrides())


def kill_at(point: int, home: Path) -> None:
    """Let this process be killed just before its ``point``-th operation on a file under ``home``."""
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(event: str, arguments: tuple) -> None:
        if event in AUDITED and str(arguments[0]).removeprefix("file:").startswith(str(home)):
            count()

    flush = os.fsync

    def counted_flush(descriptor: int) -> None:
        # The interpreter audits no flush; each is a moment of its own all the same.
        count()
        flush(descriptor)

    os.fsync = counted_flush
    sys.addaudithook(audit)


def run_apart(work) -> int:
    """The exit code of a forked process that does ``work``; negative for the signal that ended it."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        work()
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def outcome_of(home: Path, *, killed: int) -> str:
    """What is left: which text answers, and whether the next build puts all right."""
    path = home / "outcome"
    run_apart(lambda: path.write_text(look(home, killed)))
    return path.read_text() if path.exists() else "looking at it failed"


def look(home: Path, killed: int) -> str:
    """In words, what answers now."""
    if killed not in {0, -signal.SIGKILL}:
        return f"ended with {killed}"
    assembly = installation(home)
    try:
        answers = said(assembly)
        add(assembly, NEW)
        build_index(assembly)
    except TrendsqaError as error:
        return f"refused: {error}"
    left = [path.name for path in assembly.layout.folder.rglob(".*.part")]
    if said(assembly) != NEW or left or published_name(assembly.layout) not in kept_names(assembly.layout):
        return f"not mended by a build: {left}"
    return {OLD: "old", NEW: "new"}.get(answers, f"answers {answers!r}")


def said(assembly: KeywordAssembly) -> str:
    """The text that the published generation holds; opening checks every file of it."""
    layout = assembly.layout.generation(published_name(assembly.layout))
    with closing(open_generation(layout, assembly.encoder().identity)) as opened:
        (passage,) = opened.table.passages([0])
        return passage.text.rpartition("\n")[2]


if __name__ == "__main__":
    main()
