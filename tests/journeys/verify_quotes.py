"""Checks over HTTP, from the outside, that every quote stands where its citation says.

Usage: python tests/journeys/verify_quotes.py --server http://127.0.0.1:8000 --questions FILE

It asks every question of FILE (JSON Lines: "id", "question", "history") at POST /api/v1/ask, fetches each
document's text once, and compares. Exit code 0: all is verbatim. 1: a mismatch, a failed request, or nothing
was checked. 2: wrong usage. An API key in the variable TRENDSQA_KEY is sent with each request: texts under the
terms `quote` are given only to keys that the setting access.whole_texts names. It shares no code with the project
on purpose: a mistake in the project's own offsets must not be repeated here.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent_encode

import httpx

SECONDS_A_REQUEST = 120.0
PASSAGES_ASKED_FOR = 10
PROBLEMS_SHOWN = 50
WITHHELD = 403


@dataclass
class Tally:
    """What was checked, and what was wrong."""

    questions: int = 0
    answered: int = 0
    quotes: int = 0
    citations: int = 0
    passages: int = 0
    withheld: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> int:
        """The exit code: 1 on any problem, or if no citation or no passage was compared."""
        return int(bool(self.problems) or not self.citations or not self.passages)


class Verifier:
    """Asks a server and compares what it says with the texts it serves."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.tally = Tally()
        self._texts: dict[str, str | None] = {}

    def check_question(self, name: str, question: str, history: Sequence[Any]) -> None:
        """Ask one question and check every quote, citation and passage of the response."""
        body = {"question": question, "history": list(history), "limit": PASSAGES_ASKED_FOR}
        response = self.client.post("/api/v1/ask", json=body)
        self.tally.questions += 1
        if response.status_code != httpx.codes.OK:
            self._problem(name, f"asking gave HTTP {response.status_code}")
            return
        found = response.json()
        self._check_shape(name, found)
        self._check_answer(name, found)
        for citation in found["citations"]:
            self.tally.citations += self._check_span(name, "citation", citation, citation["quote"])
        for passage in found["passages"]:
            self.tally.passages += self._check_span(name, "passage", passage, passage["text"])

    def _check_shape(self, name: str, found: dict[str, Any]) -> None:
        """An answer has quotes; an abstention has none and a reason."""
        self.tally.answered += bool(found["answered"])
        if found["answered"] != bool(found["answer"]):
            self._problem(name, f"answered is {found['answered']} with {len(found['answer'])} quotes")
        if not found["answered"] and not found["reason"]:
            self._problem(name, "an abstention without a reason")

    def _check_answer(self, name: str, found: dict[str, Any]) -> None:
        """Each text shown is the quote of the one citation with its number."""
        for item in found["answer"]:
            self.tally.quotes += 1
            cited = [citation["quote"] for citation in found["citations"] if citation["n"] == item["citation"]]
            if cited != [item["text"]]:
                self._problem(name, f"quote {item['text']!r} is not that of citation {item['citation']}: {cited!r}")

    def _check_span(self, name: str, what: str, span: dict[str, Any], expected: str) -> bool:
        """Whether ``span`` could be compared with its document; a difference is noted as a problem."""
        text = self._text(name, span["document_id"])
        if text is None:
            return False
        start, end = span["char_start"], span["char_end"]
        # A negative or backward offset would be quietly accepted by slicing.
        if not 0 <= start < end <= len(text) or text[start:end] != expected:
            place = f"{span['document_id']}[{start}:{end}]"
            self._problem(name, f"{what} {expected!r} is not at {place}, where {text[start:end]!r} stands")
        return True

    def _text(self, name: str, document_id: str) -> str | None:
        """The document's text, fetched once; None where it is withheld or cannot be had."""
        if document_id not in self._texts:
            response = self.client.get(f"/api/v1/documents/{percent_encode(document_id, safe='')}/text")
            readable = response.status_code == httpx.codes.OK
            self._texts[document_id] = response.json()["text"] if readable else None
            if response.status_code == WITHHELD:
                self.tally.withheld += 1
            elif not readable:
                self._problem(name, f"the text of {document_id} gave HTTP {response.status_code}")
        return self._texts[document_id]

    def _problem(self, name: str, what: str) -> None:
        self.tally.problems.append(f"{name}: {what}")


def read_questions(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of the file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def main(argv: Sequence[str] | None = None) -> int:
    """Verify a running server; return the exit code."""
    parser = argparse.ArgumentParser(description="Check over HTTP that every quote is verbatim.")
    parser.add_argument("--server", required=True, help="where the server listens, such as http://127.0.0.1:8000")
    parser.add_argument("--questions", required=True, type=Path, help="a JSON Lines file of questions")
    given = parser.parse_args(argv)
    try:
        questions = read_questions(given.questions)
    except (OSError, ValueError) as error:
        parser.error(f"--questions {given.questions}: {error}")
    # A proxy of the environment must not stand between this check and a loopback server.
    key = os.environ.get("TRENDSQA_KEY")
    headers = {"X-API-Key": key} if key else {}
    with httpx.Client(base_url=given.server, timeout=SECONDS_A_REQUEST, trust_env=False, headers=headers) as client:
        verifier = Verifier(client)
        try:
            for number, entry in enumerate(questions, start=1):
                name = entry.get("id", f"line {number}")
                verifier.check_question(name, entry["question"], entry.get("history", ()))
        except (httpx.HTTPError, KeyError, TypeError, ValueError) as error:
            verifier.tally.problems.append(f"stopped after {verifier.tally.questions} questions: {error!r}")
    report(verifier.tally)
    return verifier.tally.verdict


def report(tally: Tally) -> None:
    """Print the counts, and the problems if there are any."""
    lines = [
        f"{tally.questions} questions asked, {tally.answered} answered",
        f"{tally.quotes} quotes, {tally.citations} citations and {tally.passages} passages compared",
        f"{tally.withheld} documents withheld by their terms",
        f"{len(tally.problems)} problems",
        *(f"  {problem}" for problem in tally.problems[:PROBLEMS_SHOWN]),
    ]
    if not tally.citations or not tally.passages:
        lines.append("Nothing was compared: ask questions that the collection answers.")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
