"""A disk that fills up while an index is built: one message that says so, and what answered goes on answering."""

import os
import shutil
import subprocess
import sys

import pytest
from breaking import NEW, OLD, add, installation, said

from trendsqa.errors import StorageError
from trendsqa.index.publishing import kept_names, published_name
from trendsqa.upkeep.rebuilding import build_index

if sys.platform != "win32":
    import resource
    import signal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
LIMITS = (0, 100, 1_000, 3_000, 6_000, 10_000, 20_000, 40_000)
"""Bytes that no file may exceed: from not even a pointer to all but the largest file of the small index."""


@pytest.fixture
def assembly(tmp_path):
    """An installation that says OLD and whose library says NEW."""
    assembly = installation(tmp_path)
    add(assembly, OLD)
    build_index(assembly)
    add(assembly, NEW)
    return assembly


@pytest.fixture
def limit_files():
    """Sets the size that no file may exceed, and takes the limit back."""
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


def refusal(assembly):
    """Why the build was given up for want of room; None where it was not."""
    try:
        build_index(assembly)
    except StorageError as error:
        return str(error)
    return None


def test_whichever_file_finds_no_room_the_old_index_answers_on(assembly, limit_files):
    layout, stopped = assembly.layout, 0
    published, kept = published_name(layout), kept_names(layout)
    for size in LIMITS:
        limit_files(size)
        refused = refusal(assembly)
        limit_files(resource.RLIM_INFINITY)
        if refused is None:
            break
        stopped += 1
        assert str(layout.folder) in refused
        assert "then try again" in refused
        assert (published_name(layout), kept_names(layout)) == (published, kept)
        assert said(assembly) == OLD
        assert not list(layout.generations.glob(".*"))
    assert stopped >= 5
    build_index(assembly)
    assert said(assembly) == NEW


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 1 MiB; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False).returncode:
        pytest.skip("no file system can be mounted here: it takes root")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_really_full_is_told_and_forgiven(small_disk):
    assembly = installation(small_disk)
    add(assembly, OLD)
    build_index(assembly)
    add(assembly, NEW)
    filler, left, refused = small_disk / "filler", 0, ""
    stopped = 0
    while refused is not None:
        assert said(assembly) == OLD
        filler.write_bytes(bytes(max(0, free_bytes(small_disk) - left)))
        refused = refusal(assembly)
        stopped += refused is not None
        assert refused is None or str(small_disk) in refused
        filler.unlink()
        left += 16 * 1024
    assert stopped >= 3
    assert said(assembly) == NEW


def free_bytes(folder):
    """How much may still be written there."""
    room = os.statvfs(folder)
    return room.f_bavail * room.f_frsize
