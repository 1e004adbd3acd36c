"""Work for a pool of processes that needs no model: each method does one thing that work may do."""

import os
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import sleep


class Labourer:
    """Holds the ``load`` that it was made with, and works."""

    def __init__(self, load: str) -> None:
        self._load = load

    def carry(self, *more: str) -> str:
        """The load and what comes on top."""
        return " ".join((self._load, *more))

    def number(self) -> int:
        """The number of the process that works."""
        return os.getpid()

    def wait_for(self, sign: Path) -> int:
        """The number of the process, once ``sign`` exists."""
        (sign.parent / f"{sign.name}.awaited-{os.getpid()}").touch()
        while not sign.exists():
            sleep(0.01)
        return os.getpid()

    def drop_dead(self) -> None:
        """End the process in the middle of the work."""
        os._exit(3)

    def refuse(self, error: Exception) -> None:
        """Raise ``error``."""
        raise error

    def break_a_tool(self) -> None:
        """Raise an error that cannot be sent to another process."""

        class Broken(Exception):  # noqa: N818 - the name is beside the point
            pass

        raise Broken(lambda: None)

    def call_out(self, host: str) -> None:
        """Connect to ``host``, which a process may be forbidden to do."""
        with socket.socket() as caller:
            caller.settimeout(1)
            caller.connect((host, 9))


def hire(load: str) -> Callable[[], str]:
    """What a first process loads."""
    return partial(str, load)


def grow(load: str) -> Labourer:
    """What a forked process makes of it."""
    return Labourer(load)


def hired(_loaded: object) -> Labourer:
    """What a forked process makes of whatever its template holds."""
    return Labourer("nothing")


def add(more: str, load: str) -> str:
    """What a template makes of what another template holds."""
    return f"{load} {more}"


def fail(_load: str) -> Labourer:
    """Nothing: what should be loaded is damaged."""
    raise ValueError("the tools are damaged")
