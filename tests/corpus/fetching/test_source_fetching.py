"""Fetching, against a publisher's server on loopback that misbehaves on purpose."""

import gzip
import hashlib
import inspect
import shutil
import socket
import ssl
import subprocess
import time
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpcore
import pytest

from documents.reading_aloud import GENEROUS
from fakes.documents import source
from fakes.publisher import (
    PAGE,
    PDF,
    EndlessRedirects,
    Names,
    Publisher,
    answer,
    bomb,
    chunked,
    close_at_once,
    connections,
    endless_body,
    endless_headers,
    endless_interim,
    head,
    in_turn,
    late_surplus,
    packed,
    raw,
    redirect,
    reset_in_body,
    silent,
    slow_body,
    slow_headers,
)
from trendsqa import __version__
from trendsqa.corpus.documents.reading import read_document
from trendsqa.corpus.fetching.exchange import FOREIGN_ERRORS
from trendsqa.corpus.fetching.source_fetching import Fetcher, FetchLimits, check_sources, fetch_sources
from trendsqa.corpus.library import Library
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.snapshot import Capture, Snapshot
from trendsqa.corpus.source import SourcePage
from trendsqa.errors import NetworkError

# Longer than any limit below lets one page take; a fetch that takes longer hangs.
LONGEST_S = 6.0
MIB = 1 << 20
pytestmark = [pytest.mark.slow, pytest.mark.timeout(60)]


def limits(**changes):
    small = {
        "delay_s": 0.0,
        "timeout_s": 0.6,
        "total_s": 2.0,
        "max_bytes": MIB,
        "max_redirects": 5,
        "retries": 1,
        "backoff_s": 0.01,
        "allow_loopback": True,
    }
    return FetchLimits(**(small | changes))


@pytest.fixture
def publisher():
    with Publisher() as server:
        yield server


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "corpus")


@pytest.fixture(autouse=True)
def connected():
    """Whatever a test does, this process connects to nothing but this machine."""
    with connections() as made:
        yield made
        assert {number for number, _ in made} <= {"127.0.0.1", "::1"}


def fetch(url, known=None, names=None, **changes):
    started = time.monotonic()
    with Fetcher(limits(**changes), **({"resolver": names} if names else {})) as fetcher:
        outcome = fetcher.fetch(url, known=known)
    assert time.monotonic() - started < LONGEST_S
    if outcome.status not in {"fetched", "unchanged"}:
        assert outcome.reason.endswith((".", "FILE"))
    return outcome


def snapshot(url, **changes):
    held = {"sha256": "0" * 64, "size": 1, "media_type": "text/html", "asked": url, "got": url, "captured": "2024"}
    return Snapshot(**(held | changes))


def pages(*urls):
    return tuple(SourcePage(url, "", f"part-{number}", f"part-{number}") for number, url in enumerate(urls))


def files_under(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- what a page is fetched with -------------------------------------------------------------------------------------


def test_a_page_is_fetched_with_what_is_needed_to_ask_again(publisher):
    publisher.routes["/guide"] = answer(ETag='"one"', Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT")
    url = publisher.url("/guide#part")
    outcome = fetch(url)
    assert outcome.status == "fetched"
    assert outcome.reason == ""
    assert outcome.capture == Capture(
        PAGE, "text/html", url, publisher.url("/guide"), '"one"', "Mon, 01 Jan 2024 00:00:00 GMT"
    )


def test_every_request_says_honestly_who_asks(publisher):
    publisher.routes["/guide"] = answer(Set_Cookie="session=1")
    with Fetcher(limits(contact="digital@council.test\r\nX-Injected: 1)")) as fetcher:
        fetcher.fetch(publisher.url("/guide"))
        fetcher.fetch(publisher.url("/guide"))
    assert [request.path for request in publisher.requests] == ["/robots.txt", "/guide", "/guide"]
    for request in publisher.requests:
        assert request.headers["user-agent"] == f"trendsqa/{__version__} (+digital@council.testX-Injected: 1)"
        assert request.headers["connection"] == "close"
        assert request.headers["host"] == f"127.0.0.1:{publisher.port}"
        assert request.headers.keys().isdisjoint({"cookie", "referer", "authorization", "x-injected"})


def test_without_a_contact_the_user_agent_names_the_project():
    assert FetchLimits().user_agent == f"trendsqa/{__version__} (+Public Sector Digital Trends assistant)"


def test_a_proxy_of_the_environment_is_not_asked(publisher, monkeypatch):
    publisher.routes["/guide"] = answer()
    with Publisher() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url(""))
        assert fetch(publisher.url("/guide")).status == "fetched"
        assert proxy.requests == []


def test_progress_tells_the_bytes_that_came(publisher):
    publisher.routes["/guide"] = answer(PAGE + b" " * 300_000)
    told = []
    with Fetcher(limits()) as fetcher:
        fetcher.fetch(publisher.url("/guide"), on_bytes=told.append)
    assert told == sorted(told)
    assert told[-1] == len(PAGE) + 300_000


def test_a_page_is_fetched_over_ipv6():
    try:
        server = Publisher("::1")
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with server:
        server.routes["/guide"] = answer()
        assert fetch(server.url("/guide")).status == "fetched"
        names = Names({"publisher.test": [["::1"]]})
        assert fetch(server.url("/guide", "publisher.test"), names=names).status == "fetched"


# --- every kind of misbehaviour --------------------------------------------------------------------------------------

SURPLUS = head(Content_Length=len(PAGE), Content_Type="text/html") + PAGE + b"<p>and more</p>"
GZIPPED = gzip.compress(PAGE)
MISBEHAVIOUR = {
    "slow headers": (slow_headers, "failed", "used up"),
    "slow body": (slow_body, "failed", "used up"),
    "never-ending body": (endless_body, "failed", "larger than 1.0 MiB"),
    "never-ending headers": (endless_headers, "failed", "did not keep to HTTP"),
    "never-ending interim answers": (endless_interim, "failed", "used up"),
    "silence": (silent, "failed", "did not answer in time"),
    "shorter than announced": (raw(head(Content_Length=9999, Content_Type="text/html") + PAGE), "failed", "broke off"),
    "longer than announced": (raw(SURPLUS), "failed", "more than the"),
    "longer, a moment later": (late_surplus, "failed", "more than the"),
    "announced too large": (raw(head(Content_Length=2 * MIB) + PAGE), "failed", "larger than"),
    "two lengths": (raw(head(Content_Length=5)[:-2] + b"Content-Length: 7\r\n\r\n" + PAGE), "failed", "HTTP"),
    "a length that is no number": (raw(head(Content_Length="many") + PAGE), "failed", "HTTP"),
    "a negative length": (raw(head(Content_Length=-5) + PAGE), "failed", "HTTP"),
    "truncated chunks": (raw(chunked(PAGE, end=b"ff\r\nabc")), "failed", "broke off"),
    "chunks without an end": (raw(chunked(PAGE, end=b"")), "failed", "broke off"),
    "chunks of no size": (raw(chunked(PAGE, end=b"zz\r\nabc\r\n0\r\n\r\n")), "failed", "HTTP"),
    "reset in the body": (reset_in_body, "failed", "could not be reached"),
    "closed at once": (close_at_once, "failed", ""),
    "no HTTP at all": (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "failed", "HTTP"),
    "huge headers": (raw(head(X_Long="x" * 300_000) + PAGE), "failed", "HTTP"),
    "NUL in a header": (raw(head(X_Odd="a\0b", Content_Length=len(PAGE)) + PAGE), "failed", "HTTP"),
    "bare CR in a header": (raw(head(X_Odd="a\rX-Other: b", Content_Length=len(PAGE)) + PAGE), "failed", "HTTP"),
    "gzip bomb": (packed(bomb(200)), "failed", "larger than"),
    "gzip twice, said": (packed(gzip.compress(GZIPPED), "gzip, gzip"), "failed", "more than once"),
    "gzip twice, unsaid": (packed(gzip.compress(GZIPPED)), "failed", "compressed file"),
    "broken gzip": (packed(GZIPPED[:20] + b"\0" * 20 + GZIPPED[40:]), "failed", "damaged"),
    "truncated gzip": (packed(GZIPPED[:-10]), "failed", "ends too early"),
    "no gzip at all": (packed(PAGE), "failed", "damaged"),
    "one byte of gzip": (packed(b"\x1f"), "failed", "ends too early"),
    "rubbish after gzip": (packed(GZIPPED + b"more"), "failed", "damaged"),
    "an encoding not asked for": (packed(PAGE, "br"), "failed", "only gzip, deflate"),
    "an empty body": (answer(b""), "failed", "is empty"),
    "blanks": (answer(b" \r\n\t "), "failed", "is empty"),
    "blanks, packed": (packed(gzip.compress(b"  ")), "failed", "is empty"),
    "a picture": (answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, Content_Type="image/png"), "failed", "a picture"),
    "a picture called a page": (answer(b"\xff\xd8\xff" + b"\0" * 50), "failed", "a picture"),
    "a drawing": (answer(b"<svg xmlns='x'><text>a</text></svg>", Content_Type="image/svg+xml"), "failed", "image/svg"),
    "a program": (answer(b"MZ" + b"\0\1\2" * 90, Content_Type="application/octet-stream"), "failed", "no text"),
    "a program called a page": (answer(b"\x7fELF" + b"\0\1" * 90), "failed", "a program"),
    "a script": (answer(b"alert(1)", Content_Type="text/javascript; charset=utf-8"), "failed", "text/javascript"),
    "JSON": (answer(b'{"a": 1}', Content_Type="application/json"), "failed", "application/json"),
    "a page said to be a PDF": (answer(Content_Type="application/pdf"), "failed", "a web page came instead"),
    "204": (answer(b"", status=204), "failed", "204"),
    "a part": (answer(status=206, Content_Range="bytes 0-5/100"), "failed", "206"),
    "unasked 304": (raw(head(304)), "failed", "304"),
    "400": (answer(status=400), "failed", "400"),
    "418": (answer(status=418), "failed", "418"),
    "501": (answer(status=501), "failed", "501"),
    "599": (answer(status=599), "failed", "599"),
    "999": (answer(status=999), "failed", "999"),
    "500 for ever": (answer(status=500), "failed", "500 (internal server error)"),
    "404": (answer(status=404), "gone", "404"),
    "410": (answer(status=410), "gone", "410"),
    "401": (answer(status=401), "refused", "401"),
    "403": (answer(status=403), "refused", "403"),
    "451": (answer(status=451), "refused", "451"),
    "redirect nowhere": (answer(b"", status=302), "failed", "without saying where"),
    "redirect to itself": (redirect("/page"), "failed", "in a circle"),
    "redirect to metadata": (redirect("http://169.254.169.254/latest/"), "refused", "metadata"),
    "redirect to a private number": (redirect("https://10.0.0.1/"), "refused", "private"),
    "redirect to a number in disguise": (redirect("http://2130706433/"), "refused", "unusual spelling"),
    "redirect to mapped IPv6": (redirect("http://[::ffff:127.0.0.1]/"), "refused", "dressed as IPv6"),
    "redirect to 6to4": (redirect("https://[2002:7f00:1::]/"), "refused", "6to4"),
    "redirect to another port": (redirect("http://8.8.8.8:25/"), "refused", "another machine"),
    "redirect to http": (redirect("http://8.8.8.8/"), "refused", "another machine"),
    "redirect to a file": (redirect("file:///etc/passwd"), "refused", "file"),
    "redirect to ftp": (redirect("ftp://publisher.test/"), "refused", "ftp"),
    "redirect with a password": (redirect("http://a:b@127.0.0.1/"), "refused", "password"),
    "redirect with NUL": (raw(b"HTTP/1.1 302 Found\r\nLocation: /a\0b\r\n\r\n"), "failed", "HTTP"),
    "redirect with a new header": (redirect("/a%0d%0aX-Other:%20b"), "gone", "404"),
}


@pytest.mark.parametrize("case", MISBEHAVIOUR)
def test_misbehaviour_ends_in_time_with_a_reason_and_changes_nothing(case, publisher, library, tmp_path):
    handler, status, reason = MISBEHAVIOUR[case]
    publisher.routes["/page"] = handler
    new, held = source("new", url=publisher.url("/page")), source("held", url=publisher.url("/page"))
    library.put(held, [Capture(PAGE + b"before", "text/html", held.url, held.url)])
    before = files_under(tmp_path)
    started = time.monotonic()
    with Fetcher(limits(total_s=0.7, timeout_s=0.3, retries=0)) as fetcher:
        reports = fetch_sources(library, [new, held], fetcher)
    assert time.monotonic() - started < LONGEST_S
    for report in reports:
        (outcome,) = report.outcomes
        assert (outcome.status, outcome.capture) == (status, None)
        assert reason in outcome.reason
        assert outcome.reason.endswith((".", "FILE"))
    assert files_under(tmp_path) == before


def test_the_time_for_one_page_beats_a_longer_wait_for_one_answer(publisher):
    publisher.routes["/page"] = silent
    assert "used up" in fetch(publisher.url("/page"), timeout_s=30.0, total_s=0.5).reason


def test_a_bomb_is_stopped_before_it_fills_the_memory(publisher):
    publisher.routes["/page"] = packed(bomb(300), Content_Type="text/html")
    fetch(publisher.url("/other"))
    tracemalloc.start()
    try:
        assert fetch(publisher.url("/page")).status == "failed"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 12 * MIB


@pytest.mark.parametrize(
    "handler",
    [
        raw(head(Content_Type="text/html") + PAGE),
        raw(chunked(PAGE[:10], PAGE[10:])),
        raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE),
        raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + head(Content_Length=len(PAGE)) + PAGE),
        packed(GZIPPED),
        packed(gzip.compress(PAGE[:30]) + gzip.compress(PAGE[30:]), "x-gzip"),
        packed(zlib.compress(PAGE), "deflate"),
        packed(zlib.compress(PAGE)[2:-4], "deflate"),
        packed(PAGE, "identity"),
        answer(status=203),
        answer(Content_Type="TEXT/HTML ; charset=utf-8"),
    ],
)
def test_unusual_but_right_answers_are_taken(handler, publisher):
    publisher.routes["/page"] = handler
    outcome = fetch(publisher.url("/page"))
    assert (outcome.status, outcome.reason) == ("fetched", "")
    assert outcome.capture.data == PAGE


def test_a_page_of_exactly_the_largest_size_is_taken(publisher):
    text = PAGE + b" " * (MIB - len(PAGE))
    publisher.routes["/page"] = packed(gzip.compress(text))
    assert fetch(publisher.url("/page")).capture.data == text
    publisher.routes["/page"] = packed(gzip.compress(text + b" "))
    assert fetch(publisher.url("/page")).status == "failed"


def test_a_login_page_in_place_of_a_file_is_not_taken(publisher):
    publisher.routes["/guide.pdf"] = answer()
    assert "login" in fetch(publisher.url("/guide.pdf")).reason
    publisher.routes["/download"] = answer()
    url = publisher.url("/download")
    assert "login" in fetch(url, snapshot(url, media_type="application/pdf")).reason
    publisher.routes["/download"] = answer(PDF, Content_Type="application/octet-stream")
    assert fetch(url).capture.media_type == "application/pdf"


def test_the_charset_of_the_header_is_kept_with_the_page(publisher):
    url = publisher.url("/page")
    polish = "<html><p>Zażółć</p></html>".encode("iso-8859-2")
    publisher.routes["/page"] = answer(polish, Content_Type="text/html; Charset=ISO-8859-2")
    held = fetch(url).capture
    assert held.media_type == "text/html; charset=iso-8859-2"
    assert (
        read_document(held.data, name=url, document_id="a", media_type=held.media_type, limits=GENEROUS).text
        == "Zażółć"
    )
    digest = hashlib.sha256(polish).hexdigest()
    renewed = fetch(url, snapshot(url, sha256=digest))
    assert (renewed.status, renewed.capture) == ("unchanged", held)
    known = snapshot(url, sha256=digest, media_type=held.media_type)
    assert fetch(url, known).capture is None


def test_a_table_in_text_is_taken_as_one_by_its_declared_type(publisher):
    publisher.routes["/data"] = answer(b"a,b\n1,2\n", Content_Type="text/csv; charset=utf-8")
    assert fetch(publisher.url("/data")).capture.media_type == "text/csv"
    publisher.routes["/data.csv"] = answer()
    assert "login" in fetch(publisher.url("/data.csv")).reason


def test_nothing_listening_is_told(publisher):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    outcome = fetch(f"http://127.0.0.1:{port}/")
    assert outcome.status == "failed"
    assert "robots.txt could not be read" in outcome.reason


def test_every_error_of_the_http_library_is_translated():
    errors = [value for value in vars(httpcore).values() if inspect.isclass(value) and issubclass(value, Exception)]
    assert errors
    assert all(issubclass(error, FOREIGN_ERRORS) for error in errors)


# --- asking again ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(status, publisher):
    publisher.routes["/page"] = in_turn(answer(status=status), answer(status=status), answer())
    assert fetch(publisher.url("/page"), retries=2).status == "fetched"
    assert len(publisher.asked("/page")) == 3


def test_a_connection_that_breaks_is_tried_again(publisher):
    publisher.routes["/page"] = in_turn(close_at_once, reset_in_body, answer())
    assert fetch(publisher.url("/page"), retries=2).status == "fetched"


def test_tries_are_bounded_and_further_and_further_apart(publisher):
    publisher.routes["/page"] = answer(status=500)
    assert fetch(publisher.url("/page"), retries=3, backoff_s=0.1, total_s=4.0).status == "failed"
    first, second, third, fourth = publisher.times[1:]
    assert 0.05 <= second - first < 0.2
    assert 0.1 <= third - second < 0.3
    assert 0.2 <= fourth - third < 0.6


def test_what_is_gone_or_refused_is_not_asked_for_again(publisher):
    for status in (403, 404, 410, 501):
        publisher.routes[f"/{status}"] = answer(status=status)
        fetch(publisher.url(f"/{status}"), retries=3)
        assert len(publisher.asked(f"/{status}")) == 1


def test_retry_after_in_seconds_is_waited_for(publisher):
    publisher.routes["/page"] = in_turn(answer(status=429, Retry_After=1), answer())
    assert fetch(publisher.url("/page"), total_s=4.0).status == "fetched"
    assert publisher.times[-1] - publisher.times[-2] >= 1.0


def test_retry_after_as_a_date_is_waited_for(publisher):
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    publisher.routes["/page"] = in_turn(answer(status=503, Retry_After=soon), answer())
    assert fetch(publisher.url("/page"), total_s=5.0).status == "fetched"
    assert publisher.times[-1] - publisher.times[-2] >= 0.8


@pytest.mark.parametrize(
    "asked", ["3600", format_datetime(datetime.now(UTC) + timedelta(days=2), usegmt=True)], ids=["seconds", "a date"]
)
def test_a_long_retry_after_is_told_instead_of_waited_for(asked, publisher):
    publisher.routes["/page"] = answer(status=429, Retry_After=asked)
    outcome = fetch(publisher.url("/page"), retries=5)
    assert outcome.status == "failed"
    assert "Try again after" in outcome.reason
    assert "UTC" in outcome.reason
    assert len(publisher.asked("/page")) == 1


@pytest.mark.parametrize(
    "asked", ["soon", "-5", "", "1e9", "٣", "9" * 400, "Mon, 99 Foo 2024", "Mon, 01 Jan 1990 0:0:0 GMT"]
)
def test_an_odd_retry_after_does_no_harm(asked, publisher):
    publisher.routes["/page"] = in_turn(raw(head(503)[:-2] + b"Retry-After: " + asked.encode() + b"\r\n\r\n"), answer())
    assert fetch(publisher.url("/page")).status in {"fetched", "failed"}


# --- politeness ------------------------------------------------------------------------------------------------------


def robots(text, **headers):
    return answer(text.encode(), Content_Type="text/plain", **headers)


def test_a_page_that_robots_txt_forbids_is_not_asked_for(publisher):
    publisher.routes |= {"/robots.txt": robots("User-agent: *\nDisallow: /private/"), "/private/a": answer()}
    outcome = fetch(publisher.url("/private/a"))
    assert outcome.status == "refused"
    assert "/robots.txt asks programs to leave it alone" in outcome.reason
    assert publisher.asked("/private/a") == []


def test_robots_txt_is_asked_for_once_in_a_run(publisher):
    publisher.routes |= {"/a": answer(), "/b": answer()}
    with Fetcher(limits()) as fetcher:
        assert [fetcher.fetch(publisher.url(path)).status for path in ("/a", "/b", "/a")] == ["fetched"] * 3
    assert len(publisher.asked("/robots.txt")) == 1


@pytest.mark.parametrize(
    "handler",
    [answer(status=500), answer(status=429), silent, close_at_once, slow_body, redirect("https://10.0.0.1/robots.txt")],
)
def test_a_robots_txt_that_cannot_be_read_forbids_everything_for_now(handler, publisher):
    publisher.routes |= {"/robots.txt": handler, "/a": answer()}
    with Fetcher(limits(retries=0, total_s=1.0)) as fetcher:
        outcomes = [fetcher.fetch(publisher.url("/a")) for _ in range(2)]
    assert {outcome.status for outcome in outcomes} == {"failed"}
    assert "could not be read" in outcomes[0].reason
    assert publisher.asked("/a") == []
    assert len(publisher.asked("/robots.txt")) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_a_robots_txt_everything_is_allowed(status, publisher):
    publisher.routes |= {"/robots.txt": answer(status=status), "/a": answer()}
    assert fetch(publisher.url("/a")).status == "fetched"


@pytest.mark.parametrize("handler", [endless_body, packed(bomb(300))])
def test_a_huge_robots_txt_is_read_up_to_the_limit(handler, publisher):
    publisher.routes |= {"/robots.txt": handler, "/a": answer()}
    assert fetch(publisher.url("/a")).status == "fetched"


def test_rules_at_the_beginning_of_a_huge_robots_txt_count(publisher):
    text = "User-agent: *\nDisallow: /a\n" + "# more\n" * 500_000
    publisher.routes |= {"/robots.txt": robots(text), "/a": answer()}
    assert fetch(publisher.url("/a")).status == "refused"


def test_a_robots_txt_may_be_five_redirects_away(publisher):
    forbid = robots("User-agent: *\nDisallow: /")
    hops = {f"/r{number}": redirect(f"/r{number + 1}") for number in range(9)}
    publisher.routes |= {"/robots.txt": redirect("/r1"), **hops, "/r5": forbid, "/a": answer()}
    assert fetch(publisher.url("/a")).status == "refused"
    publisher.routes |= {"/r5": redirect("/r6"), "/r6": forbid}
    assert fetch(publisher.url("/a")).status == "fetched"


def test_the_rules_of_the_host_redirected_to_are_obeyed(publisher):
    with Publisher() as other:
        other.routes |= {"/robots.txt": robots("User-agent: trendsqa\nDisallow: /"), "/a": answer()}
        publisher.routes["/a"] = redirect(other.url("/a"))
        assert fetch(publisher.url("/a")).status == "refused"
        assert other.asked("/a") == []


def test_requests_to_one_host_keep_their_distance(publisher):
    publisher.routes |= {"/a": redirect("/b"), "/b": answer()}
    assert fetch(publisher.url("/a"), delay_s=0.2).status == "fetched"
    assert len(publisher.times) == 3
    assert all(later - earlier >= 0.2 for earlier, later in zip(publisher.times, publisher.times[1:], strict=False))


def test_a_longer_crawl_delay_is_kept(publisher):
    publisher.routes |= {"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.4"), "/a": answer()}
    with Fetcher(limits(delay_s=0.1)) as fetcher:
        fetcher.fetch(publisher.url("/a"))
        fetcher.fetch(publisher.url("/a"))
    assert publisher.times[2] - publisher.times[1] >= 0.4


# --- what has changed ------------------------------------------------------------------------------------------------


def test_an_unchanged_page_costs_one_short_answer(publisher):
    for validator, sent in ((("ETag", '"one"'), "if-none-match"), (("Last_Modified", "Mon"), "if-modified-since")):
        url = publisher.url(f"/{sent}")
        name, value = validator
        publisher.routes[f"/{sent}"] = in_turn(answer(**{name: value}), raw(head(304, **{name: value})))
        first = fetch(url).capture
        known = snapshot(url, etag=first.etag, last_modified=first.last_modified)
        outcome = fetch(url, known)
        assert (outcome.status, outcome.reason, outcome.capture) == ("unchanged", "", None)
        assert [headers.get(sent) for headers in publisher.asked(f"/{sent}")] == [None, value]


def test_a_changed_page_is_fetched_with_its_new_validators(publisher):
    publisher.routes["/a"] = answer(ETag='"two"')
    outcome = fetch(publisher.url("/a"), snapshot(publisher.url("/a"), etag='"one"'))
    assert outcome.status == "fetched"
    assert outcome.capture.etag == '"two"'


def test_validators_that_could_split_a_header_are_neither_kept_nor_sent(publisher):
    url = publisher.url("/a")
    publisher.routes["/a"] = answer(ETag='"é"', Last_Modified="x" * 2000)
    assert (fetch(url).capture.etag, fetch(url).capture.last_modified) == ("", "")
    fetch(url, snapshot(url, etag='"a"\r\nX-Injected: 1', last_modified="\0"))
    assert publisher.asked("/a")[-1].keys().isdisjoint({"if-none-match", "if-modified-since", "x-injected"})


def test_validators_go_only_to_the_address_that_gave_them(publisher):
    publisher.routes |= {"/a": redirect("/b"), "/b": raw(head(304))}
    url = publisher.url("/a")
    outcome = fetch(url, snapshot(url, got=publisher.url("/b"), etag='"one"'))
    assert outcome.status == "unchanged"
    assert "if-none-match" not in publisher.asked("/a")[0]
    assert publisher.asked("/b")[0]["if-none-match"] == '"one"'


# --- redirects -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_is_told(status, publisher):
    publisher.routes |= {"/a": redirect("/b", status), "/b": answer()}
    outcome = fetch(publisher.url("/a"))
    assert outcome.status == "moved"
    assert publisher.url("/b") in outcome.reason
    assert (outcome.capture.asked, outcome.capture.got) == (publisher.url("/a"), publisher.url("/b"))


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_redirect_is_followed_without_remark(status, publisher):
    publisher.routes |= {"/a": redirect("/b", status), "/b": redirect("/c", 301), "/c": answer()}
    outcome = fetch(publisher.url("/a"))
    assert (outcome.status, outcome.got) == ("fetched", publisher.url("/c"))


def test_a_page_moved_and_then_lent_out_has_moved_to_the_lasting_address(publisher):
    publisher.routes |= {"/a": redirect("/b", 301), "/b": redirect("/c", 302), "/c": answer()}
    outcome = fetch(publisher.url("/a"))
    assert outcome.status == "moved"
    assert f"for good to {publisher.url('/b')}." in outcome.reason


def test_redirects_are_bounded(publisher):
    publisher.routes = EndlessRedirects(publisher.routes)
    outcome = fetch(publisher.url("/on/0"), max_redirects=3)
    assert outcome.status == "failed"
    assert "more than 3 times" in outcome.reason
    assert publisher.requests[-1].path == "/on/3"


def test_a_circle_of_redirects_is_noticed(publisher):
    publisher.routes |= {"/a": redirect("/b"), "/b": redirect("/c"), "/c": redirect("/a#again")}
    assert "in a circle" in fetch(publisher.url("/a"), max_redirects=20).reason
    assert len(publisher.asked("/a")) == 1


# --- names and numbers -----------------------------------------------------------------------------------------------

FORBIDDEN_ANSWERS = [
    ["10.0.0.1"],
    ["169.254.169.254"],
    ["100.64.0.1"],
    ["127.0.0.1", "192.168.0.1"],
    ["fe80::1%1"],
    ["::ffff:127.0.0.1"],
    ["64:ff9b::7f00:1"],
    ["2002:7f00:1::"],
    ["0.0.0.0"],
    ["::"],
    ["not a number"],
    [],
]


@pytest.mark.parametrize("numbers", FORBIDDEN_ANSWERS)
def test_a_name_that_leads_inside_is_refused_without_a_connection(numbers, publisher, connected):
    url = publisher.url("/a", "publisher.test")
    outcome = fetch(url, names=Names({"publisher.test": [numbers]}))
    assert outcome.status == "refused"
    assert connected == []
    assert publisher.requests == []


def test_without_the_test_setting_this_machine_is_refused_too(connected):
    names = Names({"publisher.test": [["127.0.0.1"]]})
    outcome = fetch("https://publisher.test/", names=names, allow_loopback=False)
    assert outcome.status == "refused"
    assert "loopback" in outcome.reason
    for url in ("https://127.0.0.1/", "https://[::1]/", "http://127.0.0.1/", "https://localhost:8000/"):
        assert fetch(url, allow_loopback=False).status == "refused"
    assert connected == []


def test_a_name_that_changes_its_number_is_judged_anew_each_time(publisher, connected):
    """The number that was judged is the one that is connected to, so a change in between changes nothing."""
    publisher.routes["/a"] = answer()
    url = publisher.url("/a", "publisher.test")
    names = Names({"publisher.test": [["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]]})
    with Fetcher(limits(), resolver=names) as fetcher:
        assert fetcher.fetch(url).status == "fetched"
        assert fetcher.fetch(url).status == "refused"
    assert names.asked == ["publisher.test"] * 3
    assert connected == [("127.0.0.1", publisher.port)] * 2


def test_a_redirect_to_a_name_that_leads_inside_is_refused(publisher, connected):
    inside = Names({"publisher.test": [["127.0.0.1"]], "inside.test": [["192.168.1.1"]]})
    publisher.routes["/a"] = redirect("https://inside.test/")
    outcome = fetch(publisher.url("/a", "publisher.test"), names=inside)
    assert outcome.status == "refused"
    assert "192.168.1.1" in outcome.reason
    assert {port for _, port in connected} == {publisher.port}


def test_the_next_number_is_tried_where_one_does_not_answer(publisher):
    publisher.routes["/a"] = answer()
    names = Names({"publisher.test": [["::1", "127.0.0.1"]]})
    assert fetch(publisher.url("/a", "publisher.test"), names=names).status == "fetched"
    assert publisher.asked("/a")[0]["host"] == f"publisher.test:{publisher.port}"


def test_a_resolver_that_does_not_answer_is_not_waited_for(publisher):
    def never(host, port):
        time.sleep(20)

    assert "cannot be resolved" in fetch(publisher.url("/a", "publisher.test"), names=never, retries=0).reason


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for publisher.test, and the file that holds it with its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("needs the openssl program to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    command = (
        f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=publisher.test -keyout {folder}/key -out {folder}/crt"
    )
    extension = ["-addext", "subjectAltName=DNS:publisher.test"]
    subprocess.run([program, *command.split(), *extension], check=True, capture_output=True, timeout=60)
    return folder


@pytest.fixture
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "crt", certificate / "key")
    with Publisher(tls=context) as server:
        server.routes["/a"] = answer()
        yield server


def test_the_certificate_is_verified_for_the_name_not_the_number(secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "crt"))
    names = Names({"publisher.test": [["127.0.0.1"]], "other.test": [["127.0.0.1"]]})
    assert fetch(secure.url("/a", "publisher.test"), names=names).status == "fetched"
    asked = len(secure.requests)
    outcome = fetch(secure.url("/a", "other.test"), names=names, retries=0)
    assert outcome.status == "failed"
    assert "certificate" in outcome.reason
    assert len(secure.requests) == asked


def test_a_certificate_that_nobody_vouches_for_is_refused_at_once(secure):
    names = Names({"publisher.test": [["127.0.0.1"]]})
    outcome = fetch(secure.url("/a", "publisher.test"), names=names, retries=9)
    assert outcome.status == "failed"
    assert "SSL_CERT_FILE" in outcome.reason
    assert len(names.asked) == 1


# --- a whole run -----------------------------------------------------------------------------------------------------


def run(library, *sources, work=fetch_sources, **changes):
    with Fetcher(limits(**changes)) as fetcher:
        return work(library, sources, fetcher)


def statuses(reports):
    return {report.source_id: [str(outcome.status) for outcome in report.outcomes] for report in reports}


def test_the_pages_of_a_source_are_stored_together(publisher, library):
    publisher.routes |= {"/a": answer(PAGE + b"a"), "/b": answer(PAGE + b"b"), "/extra": answer()}
    companion = SourcePage(publisher.url("/extra"), "", "", "")
    report = source("report", pages=(*pages(publisher.url("/a"), publisher.url("/b")), companion))
    assert statuses(run(library, report)) == {"report": ["fetched", "fetched"]}
    entry = library.entry("report")
    assert [library.read(entry, snapshot)[-1:] for snapshot in entry.snapshots] == [b"a", b"b"]
    assert publisher.asked("/extra") == []


def test_what_fails_does_not_lose_what_works(publisher, library):
    publisher.routes |= {"/a": answer(), "/b": reset_in_body, "/c": answer(PAGE + b"c"), "/d": answer(PAGE + b"d")}
    first = source("first", pages=pages(*(publisher.url(path) for path in ("/a", "/b", "/c"))))
    reports = run(library, first, source("dead", url=publisher.url("/none")), source("last", url=publisher.url("/d")))
    assert statuses(reports) == {"first": ["fetched", "failed", "fetched"], "dead": ["gone"], "last": ["fetched"]}
    assert [snapshot.asked for snapshot in library.entry("first").snapshots] == [
        publisher.url("/a"),
        publisher.url("/c"),
    ]
    assert library.entry("dead") is None
    assert len(library.entry("last").snapshots) == 1
    assert all(outcome.capture is None for report in reports for outcome in report.outcomes)


def test_a_second_run_asks_only_for_what_changed(publisher, library, tmp_path):
    def once_then_304(body):
        return in_turn(answer(body, ETag='"1"'), raw(head(304)))

    publisher.routes |= {"/a": once_then_304(PAGE), "/b": in_turn(answer(status=404), answer(PAGE + b"b"))}
    report = source("report", pages=pages(publisher.url("/a"), publisher.url("/b")))
    assert statuses(run(library, report)) == {"report": ["fetched", "gone"]}
    assert statuses(run(library, report)) == {"report": ["unchanged", "fetched"]}
    assert publisher.asked("/a")[1]["if-none-match"] == '"1"'
    assert len(library.entry("report").snapshots) == 2


def test_an_interrupted_run_resumes(publisher, library):
    def stop(source, done, total):
        if done == 1:
            raise KeyboardInterrupt

    publisher.routes |= {"/a": in_turn(answer(ETag='"1"'), raw(head(304))), "/b": answer(PAGE + b"b")}
    report = source("report", pages=pages(publisher.url("/a"), publisher.url("/b")))
    with Fetcher(limits()) as fetcher, pytest.raises(KeyboardInterrupt):
        fetch_sources(library, [report], fetcher, on_progress=stop)
    assert len(library.entry("report").snapshots) == 1
    assert statuses(run(library, report)) == {"report": ["unchanged", "fetched"]}


def test_bytes_that_were_lost_are_fetched_whole(publisher, library, tmp_path):
    publisher.routes["/a"] = answer(ETag='"1"')
    page = source("page", url=publisher.url("/a"))
    run(library, page)
    (stored,) = (tmp_path / "corpus" / "library" / "snapshots").iterdir()
    stored.write_bytes(b"altered")
    assert statuses(run(library, page)) == {"page": ["fetched"]}
    assert stored.read_bytes() == PAGE
    assert "if-none-match" not in publisher.asked("/a")[1]


def test_the_same_bytes_under_new_validators_are_unchanged_and_remembered(publisher, library):
    publisher.routes["/a"] = in_turn(answer(ETag='"1"'), answer(ETag='"2"'))
    page = source("page", url=publisher.url("/a"))
    run(library, page)
    assert statuses(run(library, page)) == {"page": ["unchanged"]}
    assert library.entry("page").snapshots[0].etag == '"2"'


def test_what_may_not_be_stored_is_not_asked_for(publisher, library, tmp_path):
    publisher.routes["/a"] = answer()
    linked = source("linked", url=publisher.url("/a"), terms=Terms.LINK)
    reports = run(library, linked, source("unknown"))
    assert statuses(reports) == {"linked": ["refused"], "unknown": ["refused"]}
    assert "'link'" in reports[0].outcomes[0].reason
    assert "No public page is known" in reports[1].outcomes[0].reason
    assert publisher.requests == []
    assert files_under(tmp_path) == {}


def test_a_file_added_by_hand_is_kept(publisher, library, tmp_path):
    publisher.routes["/a"] = answer()
    page = source("page", url=publisher.url("/a"))
    library.put(page, [Capture(b"By hand.", "text/plain", "guide.txt")])
    before = files_under(tmp_path)
    (report,) = run(library, page)
    assert report.outcomes[0].status == "refused"
    assert "trendsqa corpus remove page" in report.outcomes[0].reason
    assert files_under(tmp_path) == before


def test_a_damaged_entry_loses_no_other_source(publisher, library, tmp_path):
    publisher.routes["/a"] = answer()
    entries = tmp_path / "corpus" / "library" / "entries"
    entries.mkdir(parents=True)
    (entries / "zebra.json").write_text("{")
    first, second = source("page", url=publisher.url("/a")), source("zebra", url=publisher.url("/a"))
    reports = run(library, first, second)
    assert statuses(reports)["zebra"] == ["failed"]
    assert "zebra.json is damaged" in reports[1].outcomes[0].reason
    assert library.entry("page") is not None


def test_progress_counts_the_pages_of_the_run(publisher, library):
    publisher.routes |= {"/a": answer(), "/b": answer()}
    told = []
    both = [source("first", url=publisher.url("/a")), source("second", url=publisher.url("/b"))]
    with Fetcher(limits()) as fetcher:
        fetch_sources(
            library, both, fetcher, on_progress=lambda *progress: told.append((progress[0].id, *progress[1:]))
        )
    assert told == [("first", 0, 2), ("second", 1, 2), ("second", 2, 2)]


def test_without_a_network_it_says_so_within_five_seconds_and_changes_nothing(library, tmp_path):
    def silent_resolver(host, port):
        time.sleep(30)

    page = source("page", url="https://publisher.test/")
    for resolver, work in ((Names({}), check_sources), (silent_resolver, fetch_sources)):
        started = time.monotonic()
        with (
            Fetcher(FetchLimits(), resolver=resolver) as fetcher,
            pytest.raises(NetworkError, match=r"no network.*nothing was changed"),
        ):
            work(library, [page], fetcher)
        assert time.monotonic() - started < 5
    assert files_under(tmp_path) == {}


def test_one_host_that_answers_is_network_enough(publisher, library):
    publisher.routes["/a"] = answer()
    names = Names({"publisher.test": [["127.0.0.1"]]})
    dead = source("dead", url="https://nowhere.test/")
    with Fetcher(limits(), resolver=names) as fetcher:
        reports = fetch_sources(library, [dead, source("page", url=publisher.url("/a", "publisher.test"))], fetcher)
    assert statuses(reports) == {"dead": ["failed"], "page": ["fetched"]}


def test_a_check_tells_what_changed_moved_or_died_and_stores_nothing(publisher, library, tmp_path):
    publisher.routes |= {
        "/same": in_turn(answer(ETag='"1"'), raw(head(304))),
        "/changed": in_turn(answer(), answer(PAGE + b"new")),
        "/moved": in_turn(answer(), redirect("/new", 301)),
        "/gone": in_turn(answer(), answer(status=410)),
    }
    held = [source(path[1:], url=publisher.url(path)) for path in publisher.routes]
    run(library, *held)
    before = files_under(tmp_path)
    publisher.routes["/new"] = answer()
    found = run(library, *held, work=check_sources)
    assert statuses(found) == {"same": ["unchanged"], "changed": ["fetched"], "moved": ["moved"], "gone": ["gone"]}
    assert "has changed since" in found[1].outcomes[0].reason
    assert files_under(tmp_path) == before


def test_a_check_asks_whether_linked_pages_live_without_reading_them(publisher, library, tmp_path):
    publisher.routes |= {"/alive": endless_body, "/moved": redirect("/alive", 308), "/closed": answer(status=403)}
    linked = [source(path[1:], url=publisher.url(path), terms=Terms.LINK) for path in publisher.routes]
    found = run(library, *linked, source("dead", url=publisher.url("/dead")), source("none"), work=check_sources)
    assert statuses(found) == {
        "alive": ["fetched"],
        "moved": ["moved"],
        "closed": ["refused"],
        "dead": ["gone"],
        "none": ["refused"],
    }
    assert files_under(tmp_path) == {}
