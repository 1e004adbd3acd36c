"""The rules that keep the house in order, checked on the source itself."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "trendsqa"
FILES = sorted(SOURCE.rglob("*.py"))
OWNERS = {
    "cryptography": {"access/hashing.py", "answering/served/sealed_answer.py"},
    "filelock": {"access/key_file.py", "index/generations/builder_lock.py"},
    "faiss": {"index/vectors/dense.py", "index/vectors/approximating.py"},
    "bm25s": {"index/texts/lexical.py"},
    "Stemmer": {"index/texts/lexical.py", "evaluation/measures/answer_point.py"},
    "scipy": {"tuning/logistic.py", "tuning/ranking_fit.py"},
    "sqlite3": {"feedback/store.py", "index/texts/passage_table.py"},
    "xxhash": {"index/generations/checksums.py"},
    "pymilvus": {"index/vectors/milvus_server.py"},
    "grpc": {"index/vectors/milvus_server.py"},
    "milvus": set(),
    "milvus_lite": set(),
    "sentence_transformers": {"embedding/reference.py", "retrieval/reranker.py", "tuning/encoder_tuning.py"},
    "sklearn": {"tuning/stopping/input_kind_fit.py"},
    "torch": {
        "embedding/adapter.py",
        "embedding/export.py",
        "retrieval/judging/judge_export.py",
        "retrieval/judging/judge_network.py",
        "tuning/encoder_tuning.py",
        "tuning/judging/judge_training.py",
    },
    "transformers": {
        "answering/quoting/span_reader.py",
        "embedding/reference.py",
        "retrieval/judging/judge_network.py",
        "tuning/encoder_tuning.py",
    },
    "peft": {"tuning/encoder_tuning.py"},
    "datasets": {"tuning/encoder_tuning.py"},
    "safetensors": {"embedding/weights_file.py"},
    "onnxruntime": {
        "embedding/serving.py",
        "retrieval/judging/judge_export.py",
    },
    "onnx": {"retrieval/judging/idle_guards.py"},
    "tokenizers": {"embedding/serving.py"},
    "pypdf": {
        "corpus/readers/pdf/objects/annotations.py",
        "corpus/readers/pdf/objects/encryption.py",
        "corpus/readers/pdf/objects/fonts.py",
        "corpus/readers/pdf/objects/hidden_content.py",
        "corpus/readers/pdf/objects/mending.py",
        "corpus/readers/pdf/objects/operations.py",
        "corpus/readers/pdf/objects/origin.py",
        "corpus/readers/pdf/objects/pictures.py",
        "corpus/readers/pdf/reader.py",
    },
    "docx": {"packs/docx_pack.py"},
    "openpyxl": set(),
    "rispy": {"packs/ris.py"},
    "yaml": {"corpus/readers/markdown/front_matter.py"},
    "pypdfium2": {"corpus/readers/pdf/drawn/extraction.py", "pictures/drawing.py"},
    "sentencex": {"chunking/sentences.py"},
    "gradio": {"ui/chat/chat_page.py"},
    "httpcore": {"corpus/fetching/connecting.py", "corpus/fetching/exchange.py"},
    "rapidfuzz": {"questions/spelling/correcting.py"},
    "spellchecker": {"corpus/english.py"},
    "py3langid": {"questions/input_kind/language.py"},
    "protego": {"corpus/fetching/robots.py"},
    "mcp": {"mcp_server/protocol.py"},
    "python_multipart": {"admin/uploading/receiving.py"},
    "jinja2": {"ui/frame/rendering.py"},
    "uvicorn": {"serving/protocol.py", "serving/server.py"},
    "h11": {"serving/exchange.py"},
    "prometheus_client": {"api/metrics.py"},
    "rich": {"cli/console.py"},
    "watchfiles": {"upkeep/folder_changes.py"},
}
HEAVY = (
    "faiss bm25s scipy numpy torch sentence_transformers transformers onnxruntime gradio fastapi pypdf sqlite3 lxml "
    "peft datasets watchfiles pymilvus grpc mcp pandas sklearn py3langid pypdfium2 docx rispy"
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "types", "manager"}


@cache
def imports(path):
    """The top-level names that a file imports; reading all files takes a second, and every library asks for it."""
    nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    plain = {alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module.split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def loaded_modules(*arguments):
    """Top-level modules in memory after the command line ran with ``arguments``."""
    script = (
        "import sys\nfrom trendsqa.cli.main import app\n"
        "try:\n    app(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True, cwd=ROOT, timeout=120
    )
    return done.stdout, set(done.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("library", OWNERS)
def test_a_heavy_library_is_imported_by_its_owner_only(library):
    importers = {str(path.relative_to(SOURCE)) for path in FILES if library in imports(path)}
    assert importers == OWNERS[library]


def test_only_the_commands_of_the_extra_import_tuning():
    """The layers let no other part do so; tests/cli/test_tuning.py runs the other commands without it."""
    importers = {
        str(path.relative_to(SOURCE))
        for path in FILES
        if not path.is_relative_to(SOURCE / "tuning")
        and re.search(r"(?:from|import) trendsqa\.tuning\b", path.read_text("utf-8"))
    }
    assert importers == {"cli/evaluating.py", "cli/models/tuning.py"}


def test_no_file_has_a_name_that_says_nothing():
    assert not [path for path in FILES if path.stem in VAGUE or any(part in VAGUE for part in path.parts)]


def test_files_stay_short():
    long = {str(path.relative_to(ROOT)): n for path in FILES if (n := len(path.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_public_names_are_listed_in_order():
    for path in FILES:
        for listed in re.findall(r"^__all__ = \[(.*?)\]", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            names = re.findall(r'"(\w+)"', listed)
            assert sorted(set(names), key=lambda name: (not name.isupper(), name[:1].islower(), name)) == names, path


def test_help_loads_no_heavy_library():
    said, loaded = loaded_modules("--help")
    assert "serve" in said
    assert loaded.isdisjoint(HEAVY.split())


@pytest.mark.model
def test_asking_never_loads_torch_nor_the_web(handbook):
    folders = ("--corpus", str(handbook.locations.corpus), "--index", str(handbook.locations.index))
    said, loaded = loaded_modules("ask", "Where should we start with ferries?", *folders)
    assert "Count the passengers" in said
    assert "onnxruntime" in loaded
    assert loaded.isdisjoint(
        {"torch", "transformers", "sentence_transformers", "gradio", "fastapi", "mcp", "pypdf", "httpx"}
    )
