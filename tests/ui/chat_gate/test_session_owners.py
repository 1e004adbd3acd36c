"""A session belongs to the browser that first used it."""

from trendsqa.ui.chat_gate.session_owners import SessionOwners


class Clock:
    """A clock that is put forward by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def owners(most=3):
    forgotten, clock = [], Clock()
    return SessionOwners(forgotten.append, most=most, kept_s=60, clock=clock), forgotten, clock


def test_a_session_is_its_first_users_alone():
    kept, _, _ = owners()
    assert kept.claim("s", "mine")
    assert kept.claim("s", "mine")
    assert not kept.claim("s", "theirs")
    assert not kept.owns("s", "theirs")
    assert kept.owns("s", "mine")


def test_a_session_that_nobody_began_is_nobodys():
    kept, _, _ = owners()
    assert not kept.owns("s", "mine")
    assert not kept.owns("s", "")


def test_a_session_that_is_not_used_for_the_time_is_forgotten():
    kept, forgotten, clock = owners()
    kept.claim("old", "mine")
    clock.now = 30
    kept.claim("young", "mine")
    clock.now = 60
    assert not kept.owns("old", "mine")
    assert kept.owns("young", "mine")
    assert forgotten == ["old"]


def test_use_keeps_a_session():
    kept, forgotten, clock = owners()
    kept.claim("s", "mine")
    for _ in range(5):
        clock.now += 40
        assert kept.owns("s", "mine")
    assert forgotten == []


def test_an_attempt_of_another_browser_keeps_nothing():
    kept, forgotten, clock = owners()
    kept.claim("s", "mine")
    clock.now = 40
    kept.claim("s", "theirs")
    clock.now = 70
    kept.claim("t", "theirs")
    assert forgotten == ["s"]


def test_the_session_unused_for_longest_goes_when_there_are_too_many():
    kept, forgotten, _ = owners(most=2)
    kept.claim("a", "mine")
    kept.claim("b", "mine")
    kept.owns("a", "mine")
    kept.claim("c", "theirs")
    assert forgotten == ["b"]
    assert kept.owns("a", "mine")


def test_an_open_stream_keeps_its_session():
    kept, forgotten, clock = owners(most=2)
    kept.claim("a", "mine")
    with kept.held("a"):
        clock.now = 1000
        for session in "bcd":
            kept.claim(session, "theirs")
        assert forgotten == ["b", "c"]
        assert not kept.claim("a", "theirs")
    clock.now = 1050
    assert kept.owns("a", "mine")
    clock.now = 2000
    assert not kept.owns("a", "mine")
