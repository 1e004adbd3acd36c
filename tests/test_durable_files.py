import os

import pytest

from trendsqa.durable_files import sync_tree, write_durably


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "deep" / "file"
    write_durably(path, b"old")
    write_durably(path, b"new")
    assert path.read_bytes() == b"new"
    assert [item.name for item in path.parent.iterdir()] == ["file"]


def test_a_private_file_is_its_owners_alone_even_where_a_killed_process_left_one_for_all(tmp_path):
    path = tmp_path / "file"
    left = tmp_path / f".file.{os.getpid()}.part"
    left.write_bytes(b"left")
    left.chmod(0o666)
    write_durably(path, b"new", private=True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == b"new"


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    path = tmp_path / "file"
    write_durably(path, b"old")
    with pytest.raises(TypeError):
        write_durably(path, "not bytes")
    assert path.read_bytes() == b"old"


def test_a_tree_is_flushed_without_changing_it(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_bytes(b"x")
    sync_tree(tmp_path)
    assert (tmp_path / "a" / "file").read_bytes() == b"x"
