"""Schemathesis over the whole description: thousands of requests made from it, and each answer held to it.

Every check of Schemathesis runs, in every phase; nothing is left out.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fakes.editions import both_editions
from fakes.loopback_server import serving_in_thread

SEED = "20240601"
MOST_EXAMPLES = "110"
"""Cases of one operation in one phase; with fourteen operations they come to some 2,300."""
FEWEST_CASES = 2000
DEADLINE_S = 240
PHASES = {"examples", "coverage", "fuzzing", "stateful"}


def tried(url, folder):
    """The report of Schemathesis on the server at ``url``, and what it printed."""
    report = folder / "report.json"
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"{url}/openapi.json", "--checks", "all",
        "--phases", ",".join(sorted(PHASES)), "--seed", SEED, "--max-examples", MOST_EXAMPLES,
        "--continue-on-failure", "--generation-database", "none", "--request-timeout", "20", "--no-color",
        "--report", "json", "--report-json-path", str(report),
    ]  # fmt: skip
    # In a folder of its own: it would read a configuration, and writes where it is started.
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=DEADLINE_S, check=False)
    assert report.exists(), done.stdout + done.stderr
    return json.loads(report.read_text("utf-8")), done.stdout


@pytest.mark.slow
def test_no_request_made_from_the_description_is_answered_otherwise_than_it_says(client_for, tmp_path):
    """Two editions are held, so that a comparison of them is made too."""
    held = both_editions(tmp_path / "harbour", threshold=0.8)
    with serving_in_thread(client_for(held).app) as url:
        report, said = tried(url, tmp_path)
    assert report["test_cases"]["unique_failures"] == 0, said
    assert (report["errors"], report["exit_code"]) == ([], 0), said
    assert report["test_cases"]["generated"] >= FEWEST_CASES
    assert {name for name, phase in report["phases"].items() if phase["status"] == "success"} == PHASES
    operations = report["operations"]
    assert operations["tested"] == operations["total"] >= 10
