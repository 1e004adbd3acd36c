"""Keys of a running server: they follow the file at once, and nothing works while it cannot be used."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile
from trendsqa.access.key_ring import KeyRing
from trendsqa.access.key_text import KeyText

READ = [AccessScope.READ]


@pytest.fixture
def file(tmp_path):
    return KeyFile(tmp_path / "access" / "keys.json")


@pytest.fixture
def ring(file):
    return KeyRing(file)


def wrong(key):
    """A key with the same id, of the same form, that differs in the last letter."""
    return KeyText(key.id, key.secret[:-1] + ("b" if key.secret[-1] == "a" else "a"))


def test_a_key_works_and_is_remembered(file, ring):
    made, key = file.create("intranet", READ)
    assert ring.remembered(key) is None
    assert ring.verified(key) == made
    assert ring.remembered(key) == made


def test_a_wrong_secret_never_works(file, ring):
    _, key = file.create("intranet", READ)
    assert ring.verified(wrong(key)) is None
    ring.verified(key)
    assert ring.verified(wrong(key)) is None
    assert ring.remembered(wrong(key)) is None


def test_a_key_of_another_server_is_unknown(ring):
    assert ring.verified(KeyText.new()) is None


def test_without_a_file_no_key_works(file):
    _, key = file.create("intranet", READ)
    assert KeyRing(None).verified(key) is None


def test_a_revoked_key_stops_at_once_and_others_go_on(file, ring):
    _, key = file.create("intranet", READ)
    kept, other = file.create("archive", READ)
    ring.verified(key)
    ring.verified(other)
    file.revoke("intranet")
    assert ring.remembered(key) is None
    assert ring.verified(key) is None
    assert ring.verified(other) == kept


def test_a_key_with_a_time_of_revoking_never_works_even_if_its_hash_was_left(file, ring):
    _, key = file.create("intranet", READ)
    held = file.path.read_text("utf-8")
    file.path.write_text(held.replace('"revoked": ""', '"revoked": "2026-01-01T00:00:00+00:00"'), "utf-8")
    assert ring.verified(key) is None


def test_a_key_that_is_made_later_works_at_once(file, ring):
    assert ring.verified(KeyText.new()) is None
    made, key = file.create("intranet", READ)
    assert ring.verified(key) == made


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"torn"), lambda path: path.chmod(0o644)])
def test_no_key_works_while_the_file_cannot_be_used_and_the_log_says_so_once(file, ring, spoil, caplog):
    made, key = file.create("intranet", READ)
    held = file.path.read_bytes()
    ring.verified(key)
    spoil(file.path)
    for _ in range(3):
        assert ring.remembered(key) is None
        assert ring.verified(key) is None
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "No API key works" in record.message
    file.path.write_bytes(held)
    file.path.chmod(0o600)
    assert ring.verified(key) == made


def test_no_key_works_once_the_file_is_gone(file, ring):
    _, key = file.create("intranet", READ)
    ring.verified(key)
    file.path.unlink()
    assert ring.remembered(key) is None


def test_what_is_remembered_is_not_the_secret(file, ring):
    _, key = file.create("intranet", READ)
    ring.verified(key)
    assert key.secret not in repr(ring._held)
    assert KeyRing(file)._digest(key) != ring._digest(key)


def test_many_threads_may_check_while_keys_come_and_go(file, ring):
    made, key = file.create("intranet", READ)

    def check(number):
        if number % 5 == 0:
            file.create(f"key {number}", READ)
        return ring.remembered(key) or ring.verified(key)

    with ThreadPoolExecutor(4) as at_once:
        assert set(at_once.map(check, range(20))) == {made}
