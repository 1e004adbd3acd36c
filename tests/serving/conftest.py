"""Servers under small limits."""

import pytest

from fakes.server_process import running


@pytest.fixture
def small(tmp_path):
    """Runs a small server under the given settings."""
    return lambda **settings: running(tmp_path, "-m", "fakes.small_server", **settings)


@pytest.fixture
def whole(tmp_path, handbook):
    """Runs the whole server over the handbook, chat included."""

    def run(*options, **settings):
        folders = ("--corpus", str(handbook.locations.corpus), "--index", str(handbook.locations.index))
        arguments = ("-m", "trendsqa", "serve", "--port", "0", "--offline", *folders, *options)
        return running(tmp_path, *arguments, **settings)

    return run
