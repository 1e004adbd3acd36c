"""``trendsqa compare`` as a person runs it."""

import json
import subprocess
import sys

import pytest

from fakes.editions import both_editions
from trendsqa.cli.comparing import _print
from trendsqa.comparing.editions.compare import compare


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "trendsqa", *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def folders(assembly):
    return ("--corpus", assembly.locations.corpus, "--index", assembly.locations.index)


@pytest.mark.parametrize(
    "arguments", [("skills",), ("skills", "2024"), ("skills", "2024", "2024"), ("", "2024", "2025")]
)
def test_wrong_usage_exits_with_2(arguments):
    assert run("compare", *arguments).returncode == 2


@pytest.fixture
def printed(tmp_path, capsys):
    both = both_editions(tmp_path)

    def print_comparison(topic):
        _print(compare(both, topic, ["2024", "2025"]))
        return capsys.readouterr().out

    return print_comparison


def test_editions_that_hold_something_near_may_not_answer(printed):
    """The lamp is in both, and Lisbon in neither."""
    text = printed("What does the lamp of Lisbon do?")
    assert "2025: this edition may not answer it. The nearest section is 2. Beacon" in text


def test_an_edition_that_holds_nothing_near_is_named(printed):
    text = printed("Where does the whale pass in spring?")
    assert "2025: not in this edition." in text
    assert "2024: not" not in text


def test_what_is_no_topic_gets_a_reply_alone(printed):
    text = printed("Hello")
    assert text.startswith("Hello.")
    assert text.count("\n") == 1


@pytest.mark.model
def test_editions_stand_side_by_side_with_sources_and_trends(editions):
    done = run("compare", "skills", "2024", "2025", *folders(editions))
    assert done.returncode == 0
    assert "Skills and capacity" in done.stdout
    assert "Sources" in done.stdout
    assert "Trends from 2024 to 2025" in done.stdout
    assert "merged into" in done.stdout


@pytest.mark.model
def test_the_command_line_and_the_api_give_the_same_comparison(editions, editions_server_url):
    import httpx

    printed = json.loads(run("compare", "skills", "2024", "2025", "--json", *folders(editions)).stdout)
    sent = httpx.post(
        f"{editions_server_url}/api/v1/compare", json={"topic": "skills", "editions": ["2025", "2024"]}, timeout=30
    ).json()
    assert {**printed, "took_ms": 0} == {**sent, "took_ms": 0}


@pytest.mark.model
def test_an_edition_that_is_not_held_exits_with_1_and_lists_those_that_are(editions):
    done = run("compare", "skills", "2024", "1999", *folders(editions))
    assert done.returncode == 1
    assert "Held: socitm-trends: 2024, 2025." in done.stderr


@pytest.mark.model
def test_one_edition_alone_says_how_to_add_another(handbook):
    done = run("compare", "ferries", "2024", "2025", *folders(handbook))
    assert done.returncode == 1
    assert "trendsqa corpus add FILE --edition" in done.stderr


@pytest.mark.model
@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_filter_on_an_edition_prints_nothing_of_another(editions, command):
    printed = run(command, "digital skills", "--edition", "2024", "--json", *folders(editions)).stdout
    assert "socitm-trends-2024" in printed
    assert "socitm-trends-2025" not in printed
