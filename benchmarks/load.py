"""Answers a second, waiting and memory of a real server under load, beside txtai's API in the same run.

    python benchmarks/load.py [--report REPORT.md] [--seconds 20] [--txtai VENV] [--write]

Everything is on loopback and ends by itself, after about a dozen times ``--seconds``. Clients keep their connections,
ask as soon as they have an answer, and wait as long as they are told if they are refused. The program that plays them
runs on the same processors as the server.

Questions are made from the headings of the collection. **All distinct**: none is ever repeated, so that no answer is
given again. **Mix**: drawn by Zipf's law from 500 questions that begin unasked. **Twenty**: the same twenty over and
over.

txtai (https://github.com/neuml/txtai) is no dependency of this project. Give it an environment of its own first:

    python -m venv txtai-venv
    txtai-venv/bin/pip install 'txtai[api]' torch==2.13.0

It gets the same weights, the same passages and a hybrid index. Its ``search`` gives passages; it is compared with
``search`` here, which also has a judge read the best passages, and with ``ask``, which also chooses and checks quotes.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np

from server_process import serving
from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.embedding.models import PACKAGED_MODEL, find_model
from trendsqa.evaluation.reports.page_part import PagePart
from trendsqa.evaluation.table import Table
from trendsqa.settings import Settings
from trendsqa.upkeep.rebuilding import build_index

ROOT = Path(__file__).resolve().parents[1]
FRAMES = (
    "What about {}?",
    "How do councils approach {}?",
    "What are the risks of {}?",
    "Where should we start with {}?",
    "Who is responsible for {}?",
    "What are the early benefits of {}?",
    "Which examples are there of {}?",
    "Why does {} matter?",
    "What should chief information officers do about {}?",
    "What does good {} look like?",
    "How much does {} cost?",
    "When should {} begin?",
    "What is new in {}?",
    "Is {} worth it?",
    "What holds councils back from {}?",
    "What guidance is there on {}?",
)
MIX, TWENTY, EXPONENT = 500, 20, 1.0
CLIENTS, CROWD = 16, 300
TIMEOUT_S = 60
INDEXING_S = 600
TXTAI = """\
path: {index}
writable: true
embeddings:
  path: {model}
  content: true
  hybrid: true
"""


@dataclass
class Seen:
    """Seconds that answers took, refusals, and what else came, under one load."""

    took: list[float] = field(default_factory=list)
    refused: int = 0
    failed: int = 0
    lasted: float = 0.0

    def note(self, status: int, took: float) -> None:
        if status == 200:
            self.took.append(took)
        elif status == 503:
            self.refused += 1
        else:
            self.failed += 1

    def row(self, name: str, again: str = "") -> tuple[str, ...]:
        waits = np.percentile(self.took, (50, 95, 99)) * 1000 if self.took else (np.nan,) * 3
        rate = f"{len(self.took) / self.lasted:.0f}"
        return (name, rate, again, *(f"{value:.0f}" for value in waits), str(self.refused), str(self.failed))


ROW = ("load", "answers a second", "of them again", "p50 ms", "p95 ms", "p99 ms", "refused", "failed")


class Connection:
    """One connection that is kept, spoken over by hand: a client of its own weight would be measured too."""

    def __init__(self, url: str) -> None:
        self._host, self._port = urlsplit(url).hostname, urlsplit(url).port
        self._writer: asyncio.StreamWriter | None = None
        self.retry_after_s = 0

    async def send(self, request: bytes, timeout_s: float = TIMEOUT_S) -> tuple[int, bytes]:
        """Status and body of the response; ``retry_after_s`` is what it says to wait."""
        async with asyncio.timeout(timeout_s):
            if self._writer is None:
                self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
            self._writer.write(request)
            head = await self._reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            body = await self._reader.readexactly(int(length[1])) if length else b""
        asked = re.search(rb"retry-after: (\d+)", head, re.IGNORECASE)
        self.retry_after_s = int(asked[1]) if asked else 0
        if b"connection: close" in head.lower():
            self.close()
        return int(head.split(b" ", 2)[1]), body

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._writer = None


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def post(path: str, body: object) -> bytes:
    sent = json.dumps(body).encode()
    told = f"Host: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(sent)}"
    return f"POST {path} HTTP/1.1\r\n{told}\r\n\r\n".encode() + sent


def ask(question: str) -> bytes:
    return post("/api/v1/ask", {"question": question})


def search(question: str) -> bytes:
    return post("/api/v1/search", {"query": question})


def txtai_search(question: str) -> bytes:
    return get(f"/search?query={quote(question)}&limit=10")


class Questions:
    """Questions about the headings of a collection; ``fresh`` gives each of them once."""

    def __init__(self, headings: list[str], seed: int) -> None:
        made = [frame.format(heading) for heading in headings for frame in FRAMES]
        random.Random(seed).shuffle(made)
        self._left = made
        self._more = count(2)

    def fresh(self) -> str:
        if not self._left:
            # Headings and frames are used up: a number makes another question of the same length.
            number = next(self._more)
            self._left = [f"{frame.format('item')} {number}" for frame in FRAMES]
        return self._left.pop()

    def mix(self, size: int, exponent: float) -> Callable[[], str]:
        some = [self.fresh() for _ in range(size)]
        weights = 1 / np.arange(1, size + 1) ** exponent
        drawn = random.Random(size)
        return lambda: drawn.choices(some, weights)[0]


@contextmanager
def txtai_server(home: Path, python: Path) -> Iterator[tuple[str, int]]:
    config, port = home / "txtai.yml", free_port()
    config.write_text(
        TXTAI.format(index=home / "txtai-index", model=find_model(PACKAGED_MODEL).folder), encoding="utf-8"
    )
    command = [str(python), "-m", "uvicorn", "txtai.api:app", "--port", str(port), "--log-level", "warning"]
    offline = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "CONFIG": str(config)}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | offline
    with subprocess.Popen(command, env=environment, cwd=home) as process:
        try:
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


async def until_it_answers(url: str, path: str) -> None:
    for _ in range(600):
        with suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
            if (await Connection(url).send(get(path)))[0] < 500:
                return
        await asyncio.sleep(0.2)
    raise RuntimeError(f"{url}{path} does not answer")


async def crowd(url: str, clients: int, seconds: float, request: Callable[[], bytes]) -> Seen:
    """Clients that ask again as soon as they have an answer, or have waited as long as a refusal says."""
    seen, began = Seen(), time.perf_counter()

    async def client() -> None:
        connection = Connection(url)
        while time.perf_counter() - began < seconds:
            status = await once(connection, request(), seen)
            if status != 200:
                await asyncio.sleep(connection.retry_after_s or 0.1)
        connection.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    seen.lasted = time.perf_counter() - began
    return seen


async def once(connection: Connection, request: bytes, seen: Seen) -> int:
    started = time.perf_counter()
    try:
        status, _ = await connection.send(request)
    except (OSError, asyncio.IncompleteReadError, TimeoutError):
        connection.close()
        status = 0
    seen.note(status, time.perf_counter() - started)
    return status


async def at_rate(url: str, rate: float, seconds: float, request: Callable[[], bytes]) -> Seen:
    """As many requests a second as ``rate`` says, whatever becomes of them."""
    seen, idle, tasks, began = Seen(), [], [], time.perf_counter()

    async def one() -> None:
        connection = idle.pop() if idle else Connection(url)
        await once(connection, request(), seen)
        idle.append(connection)

    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(one()))
    await asyncio.gather(*tasks)
    seen.lasted = time.perf_counter() - began
    for connection in idle:
        connection.close()
    return seen


@asynccontextmanager
async def a_page_meanwhile(url: str) -> AsyncIterator[Seen]:
    """An ordinary page, asked for five times a second by somebody else."""
    seen, connection = Seen(lasted=1), Connection(url)

    async def read() -> None:
        while True:
            await once(connection, get("/documents"), seen)
            await asyncio.sleep(0.2)

    reading = asyncio.create_task(read())
    yield seen
    reading.cancel()
    connection.close()


async def counted(url: str, name: str) -> float:
    _, body = await Connection(url).send(get("/metrics"))
    return float(next(line.split()[1] for line in body.decode().splitlines() if line.startswith(f"{name} ")))


def tree(process: int) -> list[int]:
    """A process and its descendants."""
    children = Path(f"/proc/{process}/task/{process}/children")
    found = [process]
    for task in children.parents[1].iterdir():
        found += [one for child in (task / "children").read_text().split() for one in tree(int(child))]
    return found


def memory(process: int) -> tuple[str, ...]:
    """MiB of a process: resident, its share of what is shared, and its own alone."""
    kept = dict(re.findall(r"(\w+): +(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")))
    own = int(kept["Private_Clean"]) + int(kept["Private_Dirty"])
    return tuple(f"{size / 1024:.0f}" for size in (int(kept["Rss"]), int(kept["Pss"]), own))


class Run:
    """Loads of one server, with what came of each."""

    def __init__(self, url: str, seconds: float, questions: Questions) -> None:
        self.url, self.seconds, self.questions = url, seconds, questions
        self.rows: list[tuple[str, ...]] = []
        self.notes: list[str] = []

    async def trendsqa(self) -> None:
        fresh = self.questions.fresh
        await crowd(self.url, 2, 3, lambda: ask(fresh()))
        alone = await crowd(self.url, 1, 3, lambda: ask(fresh()))
        distinct = await self._load(f"ask, all distinct, {CLIENTS} clients", CLIENTS, lambda: ask(fresh()))
        await self._load(f"search, all distinct, {CLIENTS} clients", CLIENTS, lambda: search(fresh()))
        mix = self.questions.mix(MIX, EXPONENT)
        await self._load(f"ask, mix, {CLIENTS} clients", CLIENTS, lambda: ask(mix()))
        await self._load(f"ask, the same mix again, {CLIENTS} clients", CLIENTS, lambda: ask(mix()))
        twenty = self.questions.mix(TWENTY, 0.0)
        await self._load(f"ask, twenty, {CLIENTS} clients", CLIENTS, lambda: ask(twenty()))
        await self._load(f"ask, all distinct, {CROWD} clients", CROWD, lambda: ask(fresh()))
        other = self.questions.mix(MIX, EXPONENT)
        await self._load(f"ask, another mix, {CROWD} clients", CROWD, lambda: ask(other()))
        rate = 2 * len(distinct.took) / distinct.lasted
        over = await at_rate(self.url, rate, self.seconds, lambda: ask(fresh()))
        self.rows.append(over.row(f"ask, all distinct, {rate:.0f} a second: twice the capacity", "0 %"))
        after = await crowd(self.url, 1, 3, lambda: ask(fresh()))
        before_ms, after_ms = (np.median(seen.took) * 1000 for seen in (alone, after))
        self.notes.append(
            f"A single client waited {before_ms:.0f} ms (median) before all this, and {after_ms:.0f} ms in the three "
            "seconds after twice the capacity."
        )

    async def txtai(self) -> None:
        fresh = self.questions.fresh
        await crowd(self.url, 2, 3, lambda: txtai_search(fresh()))
        for clients in (CLIENTS, CROWD):
            seen = await crowd(self.url, clients, self.seconds, lambda: txtai_search(fresh()))
            self.rows.append(seen.row(f"txtai: search, all distinct, {clients} clients", "0 %"))
        twenty = self.questions.mix(TWENTY, 0.0)
        seen = await crowd(self.url, CLIENTS, self.seconds, lambda: txtai_search(twenty()))
        self.rows.append(seen.row(f"txtai: search, twenty, {CLIENTS} clients", "0 %"))

    async def _load(self, name: str, clients: int, request: Callable[[], bytes]) -> Seen:
        again = await counted(self.url, "trendsqa_answers_again_total")
        async with a_page_meanwhile(self.url) as page:
            seen = await crowd(self.url, clients, self.seconds, request)
        again = await counted(self.url, "trendsqa_answers_again_total") - again
        self.rows.append(seen.row(name, f"{100 * again / max(1, len(seen.took)):.0f} %"))
        median, worst = np.percentile(page.took, (50, 99)) * 1000 if page.took else (np.nan, np.nan)
        self.notes.append(
            f"/documents during “{name}”: median {median:.0f} ms, p99 {worst:.0f} ms, failed {page.failed}."
        )
        print(*self.rows[-1], sep=" | ", file=sys.stderr)
        return seen


async def fill_txtai(url: str, passages: list[str]) -> None:
    await until_it_answers(url, "/count")
    for first in range(0, len(passages), 100):
        some = [{"id": str(first + n), "text": text} for n, text in enumerate(passages[first : first + 100])]
        await Connection(url).send(post("/add", some), INDEXING_S)
    status, _ = await Connection(url).send(get("/index"), INDEXING_S)
    if status != 200:
        raise RuntimeError(f"txtai did not index: {status}")


def built(home: Path, report: Path | None) -> tuple[list[str], list[str]]:
    """Headings and passages of a new installation over the briefs, and over ``report`` if it is given."""
    shutil.copytree(ROOT / "corpus", home / "corpus", ignore=shutil.ignore_patterns("library"))
    assembly = Assembly(Settings(), corpus=home / "corpus", index=home / "index")
    if report:
        assembly.collection().add(report, Overrides())
    assembly.export_models()
    build_index(assembly)
    assistant = assembly.assistant()
    sections = [section for one in assistant.documents() for section in assistant.outline(one.id).sections]
    total = assistant.status().passages
    passages = [passage.text for passage in assistant.opened.table.passages(range(total))]
    assistant.close()
    return list(dict.fromkeys(section.title for section in sections)), passages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", type=Path, help="measure over this report beside the briefs")
    parser.add_argument("--seconds", type=float, default=20, help="how long each load lasts (3 to 120)")
    parser.add_argument("--txtai", type=Path, help="environment with txtai in it, made as above")
    parser.add_argument("--write", action="store_true", help="into docs/operations.md")
    chosen = parser.parse_args()
    if not 3 <= chosen.seconds <= 120:
        parser.error("--seconds is 3 to 120")
    part = PagePart(ROOT / "docs" / "operations.md", "load") if chosen.write else None
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    said = [f"{time.strftime('%d %B %Y')}, {machine}, Python {platform.python_version()}."]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        headings, passages = built(home, chosen.report)
        said[0] += f" {len(passages)} passages; {chosen.seconds:g} seconds a load."
        folders = ("--corpus", str(home / "corpus"), "--index", str(home / "index"))
        with serving(*folders) as (url, process):
            ours = Run(url, chosen.seconds, Questions(headings, 1))
            asyncio.run(ours.trendsqa())
            pids = tree(process)
            sizes = [(name, *memory(pid)) for name, pid in zip(named(len(pids)), pids, strict=True)]
        theirs = Run("", chosen.seconds, Questions(headings, 2))
        if chosen.txtai:
            with txtai_server(home, (chosen.txtai / "bin" / "python").absolute()) as (url, process):
                theirs.url = url
                asyncio.run(fill_txtai(url, passages))
                asyncio.run(theirs.txtai())
                sizes.append(("txtai", *memory(process)))
        said.append(Table(ROW, (*ours.rows, *theirs.rows), tuple(ours.notes)).markdown())
        said.append(Table(("process", "resident MiB", "shared out MiB", "its own MiB"), tuple(sizes)).markdown())
    print("\n\n".join(said))
    if part:
        part.replace("\n\n".join(said))


def named(number: int) -> list[str]:
    """What each of so many processes of the server is, in the order in which they are forked from each other."""
    parts = ["front", "holds the models", "holds the generation"]
    return [*parts, *(f"worker {n}" for n in range(1, number))][:number]


if __name__ == "__main__":
    main()
