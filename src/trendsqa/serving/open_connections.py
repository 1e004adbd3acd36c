"""Connections of a server: which may be opened, and which makes way if there are too many."""

from collections import Counter
from typing import Protocol

from trendsqa.exchanges.connection_counts import ConnectionCounts, RefusedBecause
from trendsqa.serving.connection_limits import ConnectionLimits

__all__ = ["Connection", "OpenConnections"]


class Connection(Protocol):
    """A connection as it is counted here; ``address`` is the peer's, empty if unknown."""

    address: str

    def make_way(self) -> None:
        """Close at once: a new connection takes the place."""


class OpenConnections:
    """The open connections of one server, within limits.

    If all places are taken, the one that has waited longest for its client makes way: first those without a request,
    then those with a part of one. A connection whose request is being answered never does.
    """

    def __init__(self, limits: ConnectionLimits, counts: ConnectionCounts) -> None:
        self.limits = limits
        self.counts = counts
        self.lingering: set[Connection] = set()
        """Connections without a place that still hand over a last answer."""
        self._open: set[Connection] = set()
        self._of_address: Counter[str] = Counter()
        # Dictionaries for their order: the first has waited longest.
        self._idle: dict[Connection, None] = {}
        self._receiving: dict[Connection, None] = {}

    def admit(self, connection: Connection) -> RefusedBecause | None:
        """Take a new connection, as idle, or say why it has no place."""
        address = connection.address
        crowded = self._of_address[address] >= self.limits.most_of_address and not self.limits.is_proxy(address)
        if crowded and not self._make_room(address):
            return self._refused("address")
        if len(self._open) >= self.limits.most and not self._make_room():
            return self._refused("full")
        self._open.add(connection)
        self._of_address[address] += 1
        self._idle[connection] = None
        self.counts.open = len(self._open)
        return None

    def note_idle(self, connection: Connection) -> None:
        """Nothing of a next request has come yet."""
        if connection in self._open and connection not in self._idle:
            self._receiving.pop(connection, None)
            self._idle[connection] = None

    def note_receiving(self, connection: Connection) -> None:
        """A part of a request has come."""
        if connection in self._open and connection not in self._receiving:
            self._idle.pop(connection, None)
            self._receiving[connection] = None

    def note_busy(self, connection: Connection) -> None:
        """A request is being answered."""
        self._idle.pop(connection, None)
        self._receiving.pop(connection, None)

    def leave(self, connection: Connection) -> None:
        """Give a place back; a connection that has none is let be."""
        if connection not in self._open:
            return
        self.note_busy(connection)
        self._open.discard(connection)
        self._of_address[connection.address] -= 1
        if not self._of_address[connection.address]:
            del self._of_address[connection.address]
        self.counts.open = len(self._open)

    def free_files(self, most: int) -> None:
        """Close up to ``most`` connections that wait for their clients."""
        for _ in range(most):
            if not self._make_room():
                return

    def _make_room(self, address: str | None = None) -> bool:
        """True if a connection, of ``address`` if one is given, has made way."""
        waiting = (
            connection
            for queue in (self._idle, self._receiving)
            for connection in queue
            if address is None or connection.address == address
        )
        longest = next(waiting, None)
        if longest is None:
            return False
        self.leave(longest)
        self.counts.closed["room"] += 1
        longest.make_way()
        return True

    def _refused(self, reason: RefusedBecause) -> RefusedBecause:
        self.counts.refused[reason] += 1
        return reason
