"""The part of answering that takes a processor, done in bounded threads of this process or by a pool of workers."""

from typing import Any, Protocol

from trendsqa.answering.assistant import Assistant
from trendsqa.workers.admission import Admission

__all__ = ["BoundedWork", "Work"]


class Work(Protocol):
    """Calls methods of an ``Assistant`` somewhere, each when its turn has come. Safe to share between threads."""

    def call(self, method: str, /, *arguments: Any, may_shed: bool = True, **named: Any) -> Any:
        """Result of the method; raises what it raises, and WorkStoppedError.

        ``may_shed`` is False for what continues earlier work of the same request, which would be lost.

        Raises:
            OverloadedError: Too much waits already.
        """

    def close(self) -> None:
        """Give back what does the work."""


class BoundedWork:
    """Work in the calling thread, in a bounded number of threads at once."""

    def __init__(self, assistant: Assistant, admission: Admission[None]) -> None:
        self._assistant = assistant
        self._admission = admission

    def call(self, method: str, /, *arguments: Any, may_shed: bool = True, **named: Any) -> Any:
        """Result of the method, once a slot is free."""
        with self._admission.slot(may_shed=may_shed):
            return getattr(self._assistant, method)(*arguments, **named)

    def close(self) -> None:
        """Take the slots out of the count; the files are closed by whoever opened them."""
        self._admission.close()
