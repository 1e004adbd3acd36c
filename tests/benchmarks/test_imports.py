"""Benchmarks are seldom run, so what they import is looked up each time the tests are."""

import ast
import importlib
from pathlib import Path

import pytest

BENCHMARKS = sorted((Path(__file__).resolve().parents[2] / "benchmarks").glob("*.py"))


@pytest.mark.parametrize("file", BENCHMARKS, ids=lambda file: file.stem)
def test_whatever_a_benchmark_imports_of_the_project_exists(file):
    imports = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    wanted = [
        (node.module, name.name)
        for node in imports
        for name in node.names
        if (node.module or "").startswith("trendsqa")
    ]
    missing = [f"{module}.{name}" for module, name in wanted if not hasattr(importlib.import_module(module), name)]
    assert missing == []
