"""The outside check of quotes, against a small server that is right or wrong on purpose."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from journeys.verify_quotes import main

# The first character lies outside the basic plane: offsets count code points, not UTF-16 units.
TEXT = "\U0001f6a2 The first ferry leaves at six.\n\nDogs are welcome on deck."


def response_to(question: str) -> dict:
    """An answer whose quote is the part of the text that the question names, or an abstention."""
    found = question in TEXT
    start = TEXT.find(question)
    span = {"document_id": "har/bour", "char_start": start, "char_end": start + len(question)}
    passage = {"document_id": "har/bour", "char_start": 0, "char_end": len(TEXT), "text": TEXT}
    return {
        "answered": found,
        "answer": [{"text": question, "citation": 1}] if found else [],
        "citations": [{"n": 1, "quote": question, **span}] if found else [],
        "passages": [passage],
        "reason": None if found else "The documents held here do not answer this.",
    }


@contextmanager
def serving(change: Callable[[dict], None], text_status: int) -> Iterator[str]:
    """A server of that one document whose answers are first changed by ``change``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = response_to(asked["question"])
            change(body)
            self.reply(200 if self.path == "/api/v1/ask" else 404, body)

        def do_GET(self):
            found = self.path == "/api/v1/documents/har%2Fbour/text"
            self.reply(text_status if found else 404, {"text": TEXT})

        def reply(self, status, body):
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def verify(tmp_path, capsys):
    """Runs the check; the result is its exit code and what it printed."""

    def run(*questions, change=lambda _body: None, text_status=200):
        path = tmp_path / "questions.jsonl"
        lines = [{"id": f"q{n}", "question": question, "history": []} for n, question in enumerate(questions)]
        path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
        with serving(change, text_status) as url:
            code = main(["--server", url, "--questions", str(path)])
        return code, capsys.readouterr().out

    return run


def test_verbatim_quotes_pass_and_are_counted(verify):
    code, printed = verify("The first ferry", "Dogs are welcome", "Who paints the lighthouse?")
    assert code == 0
    assert "3 questions asked, 2 answered" in printed
    assert "2 quotes, 2 citations and 3 passages compared" in printed


def shift_citation(body):
    for citation in body["citations"]:
        citation["char_start"] += 1


def count_from_the_end(body):
    for citation in body["citations"]:
        citation["char_start"] -= len(TEXT)
        citation["char_end"] -= len(TEXT)


def shorten_passage(body):
    body["passages"][0]["text"] = body["passages"][0]["text"][:-1]


def alter_answer(body):
    for item in body["answer"]:
        item["text"] = item["text"].upper()


def misnumber(body):
    for item in body["answer"]:
        item["citation"] = 7


def say_nothing(body):
    body["answer"] = []


def drop_reason(body):
    body.update(answered=False, answer=[], citations=[], reason=None)


def drop_passages(body):
    del body["passages"]


@pytest.mark.parametrize(
    "change",
    [
        shift_citation,
        count_from_the_end,
        shorten_passage,
        alter_answer,
        misnumber,
        say_nothing,
        drop_reason,
        drop_passages,
    ],
)
def test_any_mismatch_fails(verify, change):
    code, printed = verify("The first ferry", change=change)
    assert code == 1
    assert "0 problems" not in printed


def test_checking_nothing_fails(verify):
    code, printed = verify("Who paints the lighthouse?")
    assert code == 1
    assert "Nothing was compared" in printed


def test_a_withheld_text_is_not_a_mismatch_but_checks_nothing(verify):
    code, printed = verify("The first ferry", text_status=403)
    assert code == 1
    assert "1 documents withheld" in printed
    assert "0 problems" in printed


def test_a_text_that_cannot_be_had_fails(verify):
    code, printed = verify("The first ferry", text_status=500)
    assert code == 1
    assert "HTTP 500" in printed


def test_a_server_that_is_not_there_fails(tmp_path, capsys):
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps({"id": "q0", "question": "Anyone?"}), encoding="utf-8")
    # Port 9 (discard) answers nobody on a machine of today.
    assert main(["--server", "http://127.0.0.1:9", "--questions", str(path)]) == 1
    assert "stopped after 0 questions" in capsys.readouterr().out


def test_a_question_file_that_cannot_be_read_is_wrong_usage(tmp_path):
    with pytest.raises(SystemExit) as raised:
        main(["--server", "http://127.0.0.1:9", "--questions", str(tmp_path / "nowhere.jsonl")])
    assert raised.value.code == 2
