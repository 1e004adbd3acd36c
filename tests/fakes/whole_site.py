"""The whole web application over a small installation in which everything that a page can show is held."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from documents.second_edition import ROOT, SECOND_EDITION, corpus_of_first
from fakes.ferry_leaflet import leaflet
from fakes.keyword_assembly import KeywordAssembly
from fakes.loopback_server import serving_in_thread
from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile
from trendsqa.corpus.collection import Overrides
from trendsqa.live_collection import live_collection
from trendsqa.settings import ServerSettings, Settings
from trendsqa.upkeep.rebuilding import build_index
from trendsqa.web_application import maintenance_of, web_application

WORDS = ("skills", "data", "start", "cyber", "security", "risks", "moon", "ferry", "harbour", "barge", "toll")
FOREIGN = "skr-ten-trends"
"""A source of the shipped list whose title is Swedish, with the brief of it."""
TOLLS = """\
# Tolls of the barges

## Toll by barge

The toll of a barge is told by its length and by what it carries:

| Barge | Length in metres | Toll in the summer half of the year | Toll in the winter half of the year |
| --- | --- | --- | --- |
| Coal barge | 30 | 12 | 9 |
| Grain barge | 24 | 10 | 7 |
| Barge of the Rheinschifffahrtsversicherungsgesellschaftsnebenstelle | 40 | 16 | 11 |
"""
ANSWERED = "Where should we start with skills?"
CLOSE = "What are the risks of skills in Lisbon?"
NOT_HELD = "Who walked on the moon?"
IN_PDF = "How often does the ferry leave the harbour?"
IN_TABLE = "What toll does each barge pay?"


@dataclass(frozen=True)
class WholeSite:
    """Its address, and a key of a maintainer."""

    address: str
    admin_key: str


@contextmanager
def serving_whole_site(home: Path) -> Iterator[WholeSite]:
    """A server over an installation in ``home``, with chat, feedback and the pages of maintainers."""
    assembly = KeywordAssembly(home, *WORDS)
    assembly.settings = Settings(server=ServerSettings(admin=True))
    _fill(assembly, home)
    assert not build_index(assembly).problems
    _, key = KeyFile(assembly.layout.keys).create("desk", [AccessScope.ADMIN])
    live_index, maintenance = live_collection(assembly), maintenance_of(assembly, offline=True)
    try:
        with serving_in_thread(web_application(assembly, live_index, None, maintenance)) as address:
            yield WholeSite(address, key.written())
    finally:
        maintenance.close()
        live_index.close()


def _fill(assembly: KeywordAssembly, home: Path) -> None:
    """Two editions of the report, a brief of a source with a foreign title, a PDF and a table."""
    corpus = corpus_of_first(assembly.locations.corpus)
    shipped = (ROOT / "corpus" / "sources.toml").read_text(encoding="utf-8")
    (foreign,) = (
        entry for entry in re.split(r"^(?=\[\[source\]\])", shipped, flags=re.MULTILINE) if f'id = "{FOREIGN}"' in entry
    )
    with (corpus / "sources.toml").open("a", encoding="utf-8") as sources:
        sources.write(foreign)
    brief = f"{FOREIGN}.md"
    (corpus / "briefs" / brief).write_text((ROOT / "corpus" / "briefs" / brief).read_text("utf-8"), "utf-8")
    for name, content in (("leaflet.pdf", leaflet()), ("tolls.md", TOLLS.encode())):
        (home / name).write_bytes(content)
        assembly.collection().add(home / name, Overrides(terms="full"))
    assembly.collection().add(SECOND_EDITION, Overrides())
