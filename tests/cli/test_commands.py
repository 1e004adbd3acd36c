"""The command line as a person runs it: real processes, real exit codes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = ROOT / "tests" / "documents" / "harbour-handbook.md"


def run(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "trendsqa", *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=120, cwd=cwd,
    )  # fmt: skip


@pytest.fixture
def folders(handbook):
    return ("--corpus", handbook.locations.corpus, "--index", handbook.locations.index)


@pytest.mark.parametrize(
    "command",
    [
        (), ("serve",), ("ask",), ("search",), ("eval",), ("doctor",), ("compare",),
        ("corpus", "add"), ("corpus", "list"), ("corpus", "show"), ("corpus", "fetch"), ("corpus", "check"),
        ("corpus", "remove"),
        ("index", "build"), ("index", "status"), ("index", "verify"), ("index", "changes"), ("index", "list"),
        ("index", "rollback"), ("index", "prune"), ("index", "watch"), ("models", "list"), ("models", "verify"),
        ("keys", "create"), ("keys", "list"), ("keys", "revoke"),
        ("models", "tune"), ("models", "weigh"), ("feedback", "list"), ("feedback", "export"), ("feedback", "delete"),
        ("feedback", "promote"),
    ],
)  # fmt: skip
def test_every_command_has_help(command):
    done = run(*command, "--help")
    assert done.returncode == 0
    assert "Usage:" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", ""),
        ("ask", "a" * 1001),
        ("nothing",),
        ("search", "x", "--limit", "0"),
        ("corpus", "add"),
        ("ask", "x", "--pack", "x.pdf"),
        ("ask", "x", "--form", "y"),
    ],
)
def test_wrong_usage_exits_with_2(arguments):
    assert run(*arguments).returncode == 2


@pytest.mark.model
def test_an_answer_in_the_terminal_shows_quotes_and_their_sources(folders):
    done = run("ask", "Where should we start with ferries?", *folders)
    assert done.returncode == 0
    assert "Count the passengers on each crossing for a month." in done.stdout
    assert "[1] Harbour district handbook: Harbour district handbook › Ferries › Where to start" in done.stdout


@pytest.mark.model
def test_an_answer_is_printed_and_its_evidence_written_beside(folders, tmp_path):
    done = run("ask", "Where should we start with ferries?", "--pack", tmp_path / "ferries.html", *folders)
    assert "Count the passengers on each crossing for a month." in done.stdout
    assert done.stderr == f"Wrote {tmp_path / 'ferries.html'}.\n"
    assert "Count the passengers on each crossing for a month." in (tmp_path / "ferries.html").read_text("utf-8")


@pytest.mark.model
def test_an_answer_as_json_follows_the_contract(folders):
    answer = json.loads(run("ask", "Who is keeper of the lighthouse?", "--json", *folders).stdout)
    assert set(answer) == {
        "question", "interpreted_question", "answered", "outcome", "input_kind", "confidence", "answer", "citations",
        "linked", "passages", "reason", "nearest", "closest", "missing", "open", "suggestions", "generation", "took_ms",
    }  # fmt: skip
    assert answer["answered"]
    citation = answer["citations"][0]
    assert citation["quote"] == answer["answer"][0]["text"]
    assert "Ines Vale" in citation["quote"]
    assert citation["section_id"] == "harbour-district-handbook#harbour-district-handbook/lighthouse"


@pytest.mark.model
def test_history_is_read_from_a_file(folders, tmp_path):
    history = tmp_path / "history.json"
    history.write_text('[{"question": "What does the library boat do?"}]')
    answer = json.loads(run("ask", "who runs it?", "--history", history, "--json", *folders).stdout)
    assert answer["interpreted_question"] == "who runs the library boat?"


@pytest.mark.parametrize("content", ["{", "3", '{"question": 1}', "[1]", '[""]', json.dumps(["q"] * 21)])
def test_a_history_that_is_none_is_refused(tmp_path, content):
    history = tmp_path / "history.json"
    history.write_text(content)
    done = run("ask", "and that?", "--history", history, "--corpus", tmp_path / "c", "--index", tmp_path / "i")
    assert done.returncode == 1
    assert "history.json" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.model
def test_search_lists_passages_best_first(folders):
    ranking = json.loads(run("search", "fog berth wheelchair", "--json", "--limit", "2", *folders).stdout)
    assert [hit["rank"] for hit in ranking["hits"]] == [1, 2]
    first = ranking["hits"][0]
    assert first["heading_path"][-1] == "Risks"
    assert sum(part["contribution"] for part in first["score_parts"]) == pytest.approx(first["score"], abs=1e-5)


@pytest.mark.model
def test_a_search_and_a_question_keep_to_the_filters_that_are_named(folders):
    every = ("--form", "full", "--kind", "document", "--json", *folders)
    assert json.loads(run("search", "ferry", *every).stdout)["total"] > 0
    for other in (("--form", "brief"), ("--kind", "video"), ("--publisher", "Nobody"), ("--trend", "Kites")):
        assert json.loads(run("search", "ferry", *every, *other).stdout)["total"] == 0
    assert (
        json.loads(run("ask", "Where should we start with ferries?", *every, "--form", "brief").stdout)["answer"] == []
    )


def test_asking_without_an_index_says_how_to_build_one(tmp_path):
    done = run("ask", "anything?", "--corpus", tmp_path / "c", "--index", tmp_path / "i")
    assert done.returncode == 1
    assert done.stderr.startswith("trendsqa: ")
    assert "trendsqa index build" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.model
def test_one_changed_section_encodes_its_own_texts_only(tmp_path, models):
    import shutil

    folders = "--corpus", tmp_path / "c", "--index", tmp_path / "i"
    shutil.copytree(models, tmp_path / "i" / "models")
    file = tmp_path / "handbook.md"
    words = HANDBOOK.read_text(encoding="utf-8")
    file.write_text(words, encoding="utf-8")
    run("corpus", "add", file, *folders[:2])
    first = json.loads(run("index", "build", "--json", *folders).stdout)
    assert words.count("nine islands") == 1
    file.write_text(words.replace("nine islands", "ten islands"), encoding="utf-8")
    run("corpus", "add", file, *folders[:2])
    second = json.loads(run("index", "build", "--json", *folders).stdout)
    # The passage, and of its sentences the one that changed; a question made of that sentence if there is one.
    assert second["files_read"] == 1
    assert 2 <= second["texts_encoded"] <= 4 < first["texts_encoded"]
    full = json.loads(run("index", "build", "--full", "--json", *folders).stdout)
    assert full["content_hash"] == second["content_hash"]
    assert full["texts_encoded"] == first["texts_encoded"]


@pytest.mark.model
def test_add_build_and_ask_work_on_an_empty_folder(tmp_path, models):
    corpus, index = tmp_path / "c", tmp_path / "i"
    shutil.copytree(models, index / "models")
    added = run("corpus", "add", HANDBOOK, "--corpus", corpus)
    assert added.returncode == 0
    assert "licence unknown, terms quote (local use" in added.stdout
    built = json.loads(run("index", "build", "--corpus", corpus, "--index", index, "--json").stdout)
    assert (built["documents"], built["problems"]) == (1, [])
    again = json.loads(run("index", "build", "--corpus", corpus, "--index", index, "--json").stdout)
    assert (again["unchanged"], again["files_read"], again["texts_encoded"]) == (True, 0, 0)
    assert again["generation"] == built["generation"]
    assert "nine islands" in run("ask", "Where does the library boat go?", "--index", index).stdout
    verified = json.loads(run("index", "verify", "--index", index, "--json").stdout)
    assert verified["ok"]
    listed = json.loads(run("corpus", "list", "--corpus", corpus, "--json").stdout)["sources"]
    assert [(item["id"], item["form"]) for item in listed] == [("harbour-district-handbook", "full")]
    assert run("corpus", "remove", "harbour-district-handbook", "--corpus", corpus).returncode == 0
    assert json.loads(run("corpus", "list", "--corpus", corpus, "--json").stdout)["sources"] == []


@pytest.mark.model
def test_weights_are_not_learned_without_questions(folders):
    done = run("models", "weigh", *folders)
    assert done.returncode != 0
    assert "There are 0 questions with an answer" in done.stderr
    assert "questions/*-staff.jsonl" in done.stderr


@pytest.mark.model
def test_a_build_that_would_lose_a_source_exits_with_1_and_publishes_the_rest_only_when_told_to(assemble, tmp_path):
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nThe ferry.\n")
    assembly = assemble(HANDBOOK, other)
    corpus, index = assembly.locations.corpus, assembly.locations.index
    for entry in (corpus / "library" / "entries").glob("other.json"):
        sha256 = json.loads(entry.read_text())["snapshots"][0]["sha256"]
        (corpus / "library" / "snapshots" / sha256).write_bytes(b"altered")
    done = run("index", "build", "--corpus", corpus, "--index", index)
    assert done.returncode == 1
    assert "other (sections lost: 1)" in done.stderr
    assert "index build --allow-loss" in done.stderr
    assert done.stdout == ""
    done = run("index", "build", "--allow-loss", "--corpus", corpus, "--index", index)
    assert done.returncode == 1
    assert "Left out other:" in done.stderr
    assert "1 documents" in done.stdout


@pytest.mark.model
def test_doctor_finds_a_sound_installation_well_and_names_what_is_wrong(folders, handbook, tmp_path):
    well = json.loads(run("doctor", "--json", *folders).stdout)
    assert well["ok"]
    details = {check["name"]: check["detail"] for check in well["checks"]}
    assert details["collection"] == "1 sources: 1 in full, 0 as briefs, 0 by title only"
    assert details["limits"] == "1024 connections at once"
    assert details["feedback"] == "0 entries held, each for 365 days at most"
    done = run("doctor", "--json", "--corpus", handbook.locations.corpus, "--index", tmp_path)
    wrong = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1
    assert "trendsqa index build" in wrong["index"]["detail"]


@pytest.mark.model
def test_doctor_finds_an_index_of_one_section_well_and_says_what_could_not_be_read(models, tmp_path):
    page = tmp_path / "bins.html"
    matrix = "<math><mtable><mtr><mtd><mi>x</mi></mtd></mtr></mtable></math>"
    page.write_text(f"<h1>Bin days</h1><p>Bins stand out by six in the morning of the day. {matrix}</p>")
    shutil.copytree(models, tmp_path / "index" / "models")
    folders = ("--corpus", tmp_path / "corpus", "--index", tmp_path / "index")
    assert run("corpus", "add", page, *folders).returncode == 0
    assert run("index", "build", *folders).returncode == 0
    report = json.loads(run("doctor", "--json", *folders).stdout)
    details = {check["name"]: check["detail"] for check in report["checks"]}
    assert report["ok"]
    assert "bin days" in details["answers"]
    assert "equations marked only" in details["reading"]


@pytest.mark.model
def test_status_and_models_tell_what_serves(folders):
    status = json.loads(run("index", "status", "--json", *folders).stdout)
    assert status["documents"] == 1
    models = json.loads(run("models", "list", "--json", *folders).stdout)["models"]
    in_use = {model["model"] for model in models if model["in_use"]}
    assert in_use - {"judge"} == {"all-MiniLM-L6-v2"}


def test_a_port_in_use_is_told_before_anything_is_built(tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", port, "--corpus", tmp_path / "c", "--index", tmp_path / "i")
    assert done.returncode == 1
    assert "--port 0" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_settings_that_are_wrong_are_told_once(tmp_path):
    (tmp_path / "trendsqa.toml").write_text("colour = 'blue'")
    done = run("index", "status", cwd=tmp_path)
    assert done.returncode == 1
    assert "colour" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.model
def test_the_command_line_and_the_api_give_the_same_fields(folders, server_url):
    import httpx

    question = "Where should we start with ferries?"
    printed = json.loads(run("ask", question, "--json", *folders).stdout)
    sent = httpx.post(f"{server_url}/api/v1/ask", json={"question": question}, timeout=30).json()
    assert {**printed, "took_ms": 0} == {**sent, "took_ms": 0}


@pytest.fixture
def listed(tmp_path):
    """A corpus folder that lists two sources, neither to be had."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    entry = '[[source]]\nid = "{0}"\ntitle = "{0}"\nkind = "report"\npublisher = "Port"\nlicence = "OGL-UK-3.0"\n'
    entry += 'terms = "full"\nurl = "https://{0}.invalid/"\n'
    (corpus / "sources.toml").write_text("".join(entry.format(name) for name in ("first", "second")))
    return corpus


def test_fetching_without_a_network_says_so_soon_and_changes_nothing(listed):
    import time

    began = time.monotonic()
    done = run("corpus", "fetch", "--corpus", listed)
    assert time.monotonic() - began < 5 + 2  # the promise is 5 seconds; starting Python on a busy machine is not ours
    assert done.returncode == 1
    assert "nothing was changed" in done.stderr
    assert [path.name for path in listed.iterdir()] == ["sources.toml"]


def test_fetching_a_source_that_is_not_listed_is_refused(listed):
    done = run("corpus", "fetch", "third", "--corpus", listed)
    assert done.returncode == 1
    assert "lists no source third" in done.stderr


def test_the_statement_of_rights_counts_terms_and_names_attributions(listed):
    done = run("corpus", "list", "--rights", "--corpus", listed)
    assert "full: stored and shown. 2 sources, the full text of 0 is held." in done.stdout
    assert "Open Government Licence v3.0" in done.stdout


@pytest.mark.model
def test_a_clean_clone_answers_from_the_briefs(models, tmp_path):
    import shutil

    corpus, index = tmp_path / "corpus", tmp_path / "index"
    shutil.copytree(ROOT / "corpus", corpus, ignore=shutil.ignore_patterns("library"))
    shutil.copytree(models, index / "models")
    folders = ("--corpus", corpus, "--index", index)
    built = json.loads(run("index", "build", "--json", *folders).stdout)
    assert built["problems"] == []
    answer = json.loads(run("ask", "Where should we start with harnessing data?", "--json", *folders).stdout)
    citation = answer["citations"][0]
    assert (citation["form"], citation["section_id"]) == ("brief", "socitm-trends-2024#harnessing-data/where-to-start")
    assert "#" not in citation["link"]


def test_serving_offline_refuses_vectors_on_another_machine(tmp_path):
    (tmp_path / "trendsqa.toml").write_text("[remote]\nuri = 'http://milvus.example.gov.uk:19530'\n")
    done = run("serve", "--offline", "--port", "0", cwd=tmp_path)
    assert done.returncode == 1
    assert "remote.uri" in done.stderr


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts no files")
def test_doctor_says_where_the_system_allows_fewer_connections_than_the_settings(folders):
    command = [sys.executable, "-m", "trendsqa", "doctor", "--json", *map(str, folders)]
    few = ["sh", "-c", 'ulimit -n 256; exec "$@"', "sh", *command]
    done = subprocess.run(few, capture_output=True, text=True, check=False, timeout=120)
    (limits,) = [check for check in json.loads(done.stdout)["checks"] if check["name"] == "limits"]
    assert (done.returncode, limits["ok"]) == (1, False)
    assert "128 connections" in limits["detail"]
    assert "LimitNOFILE" in limits["detail"]
