"""What is built and installed, not what lies in the checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.mark.model
def test_the_wheel_holds_the_code_and_what_is_shipped_and_nothing_else(wheel):
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    shipped = {name for name in names if name.startswith("trendsqa/shipped/")}
    expected = {f"trendsqa/{path.relative_to(ROOT / 'src/trendsqa').as_posix()}" for path in sources()}
    assert set(names) - shipped == expected
    assert "trendsqa/shipped/corpus/sources.toml" in shipped
    assert "trendsqa/shipped/corpus/outlines/socitm-trends-2024.toml" in shipped
    assert "trendsqa/shipped/ui/pages/layout.html" in shipped
    assert "trendsqa/shipped/corpus/briefs/socitm-trends-2024/22-harnessing-data.md" in shipped
    banks = {path.name for path in (ROOT / "corpus" / "questions").glob("*.jsonl")} - {"promoted.jsonl"}
    assert {Path(name).name for name in shipped if "/corpus/questions/" in name} == banks
    assert "trendsqa/shipped/corpus/glossary.toml" in shipped
    assert "trendsqa/shipped/corpus/tuned/scoring.json" in shipped
    # What is learned from stays with the sources.
    assert not [name for name in shipped if "/pairs/" in name or name.endswith("inputs.jsonl")]
    assert not [name for name in shipped if "library" in name or name.endswith((".pdf", ".docx"))]


@pytest.mark.model
def test_the_installed_copy_finds_what_it_ships(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from trendsqa.locations import locate\n"
        "from trendsqa.corpus.manifest import load_manifest\n"
        "places = locate()\n"
        "assert str(places.ui).startswith(sys.argv[1]), places\n"
        "assert not str(places.corpus).startswith(sys.argv[1]), places\n"
        "assert (places.listing / 'briefs').is_dir(), places\n"
        "print(load_manifest(places.shipped_corpus / 'sources.toml')[0].id, (places.ui / 'pages').is_dir())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "site")],
        capture_output=True, text=True, check=True, timeout=60, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.split() == ["socitm-trends-2024", "True"]


def sources():
    return [path for path in (ROOT / "src/trendsqa").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
