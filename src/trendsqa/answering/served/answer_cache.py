"""Answers of one generation that are given again when the same is asked, without keeping what was asked."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock

from trendsqa.answering.answer import Answer
from trendsqa.answering.served.sealed_answer import Asked, Seal

__all__ = ["AnswerCache", "Given"]

_BYTES_BESIDE = 200
"""About what an entry takes beside its answer: a name, two objects, a place in the order."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer; ``again`` is True if no work was done for it."""

    answer: Answer
    again: bool


class AnswerCache:
    """Keeps the answers that were used last. Safe to share between threads."""

    def __init__(self, *, most_bytes: int, wait_s: float) -> None:
        """Keep up to about ``most_bytes``; 0 keeps nothing.

        The same question that is asked meanwhile waits up to ``wait_s`` for the answer to the first.
        """
        self._most_bytes = most_bytes
        self._wait_s = wait_s
        self._lock = Lock()
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._bytes = 0
        self._coming: dict[bytes, Future[Answer]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def answer(self, asked: Asked, ask: Callable[[], Answer]) -> Given:
        """The answer that is kept or on its way, else that of ``ask``, which is kept then."""
        if not self._most_bytes:
            return Given(ask(), again=False)
        seal = asked.seal()
        with self._lock:
            kept = self._kept.get(seal.name)
            if kept is not None:
                self._kept.move_to_end(seal.name)
            coming = self._coming.get(seal.name)
            if kept is None and coming is None:
                own = self._coming[seal.name] = Future()
        if kept is not None:
            return Given(seal.open(kept), again=True)
        if coming is not None:
            return Given(coming.result(self._wait_s), again=True)
        return Given(self._ask(seal, ask, own), again=False)

    def _ask(self, seal: Seal, ask: Callable[[], Answer], own: "Future[Answer]") -> Answer:
        try:
            answer = ask()
        except BaseException as error:
            with self._lock:
                del self._coming[seal.name]
            own.set_exception(error)
            raise
        sealed = seal.close(answer)
        with self._lock:
            del self._coming[seal.name]
            self._keep(seal.name, sealed)
        own.set_result(answer)
        return answer

    def _keep(self, name: bytes, sealed: bytes) -> None:
        self._kept[name] = sealed
        self._bytes += len(sealed) + _BYTES_BESIDE
        while self._bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest) + _BYTES_BESIDE
