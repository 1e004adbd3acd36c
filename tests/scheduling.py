"""The order in which several processes take the tests: a file at a time, the long ones first."""

from collections import Counter
from fnmatch import fnmatchcase

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    # One Milvus server, which some of these tests kill, and one file of Milvus Lite.
    "tests/contracts/*": "Milvus",
    # The chat has one process and the other pages another: each starts a browser and the servers that it needs.
    "tests/browser/test_chat.py::*": "chat",
    "tests/browser/*": "pages",
    # The journeys of people share one server over one index.
    "tests/journeys/test_staff.py::*": "people",
    "tests/journeys/test_intranet_team.py::*": "people",
    "tests/journeys/test_maintainer.py::*": "people",
}
"""Patterns of ids whose tests one process takes one after another; all else is divided by its file."""

APART = ("tests/destruction/test_killing.py::*",)
"""Patterns of ids whose tests are taken one at a time: they are long, and share nothing."""

LONG = ("tests/contracts/*", "tests/destruction/*", "tests/upkeep/*", "tests/browser/*", "tests/journeys/*")
"""Patterns of what is begun first, so that no process is left alone with it in the end."""


def unit_of(test: str) -> str:
    """The name of what ``test`` is handed out with."""
    if any(fnmatchcase(test, pattern) for pattern in APART):
        return test
    together = (unit for pattern, unit in TOGETHER.items() if fnmatchcase(test, pattern))
    return next(together, test.partition("::")[0])


def in_order(tests: list[str]) -> list[int]:
    """The places of ``tests`` in the order to hand them out: unit by unit, the long and the large ones first."""
    units = [unit_of(test) for test in tests]
    sizes = Counter(units)
    first = {unit: place for place, unit in reversed([*enumerate(units)])}

    def rank(place: int) -> tuple[int, int, int, int]:
        waits = next((n for n, pattern in enumerate(LONG) if fnmatchcase(tests[place], pattern)), len(LONG))
        return waits, -sizes[units[place]], first[units[place]], place

    return sorted(range(len(tests)), key=rank)


class UnitScheduling(LoadScopeScheduling):
    """Hands out whole units, so that what a file prepares is prepared once."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
