"""Sessions of maintainers: begun by a key, ended by time, by signing out and by the end of the key."""

import secrets

import pytest

from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile
from trendsqa.access.key_ring import KeyRing
from trendsqa.admin.sessions import AdminSessions

HALF_AN_HOUR = 1800


@pytest.fixture
def clock():
    """A clock that a test moves on by adding to its only item."""
    return [1000.0]


@pytest.fixture
def file(tmp_path):
    return KeyFile(tmp_path / "keys.json")


@pytest.fixture
def key(file):
    return file.create("desk", [AccessScope.ADMIN])[0]


@pytest.fixture
def sessions(file, key, clock):
    return AdminSessions(KeyRing(file), clock=lambda: clock[0])


def test_a_session_is_found_by_its_secret_and_by_nothing_else(sessions, key):
    secret = sessions.begin(key)
    assert sessions.find(secret).key == key
    for other in ("", secret[:-1], secret + "A", secrets.token_urlsafe(32), secret.swapcase()):
        assert sessions.find(other) is None


def test_a_secret_has_256_bits_of_chance_and_is_kept_nowhere(sessions, key):
    secret = sessions.begin(key)
    assert len(secret) == 43
    assert secret != sessions.begin(key)
    assert secret not in repr(vars(sessions))
    assert secret.encode() not in b"".join(sessions._sessions)


def test_two_browsers_have_two_sessions_and_signing_out_ends_one(sessions, key):
    one, other = sessions.begin(key), sessions.begin(key)
    sessions.end(one)
    assert sessions.find(one) is None
    assert sessions.find(other)


def test_a_session_ends_after_half_an_hour_without_a_request(sessions, key, clock):
    secret = sessions.begin(key)
    clock[0] += HALF_AN_HOUR - 1
    assert sessions.find(secret)
    clock[0] += HALF_AN_HOUR - 1
    assert sessions.find(secret)
    clock[0] += HALF_AN_HOUR
    assert sessions.find(secret) is None


def test_a_busy_session_ends_after_eight_hours(sessions, key, clock):
    secret = sessions.begin(key)
    for _ in range(8 * 3 - 1):
        clock[0] += 1200
        assert sessions.find(secret)
    clock[0] += 1200
    assert sessions.find(secret) is None


def test_a_session_ends_with_its_key(sessions, key, file):
    secret = sessions.begin(key)
    assert sessions.find(secret)
    file.revoke("desk")
    assert sessions.find(secret) is None
    file.create("desk", [AccessScope.ADMIN])
    assert sessions.find(secret) is None


def test_a_session_ends_if_the_file_of_keys_cannot_be_trusted(sessions, key, file):
    secret = sessions.begin(key)
    file.path.chmod(0o666)
    assert sessions.find(secret) is None


def test_one_key_has_ten_sessions_at_most(sessions, key, file):
    other = file.create("other", [AccessScope.ADMIN])[0]
    of_other = sessions.begin(other)
    begun = [sessions.begin(key) for _ in range(12)]
    assert [bool(sessions.find(secret)) for secret in begun] == [False] * 2 + [True] * 10
    assert sessions.find(of_other)


def test_a_form_fits_the_session_that_it_was_made_for_alone(sessions, key):
    one, other = (sessions.find(sessions.begin(key)) for _ in range(2))
    assert one.fits(one.form_token)
    assert not one.fits(other.form_token)
    for wrong in ("", one.form_token[:-1], "é", "\udc80"):
        assert not one.fits(wrong)
