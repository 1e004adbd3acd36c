"""Time of a suggestion in process, while somebody types staff questions letter by letter.

    python benchmarks/suggesting.py [--corpus DIR --index DIR] [--most 3000]

Without folders it builds an index over the briefs that are shipped first. A sample of the curated questions is typed
from the first letter on; the texts are gathered before, and that time is told apart. Beginnings of three words and more
are told apart too, since these may be looked for by their meaning, which takes the encoder.
"""

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from trendsqa.answering.assistant import Assistant
from trendsqa.assembly import Assembly
from trendsqa.settings import Settings
from trendsqa.upkeep.rebuilding import build_index

QUESTIONS_EACH = 40
"""Every so many-th of the curated questions is typed."""
LONGEST = 60
"""Letters typed of a question; nobody waits for suggestions longer."""
FEWEST_WORDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--most", type=int, default=3000, help="most beginnings that are typed")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        assembly = Assembly(Settings(), corpus=chosen.corpus, index=chosen.index or Path(home) / "index")
        if not chosen.index:
            assembly.export_models()
            build_index(assembly)
        measure(assembly.assistant(), chosen.most)


def measure(assistant: Assistant, most: int) -> None:
    questions = list(dict.fromkeys(record.text for record in assistant.opened.table.questions()))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()[0]:.1f}, {len(questions)} questions")
    began = time.perf_counter()
    assistant.suggest(questions[0])
    print(f"gathered, with the first suggestion, in {(time.perf_counter() - began) * 1000:.0f} ms")
    typed = [text[:end] for text in questions[::QUESTIONS_EACH] for end in range(1, min(len(text), LONGEST) + 1)]
    took = [(text, timed(assistant, text)) for text in typed[:most] if text.strip()]
    report("all beginnings", [ms for _, ms in took])
    report("of three words and more", [ms for text, ms in took if len(text.split()) >= FEWEST_WORDS])


def timed(assistant: Assistant, text: str) -> float:
    began = time.perf_counter()
    assistant.suggest(text)
    return (time.perf_counter() - began) * 1000


def report(of: str, took: Sequence[float]) -> None:
    p50, p95, p99 = np.percentile(took, [50, 95, 99])
    print(f"{of}: {len(took)}, p50 {p50:.2f} ms, p95 {p95:.2f} ms, p99 {p99:.2f} ms")


if __name__ == "__main__":
    main()
