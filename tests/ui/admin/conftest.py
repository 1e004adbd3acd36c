"""A whole application with the pages for maintainers, over real files; the encoder is computed from content."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest
from starlette.testclient import TestClient

from fakes.assistant import PaperAssistant
from fakes.keyword_assembly import KeywordAssembly
from fakes.live_index import live_index_of
from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile
from trendsqa.admin.jobs.jobs import COMMAND, Jobs
from trendsqa.admin.maintenance import Maintenance
from trendsqa.corpus.collection import Overrides
from trendsqa.settings import ReadingSettings, ServerSettings, Settings
from trendsqa.web_application import web_application

FERRIES = "# Ferries\n\nThe ferry leaves at noon.\n"
SAID = (sys.executable, "-m", "fakes.said_command")
SECONDS_TO_END = 60
PAGE = {"Accept": "text/html"}


@dataclass
class Admin:
    """An application and a browser in which somebody may have signed in."""

    browser: TestClient
    assembly: KeywordAssembly
    maintenance: Maintenance
    keys: KeyFile
    key: str

    def another_browser(self) -> TestClient:
        """A browser that knows nothing of the first."""
        return TestClient(self.browser.app, base_url=str(self.browser.base_url), follow_redirects=False)

    def sign_in(self, browser: TestClient | None = None, key: str | None = None) -> object:
        """The response to signing in."""
        browser = browser or self.browser
        return browser.post("/admin/sign-in", data={"key": self.key if key is None else key}, headers=PAGE)

    def token(self, browser: TestClient | None = None) -> str:
        """The token in the forms of a page."""
        page = (browser or self.browser).get("/admin", headers=PAGE)
        return re.search(r'name="token" value="([0-9a-f]+)"', page.text)[1]

    def post(self, path: str, **fields: str) -> object:
        """The response to a form of a page."""
        return self.browser.post(path, data={"token": self.token(), **fields}, headers=PAGE)

    def send(self, content: bytes, name: str, **fields: str) -> object:
        """The response to the form with a file."""
        data = {"token": self.token(), **fields}
        return self.browser.post("/admin/add", data=data, files={"file": (name, content)}, headers=PAGE)

    def ended(self, number: int = 1) -> str:
        """The page of a job once it has ended."""
        deadline = monotonic() + SECONDS_TO_END
        while self.maintenance.jobs.report(number).is_running:
            assert monotonic() < deadline
            sleep(0.02)
        return self.browser.get(f"/admin/jobs/{number}", headers=PAGE).text

    def hold(self, text: str = FERRIES, name: str = "ferries.md") -> str:
        """The id of a document that was put into the library."""
        file = self.assembly.locations.corpus.with_name(name)
        file.write_text(text, encoding="utf-8")
        return str(self.assembly.collection().add(file, Overrides(terms="full")).entry.source.id)

    def waiting_files(self) -> list[Path]:
        """What lies in the folder where files wait."""
        return [path for path in self.maintenance.uploads.folder.rglob("*") if path.is_file()]


@pytest.fixture
def make_admin(tmp_path) -> Iterator[Callable[..., Admin]]:
    """Makes an application whose commands are ``command``, reached at ``address``, and a browser signed out."""
    made = []

    def make(
        *,
        command: tuple[str, ...] = COMMAND,
        address: str = "http://127.0.0.1",
        offline: bool = False,
        **server: object,
    ) -> Admin:
        assembly = KeywordAssembly(tmp_path, "ferry", "noon", "cat")
        reading = ReadingSettings(max_file_mib=1)
        assembly.settings = Settings(server=ServerSettings(chat=False, **{"admin": True} | server), reading=reading)
        keys = KeyFile(assembly.layout.keys)
        _, key = keys.create("desk", [AccessScope.ADMIN])
        maintenance = Maintenance(
            assembly.locations,
            Jobs(command),
            options=assembly.folder_options,
            collection=assembly.collection,
            store=lambda: assembly.vector_store,
            most_file_bytes=1 << 20,
            offline=offline,
        )
        on = maintenance if assembly.settings.server.admin else None
        app = web_application(assembly, live_index_of(PaperAssistant()), None, on)
        browser = TestClient(app, base_url=address, follow_redirects=False)
        made.append(maintenance)
        return Admin(browser, assembly, maintenance, keys, key.written())

    yield make
    for one in made:
        one.close()


@pytest.fixture
def admin(make_admin) -> Admin:
    """An application, with somebody signed in."""
    admin = make_admin()
    assert admin.sign_in().status_code == 303
    return admin
