"""The plan of the house, checked on the source itself: rooms, names, records, and one place that reads questions."""

import ast
import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "trendsqa"
TREES = {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}
MOST_FILES = 15
SHARED_FIELDS = 0.9
FEWEST_FIELDS = 3
"""Records with fewer fields share them by chance."""
VEILED = {"what", "which", "how", "whether", "where"}
"""Words that begin a riddle where a docstring should say what comes back."""
QUESTION_TEXT = {"question", "query", "topic", "typed", "interpreted", "interpreted_question", "wording", "history"}
"""Names under which the text of a question travels."""
READS_TEXT = {"tokenise", "findall", "finditer", "fullmatch", "match", "split", "sub", "subn"}
"""Calls that take a text apart; ``search`` of a pattern is found by the pattern's name."""
SURFACES = ("api", "ui")
"""These may split what was typed at white space, to trim it before it becomes a question."""


def classes():
    for file, tree in TREES.items():
        yield from ((file, node) for node in tree.body if isinstance(node, ast.ClassDef))


def fields_of(node):
    return {
        part.target.id for part in node.body if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
    }


def test_no_folder_holds_more_files_than_a_person_takes_in():
    files = Counter(Path(file).parent.as_posix() for file in TREES if not file.endswith("__init__.py"))
    assert {folder: n for folder, n in files.items() if n > MOST_FILES} == {}


def test_no_public_class_name_means_two_things():
    names = Counter(node.name for _, node in classes() if not node.name.startswith("_"))
    assert {name: n for name, n in names.items() if n > 1} == {}


def test_no_record_is_declared_twice():
    records = {
        f"{file}:{node.name}": fields_of(node)
        for file, node in classes()
        if any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)
        and len(fields_of(node)) >= FEWEST_FIELDS
    }
    twins = [
        (one, other)
        for (one, own), (other, theirs) in combinations(records.items(), 2)
        if len(own & theirs) >= SHARED_FIELDS * max(len(own), len(theirs))
    ]
    assert twins == []


def names_in(node):
    """Variables and attributes in an expression; what is called on them does not count."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.Attribute):
            yield part.attr


def takes_apart(call):
    """Whether a call looks into a text: with a pattern, by words, or word by word."""
    if isinstance(call.func, ast.Name):
        return call.func.id in READS_TEXT
    if not isinstance(call.func, ast.Attribute):
        return False
    of_pattern = call.func.attr == "search" and ast.unparse(call.func.value).lstrip("_").replace(".", "").isupper()
    return of_pattern or call.func.attr in READS_TEXT


def readings_of_questions(tree):
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        read = [*call.args, *([call.func.value] if isinstance(call.func, ast.Attribute) else [])]
        if takes_apart(call) and not QUESTION_TEXT.isdisjoint(name for part in read for name in names_in(part)):
            yield f"{call.lineno}: {ast.unparse(call)}"


@pytest.mark.parametrize("stage", ["retrieval", "answering", "comparing", *SURFACES])
def test_nothing_after_questions_looks_into_the_text_of_a_question(stage):
    found = {
        file: [line for line in readings_of_questions(tree) if not (stage in SURFACES and line.endswith(".split()"))]
        for file, tree in TREES.items()
        if file.startswith(f"{stage}/")
    }
    assert {file: lines for file, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "tokenise(question)",
        "_PATTERN.search(question)",
        "re.findall('x', query.typed)",
        "[word for word in ranking.interpreted_question.split()]",
        "re.sub('a', 'b', ' '.join(history))",
    ],
)
def test_the_guard_sees_a_question_that_is_read(line):
    assert [*readings_of_questions(ast.parse(line))]


@pytest.mark.parametrize("line", ["tokenise(quoted)", "searcher.search(question)", "fits(question.intent)"])
def test_the_guard_lets_a_question_travel(line):
    assert not [*readings_of_questions(ast.parse(line))]


def test_docstrings_begin_with_what_comes_back():
    """Those that are descriptions in the pinned ``/openapi.json`` stay as other programs have them."""
    pinned = (ROOT / "tests" / "api" / "golden" / "openapi.json").read_text("utf-8")
    veiled = [
        f"{file}:{getattr(node, 'lineno', 1)}: {found.splitlines()[0]}"
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if (found := ast.get_docstring(node)) and found.split()[0].strip("`\"'“").lower() in VEILED
        if not (file.startswith("api/") and json.dumps(found.splitlines()[0])[1:-1] in pinned)
    ]
    assert veiled == []


LONGEST_REPEAT = 8
"""Lines of code that may stand twice: more are a piece of code that asks for a name."""
THIN = re.compile(r"[\W_]*|#.*|from .*|import .*|\w+(?:, \w+)*,?")
"""Lines that say little: punctuation, comments, imports and bare names."""


def lines_of_code(path):
    """(number, line without indentation) of each line that says something; docstrings count."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not THIN.fullmatch(line.strip()):
            yield number, line.strip()


def repeats(files):
    """Places of runs of more than LONGEST_REPEAT lines that stand twice in ``files``."""
    seen = {}
    for path in files:
        lines = [*lines_of_code(path)]
        for place in range(len(lines) - LONGEST_REPEAT):
            run = tuple(line for _, line in lines[place : place + LONGEST_REPEAT + 1])
            here = f"{path.name}:{lines[place][0]}"
            if run in seen:
                yield seen[run], here
            seen.setdefault(run, here)


def test_no_run_of_more_than_eight_lines_stands_twice():
    assert [*repeats(sorted(SOURCE.rglob("*.py")))] == []


def test_a_run_that_stands_twice_is_seen(tmp_path):
    run = [f"value_{n} = compute({n})" for n in range(LONGEST_REPEAT + 1)]
    for name, lines in (("one", run), ("other", ["# again", *run]), ("shorter", run[1:])):
        (tmp_path / f"{name}.py").write_text("\n".join(lines), encoding="utf-8")
    assert [*repeats(sorted(tmp_path.glob("*.py")))] == [("one.py:1", "other.py:2")]
