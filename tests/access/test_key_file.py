"""The file of keys: it keeps no secret, is its owner's alone, and is never half-written."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from filelock import FileLock

from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile
from trendsqa.errors import InputError, KeyFileError, StorageError, UnknownItemError

READ = [AccessScope.READ]


@pytest.fixture
def file(tmp_path):
    return KeyFile(tmp_path / "access" / "keys.json")


def test_there_are_no_keys_before_the_first(file):
    assert file.read().keys == ()
    assert not file.path.parent.exists()


def test_a_key_is_kept_with_its_scopes_and_without_its_secret(file):
    key, text = file.create("intranet", [AccessScope.READ, AccessScope.FEEDBACK])
    (kept,) = file.read().keys
    assert kept == key
    assert (kept.name, kept.scopes) == ("intranet", {AccessScope.READ, AccessScope.FEEDBACK})
    assert text.secret not in file.path.read_text("utf-8")


def test_the_file_and_its_folder_are_their_owners_alone(file):
    file.create("intranet", READ)
    file.create("archive", READ)
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert file.path.parent.stat().st_mode & 0o777 == 0o700


def test_a_name_is_taken_while_its_key_is_active(file):
    first, _ = file.create("intranet", READ)
    with pytest.raises(InputError, match="trendsqa keys revoke"):
        file.create("intranet", READ)
    file.revoke("intranet")
    second, _ = file.create("intranet", READ)
    assert [(key.id, key.is_active) for key in file.read().keys] == [(first.id, False), (second.id, True)]


@pytest.mark.parametrize("name", ["", " ", "a\nb", " intranet", "a" * 101, "tq_intranet"])
def test_a_name_that_could_mislead_is_refused(file, name):
    with pytest.raises(InputError):
        file.create(name, READ)
    assert not file.path.exists()


def test_a_key_is_revoked_by_name_or_by_id_and_its_hash_goes(file):
    file.create("intranet", READ)
    archive, _ = file.create("archive", READ)
    file.revoke("intranet")
    file.revoke(archive.id)
    assert not any(key.is_active or key.hashed for key in file.read().keys)


def test_a_key_that_is_not_there_or_not_active_cannot_be_revoked(file):
    file.create("intranet", READ)
    file.revoke("intranet")
    before = file.path.read_bytes()
    for name in ("intranet", "nothing"):
        with pytest.raises(UnknownItemError, match="trendsqa keys list"):
            file.revoke(name)
    assert file.path.read_bytes() == before


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o602, 0o666])
def test_a_file_that_others_may_use_is_refused_with_the_command_that_mends_it(file, mode):
    file.create("intranet", READ)
    file.path.chmod(mode)
    for use in (file.read, lambda: file.create("other", READ), lambda: file.revoke("intranet")):
        with pytest.raises(KeyFileError, match="chmod 600"):
            use()


@pytest.mark.parametrize(
    "damage",
    [
        lambda held: b"",
        lambda held: b"\xff\xfe",
        lambda held: held[:-20],
        lambda held: held.replace(b'"version": 1', b'"version": 2'),
        lambda held: held.replace(b'"read"', b'"everything"'),
        lambda held: held.replace(b"$argon2id$", b"$plain$"),
        lambda held: held.replace(b'"name"', b'"title"'),
    ],
)
def test_a_damaged_file_is_refused_without_its_words(file, damage):
    key, _ = file.create("intranet", READ)
    file.path.write_bytes(damage(file.path.read_bytes()))
    with pytest.raises(KeyFileError, match="damaged") as told:
        file.read()
    assert key.hashed not in str(told.value)


def test_a_damaged_file_is_not_written_over(file):
    file.create("intranet", READ)
    file.path.write_bytes(b"torn")
    with pytest.raises(KeyFileError):
        file.create("other", READ)
    assert file.path.read_bytes() == b"torn"


def test_what_is_written_by_several_at_once_is_all_there(file):
    names = [f"key {number}" for number in range(8)]
    with ThreadPoolExecutor(4) as at_once:
        list(at_once.map(lambda name: KeyFile(file.path).create(name, READ), names))
    assert sorted(key.name for key in file.read().keys) == names


def test_one_who_cannot_have_the_lock_is_told(file):
    file.create("intranet", READ)
    before = file.path.read_bytes()
    with FileLock(file.path.with_suffix(".lock")), pytest.raises(StorageError, match="another process"):
        KeyFile(file.path, lock_wait_s=0.1).create("other", READ)
    assert file.path.read_bytes() == before


def test_a_process_that_dies_while_it_writes_leaves_the_old_file(file):
    file.create("intranet", READ)
    before = file.path.read_bytes()
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom trendsqa.access.key_file import KeyFile\n"
        "os.fsync = lambda _: os._exit(9)\nKeyFile(Path(sys.argv[1])).create('other', [])"
    )
    done = subprocess.run([sys.executable, "-c", script, file.path], check=False, timeout=60)
    assert done.returncode == 9
    assert file.path.read_bytes() == before
    file.create("other", READ)
    assert len(json.loads(file.path.read_bytes())["keys"]) == 2
