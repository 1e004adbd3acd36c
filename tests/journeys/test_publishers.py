"""The maintainer brings the full text: pages from a real server stand in for the publisher's."""

import re
import shutil
import threading
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

from trendsqa.assembly import Assembly
from trendsqa.corpus.manifest import load_manifest
from trendsqa.errors import NetworkError
from trendsqa.settings import FetchingSettings, Settings
from trendsqa.upkeep.publisher_visits import capture_page, check_pages, fetch_texts
from trendsqa.upkeep.rebuilding import build_index

pytestmark = [pytest.mark.report, pytest.mark.model]

ROOT = Path(__file__).resolve().parents[2]
REPORT = "socitm-trends-2024"
FRAME = "<!doctype html><html lang=en><title>{title}</title><body><nav>Home</nav><main>{body}</main></body></html>"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without writing to the terminal."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(report, tmp_path_factory):
    """The report's HTML, split into pages as the manifest says; address and folder."""
    folder = tmp_path_factory.mktemp("site")
    html = report("html").read_text(encoding="utf-8")
    body = html[html.index("</header>") + len("</header>") : html.index("</body>")]
    starts = [0, *(match.start() for match in re.finditer(r"<h[1-6][\s>]", body))]
    pieces = [body[start:end] for start, end in zip(starts, [*starts[1:], len(body)], strict=True)]
    source, outline = load_manifest(ROOT / "corpus/sources.toml")[0], outline_ids()
    headed = pieces[1:]
    assert len(headed) == len(outline)
    for page in source.pages:
        if page.first_section:
            first, last = outline.index(page.first_section), outline.index(page.last_section)
            text = FRAME.format(title=page.title, body="".join(headed[first : last + 1]))
            (folder / name_of(page.url)).write_text(text, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def fetched(site, briefs, tmp_path_factory):
    """A corpus of briefs whose manifest names the local server, before and after fetching."""
    address, _ = site
    home = tmp_path_factory.mktemp("fetched")
    corpus = home / "corpus"
    shutil.copytree(ROOT / "corpus", corpus, ignore=shutil.ignore_patterns("library"))
    manifest = (corpus / "sources.toml").read_text(encoding="utf-8")
    next_entry = '\n[[source]]\nid = "socitm-trends-priority-table"'
    report_entry, _, rest = manifest.partition(next_entry)
    local = re.sub(r'"https://[^"]*/([^/"]+)/"', rf'"{address}/\1.html"', report_entry)
    (corpus / "sources.toml").write_text(local + next_entry + rest, encoding="utf-8")
    # Their vectors are taken over, for encoding takes nearly all of a build.
    shutil.copytree(briefs.locations.index, home / "index")
    settings = Settings(fetching=FetchingSettings(allow_loopback=True, delay_s=0))
    assembly = Assembly(settings, corpus=corpus, index=home / "index")
    build_index(assembly)
    before = assembly.assistant()
    reports = fetch_texts(assembly, [REPORT])
    build_index(assembly)
    return assembly, before, reports


def outline_ids():
    from trendsqa.corpus.documents.outline import load_outlines

    return [entry.id for entry in load_outlines(ROOT / "corpus/outlines")[REPORT].entries]


def name_of(url):
    return f"{urlparse(url).path.strip('/').rpartition('/')[2]}.html"


QUESTION = "Where should we start with harnessing data?"
SECTION = f"{REPORT}#harnessing-data/where-to-start"


def test_without_a_network_the_briefs_answer_and_say_what_they_are(fetched):
    _, before, _ = fetched
    citation = before.ask(QUESTION).citations[0]
    assert (citation.passage.section.id, citation.passage.section.form) == (SECTION, "brief")


def test_the_full_text_takes_the_place_of_the_brief_under_the_same_section_ids(fetched):
    assembly, before, reports = fetched
    assert [outcome.status for report in reports for outcome in report.outcomes] == ["fetched"] * 8
    after = assembly.assistant()
    citation = after.ask(QUESTION).citations[0]
    assert (citation.passage.section.id, citation.passage.section.form) == (SECTION, "full")
    ids = [section.id for section in after.outline(REPORT).sections]
    assert ids == [section.id for section in before.outline(REPORT).sections]
    assert {section.form for section in after.outline(REPORT).sections} == {"full", "brief"}


def test_an_answer_cites_the_page_that_carries_it_with_a_fragment_that_is_on_the_page(fetched, site):
    address, folder = fetched[0], site[1]
    assistant = address.assistant()
    questions = (QUESTION, "What did Derby get out of AI?", "Which outside pressures are there?", "What about drones?")
    for question in questions:
        for citation in assistant.ask(question).citations:
            if citation.passage.section.form == "brief" or citation.passage.document.id != REPORT:
                continue
            page = folder / urlparse(citation.passage.section.url).path.strip("/")
            # A browser shows no space where bold text ends.
            without_bold = re.sub(r"</?(?:strong|b|em|i|a)\b[^>]*>", "", page.read_text(encoding="utf-8"))
            text = " ".join(re.sub(r"<[^>]+>", " ", without_bold).split())
            fragment = citation.link.partition(":~:text=")[2]
            assert fragment
            for end in fragment.split(","):
                assert " ".join(unquote(end).split()) in text


def test_a_second_fetch_asks_only_whether_anything_changed(fetched):
    assembly, _, _ = fetched
    reports = fetch_texts(assembly, [REPORT])
    assert {outcome.status for report in reports for outcome in report.outcomes} == {"unchanged"}


def test_a_check_reports_what_changed_and_stores_nothing(fetched, site):
    assembly, _, _ = fetched
    _, folder = site
    before = assembly.collection().library.entry(REPORT)
    changed, gone = folder / "conclusions.html", folder / "other-trends.html"
    kept = (changed.read_bytes(), gone.read_bytes())
    changed.write_text(FRAME.format(title="x", body="<h1>Conclusions</h1><p>All is new.</p>"))
    gone.unlink()
    try:
        (report,) = check_pages(assembly, [REPORT])
    finally:
        changed.write_bytes(kept[0])
        gone.write_bytes(kept[1])
    told = {outcome.address.rpartition("/")[2]: outcome.status for outcome in report.outcomes}
    assert (told["conclusions.html"], told["other-trends.html"]) == ("fetched", "gone")
    assert assembly.collection().library.entry(REPORT) == before


def test_a_source_whose_terms_are_link_is_never_asked_for(fetched):
    assembly, _, _ = fetched
    linked = next(item.source for item in assembly.collection().items() if item.source.terms == "link")
    (report,) = fetch_texts(assembly, [linked.id])
    assert {outcome.status for outcome in report.outcomes} == {"refused"}


def test_planted_text_of_a_link_source_enters_no_index(fetched):
    """Terms narrowed after text was stored: the text is left out of the next build."""
    assembly, _, _ = fetched
    collection = assembly.collection()
    entry = collection.library.entry(REPORT)
    narrowed = replace(entry.source, terms="link")
    library = collection.library
    from trendsqa.corpus.snapshot import Capture

    captures = [Capture(library.read(entry, one), one.media_type, one.asked, one.got) for one in entry.snapshots]
    library.put(narrowed, captures)
    try:
        held = {item.source.id: item for item in assembly.collection().documents(lambda *_: None)}[REPORT]
        assert set(held.forms) == {"brief"}
    finally:
        library.put(entry.source, captures)


def test_a_page_is_added_by_its_address_and_answers_under_it(site, models, tmp_path):
    from trendsqa.corpus.collection import Overrides

    address = f"{site[0]}/conclusions.html"
    shutil.copytree(models, tmp_path / "index" / "models")
    settings = Settings(fetching=FetchingSettings(allow_loopback=True, delay_s=0))
    assembly = Assembly(settings, corpus=tmp_path / "corpus", index=tmp_path / "index")
    added = assembly.collection().add_capture(capture_page(assembly, address), Overrides(id="page", url=address))
    assert (added.entry.source.url, added.entry.snapshots[0].got) == (address, address)
    build_index(assembly)
    citation = assembly.assistant().ask("Which organisations will find problems hard to solve?").citations[0]
    assert (citation.passage.document.id, citation.passage.section.url) == ("page", address)


def test_an_address_that_is_not_public_is_not_added(tmp_path):
    assembly = Assembly(Settings(), corpus=tmp_path / "corpus", index=tmp_path / "index")
    for address in ("http://127.0.0.1:9/", "https://169.254.169.254/latest/", "https://localhost/"):
        with pytest.raises(NetworkError, match="was not added"):
            capture_page(assembly, address)
    assert list(tmp_path.iterdir()) == []
