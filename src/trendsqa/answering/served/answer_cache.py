"""Answers of one generation that are given again when the same is asked, without keeping what was asked.

A question is known by a keyed digest, with a key that is drawn when the process starts and never leaves it. What is
kept holds words of the collection only: an answer that repeats words of its question, beyond the question itself, is
not kept.
"""

import json
import pickle
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import astuple, dataclass, replace
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock

from trendsqa.answering.answer import Answer
from trendsqa.retrieval.hit import Filters

__all__ = ["AnswerCache", "Asked", "Given"]

_KEY = token_bytes(32)
_DIGEST_BYTES = 16
_BYTES_BESIDE = 200
"""About what an entry takes beside its answer: digest, two objects, a place in the order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All that an answer depends on, within one generation."""

    question: str
    history: tuple[str, ...]
    as_written: bool
    limit: int
    filters: Filters

    def digest(self) -> bytes:
        """A number that tells equal questions, and tells nobody without the key what was asked."""
        said = json.dumps([self.question, self.history, self.as_written, self.limit, astuple(self.filters)])
        return blake2b(said.encode(), key=_KEY, digest_size=_DIGEST_BYTES).digest()


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
        """The answer that is kept or on its way, else that of ``ask``, which is kept if it may be."""
        if not self._most_bytes:
            return Given(ask(), again=False)
        digest = asked.digest()
        with self._lock:
            kept = self._kept.get(digest)
            if kept is not None:
                self._kept.move_to_end(digest)
            coming = self._coming.get(digest)
            if kept is None and coming is None:
                own = self._coming[digest] = Future()
        if kept is not None:
            return Given(_told(kept, asked.question), again=True)
        if coming is not None:
            return Given(coming.result(self._wait_s), again=True)
        return Given(self._ask(digest, asked, ask, own), again=False)

    def _ask(self, digest: bytes, asked: Asked, ask: Callable[[], Answer], own: "Future[Answer]") -> Answer:
        try:
            answer = ask()
        except BaseException as error:
            with self._lock:
                del self._coming[digest]
            own.set_exception(error)
            raise
        kept = _without_words(answer, asked.question)
        with self._lock:
            del self._coming[digest]
            if kept is not None:
                self._keep(digest, kept)
        own.set_result(answer)
        return answer

    def _keep(self, digest: bytes, kept: bytes) -> None:
        self._kept[digest] = kept
        self._bytes += len(kept) + _BYTES_BESIDE
        while self._bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest) + _BYTES_BESIDE


def _without_words(answer: Answer, question: str) -> bytes | None:
    """The answer without its question; None if it holds words of the question elsewhere."""
    repeats = answer.missing or answer.open or not answer.question == answer.interpreted_question == question
    return None if repeats else pickle.dumps(replace(answer, question="", interpreted_question="", took_ms=0.0))


def _told(kept: bytes, question: str) -> Answer:
    answer: Answer = pickle.loads(kept)  # noqa: S301 - written by this process
    return replace(answer, question=question, interpreted_question=question)
