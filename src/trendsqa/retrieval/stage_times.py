"""Stage times of one question: seconds of each stage, noted by the stages themselves, for the metrics.

A question of several parts passes through the same stage several times, which adds up. Outside ``collected`` nothing is
noted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from time import perf_counter

__all__ = ["Stage", "collected", "timed"]


class Stage(StrEnum):
    """Stages of answering a question; together they are nearly all of its work."""

    INTERPRET = "interpret"
    RETRIEVE = "retrieve"
    JUDGE = "judge"
    QUOTE = "quote"


_NOTED: ContextVar[dict[Stage, float] | None] = ContextVar("stage_times", default=None)


@contextmanager
def collected() -> Iterator[dict[Stage, float]]:
    """The seconds of each stage that the block passes through, complete when it ends."""
    seconds: dict[Stage, float] = {}
    token = _NOTED.set(seconds)
    try:
        yield seconds
    finally:
        _NOTED.reset(token)


@contextmanager
def timed(stage: Stage) -> Iterator[None]:
    """Note the time of the block as that of ``stage``; a stage within another counts for itself alone."""
    noted = _NOTED.get()
    if noted is None:
        yield
        return
    inner_before, began = sum(noted.values()), perf_counter()
    try:
        yield
    finally:
        within = sum(noted.values()) - inner_before
        noted[stage] = noted.get(stage, 0.0) + perf_counter() - began - within
