"""Runs a coroutine in a thread of its own: a browser that other tests have open runs a loop in this one."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import anyio

T = TypeVar("T")


def run_alone(steps: Callable[[], Awaitable[T]]) -> T:
    """Result of ``steps``."""
    with ThreadPoolExecutor(1) as own:
        return own.submit(anyio.run, steps).result()
