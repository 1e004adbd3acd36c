"""Sessions of people who have signed in with a key: in memory only, by the hash of what their cookie holds."""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from time import monotonic

from trendsqa.access.access_key import AccessKey
from trendsqa.access.key_ring import KeyRing

__all__ = ["AdminSession", "AdminSessions"]

_SECRET_BYTES = 32
_IDLE_S = 30 * 60.0
"""Time without a request after which a session has ended."""
_LONGEST_S = 8 * 3600.0
"""A working day: the end of a session, however busy it is."""
_MOST_OF_KEY = 10
"""Sessions of one key; the one that was not used for longest makes way, so that no program fills the memory."""


@dataclass(frozen=True, slots=True)
class AdminSession:
    """A session that holds: the key that it was begun with, and the token that its forms carry."""

    key: AccessKey
    form_token: str

    def fits(self, token: str) -> bool:
        """True if a form with ``token`` was made for this session."""
        return hmac.compare_digest(self.form_token.encode(), token.encode(errors="replace"))


@dataclass(slots=True)
class _Begun:
    """A session in memory: its key, and when it was begun and last used."""

    key: AccessKey
    began: float
    used: float


class AdminSessions:
    """Sessions begun with keys of ``ring``; one ends at the first request after its key has changed or is gone.

    Safe to use from many threads.
    """

    def __init__(self, ring: KeyRing, *, clock: Callable[[], float] = monotonic) -> None:
        self._ring = ring
        self._clock = clock
        self._lock = Lock()
        self._hash_key = secrets.token_bytes(_SECRET_BYTES)
        self._sessions: OrderedDict[bytes, _Begun] = OrderedDict()

    def begin(self, key: AccessKey) -> str:
        """The secret of a new session, which nobody has had and nothing here keeps."""
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        now = self._clock()
        with self._lock:
            for name in [name for name, begun in self._sessions.items() if not self._holds(begun, now)]:
                del self._sessions[name]
            of_key = [name for name, begun in self._sessions.items() if begun.key.id == key.id]
            for name in of_key[: max(0, len(of_key) - _MOST_OF_KEY + 1)]:
                del self._sessions[name]
            self._sessions[self._hash(secret, "session")] = _Begun(key, now, now)
        return secret

    def find(self, secret: str) -> AdminSession | None:
        """The session of ``secret``, which has been used now; None if there is none or it has ended."""
        if not secret:
            return None
        name, now = self._hash(secret, "session"), self._clock()
        with self._lock:
            begun = self._sessions.get(name)
            if begun is None:
                return None
            if not self._holds(begun, now):
                del self._sessions[name]
                return None
            begun.used = now
            self._sessions.move_to_end(name)
            return AdminSession(begun.key, self._hash(secret, "form").hex())

    def end(self, secret: str) -> None:
        """End the session of ``secret``, if there is one."""
        with self._lock:
            self._sessions.pop(self._hash(secret, "session"), None)

    def _holds(self, begun: _Begun, now: float) -> bool:
        return now - begun.used < _IDLE_S and now - begun.began < _LONGEST_S and self._ring.holds(begun.key)

    def _hash(self, secret: str, use: str) -> bytes:
        return blake2b(secret.encode(), key=self._hash_key, digest_size=32, person=use.encode()).digest()
