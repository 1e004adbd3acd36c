"""Token buckets by name, in bounded memory.

Own code, since the library for it (limits 5.8) has windows and no buckets, and keeps every name in memory until its
window ends: who has many addresses could fill the memory with them.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from ipaddress import IPv6Address
from time import monotonic

from trendsqa.access.addresses import read_address

__all__ = ["Taken", "TokenBuckets", "address_block"]

_MOST_BUCKETS = 50_000
"""About 10 MB. Beyond it the bucket that was not used for longest is forgotten, as if it were full."""

_NEIGHBOURS = 64
"""Bits of an IPv6 address that one customer or machine may fill as it likes (RFC 6177)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An attempt to take a token. Times are in seconds: until there is one, and until the bucket is full."""

    granted: bool
    left: int
    next_s: float
    full_s: float


class TokenBuckets:
    """Buckets that hold up to ``capacity`` tokens and gain ``per_second``; for use by one thread."""

    def __init__(
        self, capacity: int, per_second: float, *, most: int = _MOST_BUCKETS, clock: Callable[[], float] = monotonic
    ) -> None:
        self.capacity = capacity
        self._per_second = per_second
        self._most = most
        self._clock = clock
        # Tokens in the bucket, and when they were counted.
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, name: Hashable) -> Taken:
        """Take one token from the bucket ``name``, if it holds one."""
        now = self._clock()
        tokens = self._tokens(name, now)
        granted = tokens >= 1
        if granted:
            tokens -= 1
        self._put(name, tokens, now)
        return Taken(
            granted, int(tokens), max(0.0, 1 - tokens) / self._per_second, (self.capacity - tokens) / self._per_second
        )

    def give_back(self, name: Hashable) -> None:
        """Put a token back into the bucket ``name``."""
        now = self._clock()
        self._put(name, min(self.capacity, self._tokens(name, now) + 1), now)

    def _tokens(self, name: Hashable, now: float) -> float:
        tokens, counted = self._buckets.get(name, (float(self.capacity), now))
        return min(float(self.capacity), tokens + (now - counted) * self._per_second)

    def _put(self, name: Hashable, tokens: float, now: float) -> None:
        self._buckets[name] = (tokens, now)
        self._buckets.move_to_end(name)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)


def address_block(address: str) -> str:
    """The addresses that count as one client: an IPv4 address alone, an IPv6 address with its /64."""
    parsed = read_address(address.partition("%")[0])
    if not isinstance(parsed, IPv6Address):
        return address if parsed is None else str(parsed)
    return f"{IPv6Address(int(parsed) >> _NEIGHBOURS << _NEIGHBOURS)}/{_NEIGHBOURS}"
