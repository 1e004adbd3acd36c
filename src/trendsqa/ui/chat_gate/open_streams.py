"""Count of the streams that each client has open."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["OpenStreams"]


class OpenStreams:
    """Streams by the address of their client; used from one event loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    @contextmanager
    def opened(self, address: str) -> Iterator[bool]:
        """True, and the stream counts until the end of the block; False if the client has as many as it may."""
        if self._open[address] >= self._most:
            yield False
            return
        self._open[address] += 1
        try:
            yield True
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]
