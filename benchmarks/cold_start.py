"""Time and memory from a cold process: ``trendsqa ask``, and ``trendsqa serve`` until it is ready.

    python benchmarks/cold_start.py [--runs 7] [--corpus DIR --index DIR]

Without folders it builds an index over the handbook of the tests first. Each run is a process of its own; the operating
system's accounting gives its peak memory. The first run warms the disk cache and is not counted.
"""

import argparse
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.settings import Settings
from trendsqa.upkeep.rebuilding import build_index

HANDBOOK = Path(__file__).resolve().parents[1] / "tests" / "documents" / "harbour-handbook.md"
QUESTION = "Where should we start?"
TRENDSQA = [sys.executable, "-m", "trendsqa"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--index", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        corpus, index = chosen.corpus or Path(home) / "corpus", chosen.index or Path(home) / "index"
        if not chosen.index:
            build(corpus, index)
        folders = ["--corpus", str(corpus), "--index", str(index)]
        report("ask, seconds", [ask(folders) for _ in range(chosen.runs + 1)][1:])
        print(f"ask, peak memory: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")
        started = [serve(folders) for _ in range(chosen.runs + 1)][1:]
        report("serve until /readyz answers, seconds", [ready for ready, _ in started])
        report("serve until /chat/ answers, seconds", [chat for _, chat in started])


def build(corpus: Path, index: Path) -> None:
    assembly = Assembly(Settings(), corpus=corpus, index=index)
    assembly.collection().add(HANDBOOK, Overrides(terms="full"))
    assembly.export_models()
    build_index(assembly)


def ask(folders: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run([*TRENDSQA, "ask", QUESTION, "--json", *folders], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def serve(folders: list[str]) -> tuple[float, float]:
    began = time.perf_counter()
    with subprocess.Popen([*TRENDSQA, "serve", "--port", "0", *folders], stderr=subprocess.PIPE, text=True) as process:
        try:
            url = next(found.group() for line in process.stderr if (found := re.search(r"http://\S+", line)))
            urllib.request.urlopen(f"{url}/readyz", timeout=60).close()
            ready = time.perf_counter() - began
            urllib.request.urlopen(f"{url}/chat/", timeout=60).close()
            return ready, time.perf_counter() - began
        finally:
            process.terminate()


def report(name: str, seconds: list[float]) -> None:
    print(f"{name}: median {statistics.median(seconds):.2f}, min {min(seconds):.2f}, max {max(seconds):.2f}")


if __name__ == "__main__":
    main()
