"""One server, one index and one intranet for the journeys of people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import installed, serving
from documents.staff_shelf import fill_shelf, list_shelf
from fakes.host_pages import HostPages, hosting
from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile
from visits import Visit


@dataclass(frozen=True)
class Service:
    """A server process over the shelf of staff, with chat, feedback and maintenance, whose API an intranet may call."""

    address: str
    intranet: HostPages
    intranet_key: str
    admin_key: str


@pytest.fixture(scope="session")
def service(copy_home) -> Iterator[Service]:
    """The service that all journeys of people share."""

    def fill(home: Path) -> None:
        list_shelf(home / "corpus")
        fill_shelf(installed(home).collection())

    assembly = copy_home("staff-shelf", fill)
    keys = KeyFile(assembly.layout.keys)
    _, intranet_key = keys.create("intranet", [AccessScope.READ, AccessScope.FEEDBACK])
    _, admin_key = keys.create("desk", [AccessScope.ADMIN])
    with hosting() as intranet:
        origins = f'["{intranet.origin}"]'
        with serving(assembly, TRENDSQA_SERVER__ADMIN="true", TRENDSQA_SERVER__CORS_ORIGINS=origins) as address:
            yield Service(address, intranet, intranet_key.written(), admin_key.written())


@pytest.fixture
def person(visit) -> Iterator[Callable[..., Visit]]:
    """Starts visits as ``visit`` does; afterwards no page of them may have told an error."""
    visits: list[Visit] = []

    def start(address: str, **options: object) -> Visit:
        visits.append(visit(address, **options))
        return visits[-1]

    yield start
    assert [error for one in visits for error in one.errors] == []
