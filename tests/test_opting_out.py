"""Libraries are told not to report home before anything of the package can load them."""

import os
import subprocess
import sys

import pytest

from trendsqa.opting_out import OPT_OUTS


@pytest.mark.parametrize("module", ["trendsqa", "trendsqa.__main__", "trendsqa.errors", "trendsqa.assembly"])
def test_whatever_is_imported_first_opts_out_over_what_was_set(module):
    """A program that imports any part of the package, and what it starts, reports nothing home."""
    script = f"import json, os, {module}; print(json.dumps(dict(os.environ)))"
    before = os.environ | dict.fromkeys(OPT_OUTS, "0")
    said = subprocess.run(
        [sys.executable, "-c", script], env=before, capture_output=True, text=True, check=True, timeout=60
    )
    assert all(f'"{name}": "{value}"' in said.stdout for name, value in OPT_OUTS.items())
