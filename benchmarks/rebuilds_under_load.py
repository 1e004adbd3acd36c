"""A server under load while its index is rebuilt, gone back from and published damaged: does anybody notice?

    python benchmarks/rebuilds_under_load.py [--seconds 180] [--rate 20] [--warm-up 30]

A real ``trendsqa serve`` over a copy of this checkout's corpus, in which one document more says on every line which
state it is of. Meanwhile 5 rebuilds (each of a new state), 3 rollbacks and a damaged generation that is published by
hand and then gone back from. The bars: no failed request; in every response all lines are of one state, that of the
generation which it names; another generation answers within 2 s; the damaged one shows in /readyz and /metrics and
never answers; memory afterwards is within 10 % of before. A missed bar gives exit status 1. Linux only: memory is read
from /proc.

Requests are sent when they are due, whether or not earlier ones were answered, and their latency counts from then.
"""

import argparse
import asyncio
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np

from server_process import serving
from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.evaluation.table import Table
from trendsqa.index.generations.builder_lock import sole_builder
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.publishing import publish, published_name, rollback
from trendsqa.settings import Settings

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
TRENDSQA = [sys.executable, "-m", "trendsqa"]
LOG = "saltmarsh-beacon-log"
PLACES = (
    "causeway",
    "ferry",
    "fog bell",
    "harbour",
    "lantern",
    "lighthouse",
    "mole",
    "quay",
    "sluice",
    "towpath",
    "weir",
)
STATE = re.compile(r"signal (\d+)")
FOLLOWS_WITHIN_S = 2.0
MEMORY_WITHIN = 1.10
SETTLING_S = 5
TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request; ``told`` says that its response must hold lines of the log."""

    name: str
    method: str
    address: str
    sent: dict[str, object] | None = None
    told: bool = True


QUESTION = "What does the beacon at the lighthouse of Saltmarsh Point show?"
KINDS = (
    Kind("ask", "POST", "/api/v1/ask", {"question": QUESTION}),
    Kind("search", "GET", f"/api/v1/search?q=beacon+of+Saltmarsh+Point&limit={len(PLACES)}"),
    Kind("read (page)", "GET", f"/read?section={LOG}%23{LOG}/lighthouse"),
    Kind(
        "ask, the report",
        "POST",
        "/api/v1/ask",
        {"question": "Where should we start with harnessing data?"},
        told=False,
    ),
    Kind("search (page)", "GET", "/search?q=What+does+the+beacon+of+Saltmarsh+Point+show"),
    Kind("text", "GET", f"/api/v1/documents/{LOG}/text"),
    Kind("search, posted", "POST", "/api/v1/search", {"query": "Saltmarsh beacon", "filters": {"document_id": LOG}}),
    Kind("documents (page)", "GET", "/documents", told=False),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One response: when it was due and answered (seconds since the epoch), its status or what went wrong.

    ``generation`` is the one it names, empty for pages; ``states`` are those its lines are of.
    """

    kind: Kind
    due: float
    answered: float
    outcome: str
    generation: str
    states: frozenset[int]


@dataclass
class Change:
    """Something that was done to the index, and when the pointer was replaced (seconds since the epoch)."""

    what: str
    generation: str
    at: float


@dataclass
class Installation:
    """Folders of their own, and what was done to them."""

    home: Path
    assembly: Assembly
    state: int = 0
    states: dict[str, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    @classmethod
    def at(cls, home: Path) -> "Installation":
        shutil.copytree(CORPUS, home / "corpus", ignore=shutil.ignore_patterns("library"))
        made = cls(home, Assembly(Settings(), corpus=home / "corpus", index=home / "index"))
        made.assembly.export_models()
        made.rebuild()
        made.rebuild()
        return made

    @property
    def folders(self) -> list[str]:
        return ["--corpus", str(self.home / "corpus"), "--index", str(self.home / "index")]

    def rebuild(self) -> None:
        """Give the log a new state and build, as its maintainer would."""
        self.state += 1
        lines = (
            f"## {place.title()}\n\nThe beacon at the {place} of Saltmarsh Point shows signal {self.state}."
            for place in PLACES
        )
        file = self.home / f"{LOG}.md"
        file.write_text(f"# {LOG.replace('-', ' ').title()}\n\n" + "\n\n".join(lines), encoding="utf-8")
        self.assembly.collection().add(file, Overrides(id=LOG, terms="full"))
        done = subprocess.run(
            [*TRENDSQA, "index", "build", "--json", *self.folders], check=True, capture_output=True, text=True
        )
        name = json.loads(done.stdout)["generation"]
        self.states[name] = self.state
        self._note(f"rebuild to state {self.state}", name)

    def go_back(self) -> None:
        """Publish the generation built before the published one."""
        with sole_builder(self.assembly.layout, "going back"):
            name = rollback(self.assembly.layout)
        self._note(f"rollback to state {self.states[name]}", name)

    def publish_damaged(self) -> None:
        """Publish, past every check, a copy of the present generation with one bit turned."""
        layout, name = self.assembly.layout, published_name(self.assembly.layout)
        damaged = f"{name}-damaged"
        shutil.copytree(layout.generation(name).folder, layout.generation(damaged).folder)
        vectors = layout.generation(damaged).vectors(VectorKind.PASSAGES)
        whole = vectors.read_bytes()
        vectors.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        publish(layout, damaged)
        self._note("damaged generation", damaged)

    def _note(self, what: str, name: str) -> None:
        self.changes.append(Change(what, name, self.assembly.layout.pointer.stat().st_mtime))


def resident_mib(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


async def load(client: httpx.AsyncClient, rate: float, seconds: float) -> list[Seen]:
    """Send requests of all kinds in turn, ``rate`` a second, and give back what came of them."""
    began, clock = time.monotonic(), time.time()
    tasks = []
    for number in range(round(rate * seconds)):
        due = number / rate
        await asyncio.sleep(max(0.0, began + due - time.monotonic()))
        tasks.append(asyncio.create_task(send(client, KINDS[number % len(KINDS)], clock + due)))
    return await asyncio.gather(*tasks)


async def send(client: httpx.AsyncClient, kind: Kind, due: float) -> Seen:
    try:
        response = await client.request(kind.method, kind.address, json=kind.sent)
    except httpx.HTTPError as error:
        return Seen(kind, due, time.time(), type(error).__name__, "", frozenset())
    is_json = response.headers["content-type"] == "application/json"
    generation = response.json().get("generation", "") if is_json and response.is_success else ""
    states = frozenset(map(int, STATE.findall(response.text)))
    return Seen(kind, due, time.time(), str(response.status_code), generation, states)


@dataclass
class Watched:
    """What was seen besides the load: memory while it ran, and what was told of the damaged generation."""

    peak_mib: float = 0.0
    degraded_after_s: float | None = None
    told_in_metrics: bool = False


async def watch_memory(process: int, watched: Watched) -> None:
    while True:
        watched.peak_mib = max(watched.peak_mib, resident_mib(process))
        await asyncio.sleep(0.1)


async def change(installation: Installation, client: httpx.AsyncClient, watched: Watched, seconds: float) -> None:
    """Five rebuilds, three rollbacks and one damaged generation, spread over the time."""
    build, back = installation.rebuild, installation.go_back
    steps = [build, build, back, build, installation.publish_damaged, back, back, build, build, back]
    began, apart = time.monotonic(), seconds / (len(steps) + 1)
    for number, step in enumerate(steps, start=1):
        await asyncio.sleep(max(0.0, began + number * apart - time.monotonic()))
        await asyncio.to_thread(step)
        print(f"{time.monotonic() - began:6.1f} s  {installation.changes[-1].what}", file=sys.stderr)
        if step == installation.publish_damaged:
            await see_degraded(client, installation.changes[-1], watched)


async def see_degraded(client: httpx.AsyncClient, damaged: Change, watched: Watched) -> None:
    while time.time() < damaged.at + 3 * FOLLOWS_WITHIN_S:
        ready = (await client.get("/readyz")).json()
        if ready["status"] == "degraded" and ready["failing"]["generation"] == damaged.generation:
            watched.degraded_after_s = time.time() - damaged.at
            watched.told_in_metrics = "trendsqa_published_generation_failing 1.0" in (await client.get("/metrics")).text
            return
        await asyncio.sleep(0.05)


def is_mixed(seen: Seen, states: dict[str, int]) -> bool:
    """Whether a response holds lines of several states, or of another than its generation's."""
    allowed = {states.get(seen.generation, -1)} if seen.generation else set(seen.states)
    return len(seen.states) > 1 or not seen.states <= allowed


def followed_after_s(change: Change, until: float, responses: list[Seen]) -> float | None:
    """Seconds from a change to the first response of its generation; None where none came before ``until``."""
    times = (seen.answered for seen in responses if seen.generation == change.generation and seen.answered >= change.at)
    first = min(times, default=None)
    return None if first is None or first > until else first - change.at


def percentiles(responses: list[Seen]) -> tuple[str, ...]:
    took = [(seen.answered - seen.due) * 1000 for seen in responses]
    return (str(len(took)), *(f"{value:.0f}" for value in np.percentile(took, (50, 95, 99, 100))))


def report(
    installation: Installation, responses: list[Seen], watched: Watched, memory: tuple[float, float]
) -> list[str]:
    """Print what was measured; the bars that were missed come back."""
    rows = [(kind.name, *percentiles([seen for seen in responses if seen.kind is kind])) for kind in KINDS]
    print(
        Table(
            ("requests", "n", "p50 ms", "p95 ms", "p99 ms", "max ms"), (*rows, ("all", *percentiles(responses)))
        ).markdown()
    )
    follows, missed = [], []
    changes = installation.changes
    for step, after in zip(changes, [*changes[1:], None], strict=True):
        if step.what == "damaged generation":
            continue
        waited = followed_after_s(step, after.at if after else np.inf, responses)
        follows.append((step.what, "never" if waited is None else f"{waited:.2f}"))
        if waited is None or waited > FOLLOWS_WITHIN_S:
            late = "never followed" if waited is None else f"followed after {waited:.2f} s"
            missed.append(f"{step.what}: {late}")
    print("\n" + Table(("change", "first response after, s"), tuple(follows)).markdown())
    before, afterwards = memory
    failed = Counter(seen.outcome for seen in responses if seen.outcome != "200")
    mixed = sum(is_mixed(seen, installation.states) for seen in responses)
    silent = sum(seen.kind.told and not seen.states for seen in responses if seen.outcome == "200")
    shown = "never" if watched.degraded_after_s is None else f"after {watched.degraded_after_s:.2f} s"
    print(
        f"\nfailed requests: {failed.total()} {dict(failed) or ''}\nresponses that mix generations: {mixed}"
        f"\nresponses that hold no line of the log though they should: {silent}"
        f"\ndamaged generation told in /readyz: {shown}, in /metrics: {watched.told_in_metrics}"
        f"\nresident memory, MiB: {before:.0f} before, {watched.peak_mib:.0f} at most, {afterwards:.0f} afterwards "
        f"({afterwards / before - 1:+.1%})"
    )
    missed += [f"{failed.total()} requests failed"] * bool(failed)
    missed += [f"{mixed} responses mix generations"] * bool(mixed)
    missed += [f"{silent} responses could not be judged"] * bool(silent)
    told = watched.told_in_metrics and (watched.degraded_after_s or np.inf) <= FOLLOWS_WITHIN_S
    missed += ["the damaged generation was not told in time"] * (not told)
    missed += [f"memory is {afterwards / before - 1:+.1%}"] * (afterwards > before * MEMORY_WITHIN)
    return missed


async def run(installation: Installation, url: str, process: int, chosen: argparse.Namespace) -> list[str]:
    # Idle connections are dropped before the server drops them (after 5 s), which would look like a failed request.
    limits = httpx.Limits(max_connections=200, keepalive_expiry=2)
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT_S, limits=limits) as client:
        (await client.get("/chat/")).raise_for_status()
        await load(client, chosen.rate, chosen.warm_up)
        await asyncio.sleep(SETTLING_S)
        before, watched = resident_mib(process), Watched()
        installation.changes.clear()
        watching = asyncio.create_task(watch_memory(process, watched))
        changing = asyncio.create_task(change(installation, client, watched, chosen.seconds))
        responses = await load(client, chosen.rate, chosen.seconds)
        await changing
        watching.cancel()
        await asyncio.sleep(SETTLING_S)
        return report(installation, responses, watched, (before, resident_mib(process)))


def bounded(least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        value = float(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not between {least:g} and {most:g}")
        return value

    return read


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=bounded(60, 3600), default=180, help="how long the load lasts (60 to 3600)")
    parser.add_argument("--rate", type=bounded(1, 200), default=20, help="requests a second (1 to 200)")
    parser.add_argument("--warm-up", type=bounded(1, 600), default=30, help="seconds of load before memory is read")
    chosen = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    print(f"{machine}, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory() as home:
        installation = Installation.at(Path(home))
        with serving(*installation.folders) as (url, process):
            missed = asyncio.run(run(installation, url, process, chosen))
    print(f"\n{'Missed: ' + '; '.join(missed) if missed else 'Every bar was met.'}")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
