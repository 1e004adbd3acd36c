"""Owners of the chat's sessions: the browser that first used one keeps it, until it has not been used for an hour."""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256

__all__ = ["SessionOwners"]

MOST_SESSIONS = 1000
"""Sessions that are kept at once; each holds up to 50 turns and about 25 KiB of Gradio's own."""

KEPT_S = 3600.0
"""As long as Gradio keeps what was said in a session."""


class SessionOwners:
    """Sessions with the digests of their owners' cookies, least recently used first; used from one event loop.

    ``forget`` is called with each session that is dropped.
    """

    def __init__(
        self,
        forget: Callable[[str], None],
        *,
        most: int = MOST_SESSIONS,
        kept_s: float = KEPT_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._forget = forget
        self._most = most
        self._kept_s = kept_s
        self._clock = clock
        self._sessions: OrderedDict[str, tuple[bytes, float]] = OrderedDict()
        self._held: Counter[str] = Counter()

    def claim(self, session: str, cookie: str) -> bool:
        """True if the session is ``cookie``'s, which it becomes if it was nobody's."""
        self._drop_old()
        if session not in self._sessions:
            self._sessions[session] = (_digest(cookie), self._clock())
            self._drop_beyond()
            return True
        return self.owns(session, cookie)

    def owns(self, session: str, cookie: str) -> bool:
        """True if the session is ``cookie``'s; it counts as used then."""
        self._drop_old()
        owner, _ = self._sessions.get(session, (b"", 0.0))
        # Digests are compared: how long that takes tells nothing of a cookie.
        if owner != _digest(cookie):
            return False
        self._use(session)
        return True

    @contextmanager
    def held(self, session: str) -> Iterator[None]:
        """Keep a session for the length of the block: a stream of it is open."""
        self._held[session] += 1
        try:
            yield
        finally:
            self._held[session] -= 1
            if not self._held[session]:
                del self._held[session]
            if session in self._sessions:
                self._use(session)

    def _use(self, session: str) -> None:
        owner, _ = self._sessions[session]
        self._sessions[session] = (owner, self._clock())
        self._sessions.move_to_end(session)

    def _drop_old(self) -> None:
        oldest_kept = self._clock() - self._kept_s
        while self._sessions:
            session, (_, used) = next(iter(self._sessions.items()))
            if used > oldest_kept:
                return
            if session in self._held:
                self._use(session)
            else:
                self._drop(session)

    def _drop_beyond(self) -> None:
        """Drop one session, if there are too many: the one unused for longest of those that no stream holds."""
        if len(self._sessions) > self._most:
            idle = (session for session in self._sessions if session not in self._held)
            self._drop(next(idle, next(iter(self._sessions))))

    def _drop(self, session: str) -> None:
        del self._sessions[session]
        self._forget(session)


def _digest(cookie: str) -> bytes:
    return sha256(cookie.encode()).digest()
