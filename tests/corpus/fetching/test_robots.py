import httpx
import pytest

from trendsqa.corpus.fetching.robots import MAX_CRAWL_DELAY_S, MAX_ROBOTS_BYTES, RobotsRules, robots_address

GUIDE = httpx.URL("https://publisher.test/guides/harbour.html?page=2")


def allows(text, url=GUIDE):
    return RobotsRules.from_answer(200, text.encode()).allows(httpx.URL(url))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /guides/\nAllow: /guides/harbour", True),
        ("User-agent: *\nAllow: /\nDisallow: /guides/", False),
        ("User-agent: *\nDisallow: /*.html$", True),
        ("User-agent: *\nDisallow: /*.html", False),
        ("User-agent: *\nDisallow: /*?page=", False),
        ("User-agent: *\nDisallow: /Guides/", True),
        ("User-agent: *\nDisallow: /guides%2Fharbour", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: trendsqa\nAllow: /", True),
        ("User-agent: TrendsQA\nDisallow: /guides/\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: other\nUser-agent: trendsqa\nDisallow: /", False),
        ("User-agent: trendsqa\nDisallow: /a\n\nUser-agent: trendsqa\nDisallow: /guides", False),
        ("\ufeffUser-agent: *\r\nDisallow: / # everything", False),
        ("<!doctype html><html><body>Not found</body></html>", True),
    ],
)
def test_rules_are_read_as_the_rfc_says(text, allowed):
    assert allows(text) is allowed


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_a_file_everything_is_allowed(status):
    assert RobotsRules.from_answer(status, b"User-agent: *\nDisallow: /").allows(GUIDE)


@pytest.mark.parametrize("status", [429, 500, 501, 503])
def test_a_server_that_fails_forbids_everything_for_now(status):
    rules = RobotsRules.from_answer(status, b"")
    assert not rules.allows(GUIDE)
    assert str(status) in rules.refusal


def test_what_stands_beyond_the_limit_is_left_out():
    padding = b"# " + b"x" * MAX_ROBOTS_BYTES + b"\n"
    assert RobotsRules.from_answer(200, padding + b"User-agent: *\nDisallow: /").allows(GUIDE)


def test_bytes_that_are_no_text_forbid_nothing():
    assert RobotsRules.from_answer(200, bytes(range(256)) * 100).allows(GUIDE)


@pytest.mark.parametrize(
    ("line", "delay"),
    [
        ("", 0.0),
        ("Crawl-delay: 7", 7.0),
        ("Crawl-delay: 0.5", 0.5),
        ("Crawl-delay: 86400", MAX_CRAWL_DELAY_S),
        ("Crawl-delay: -1", 0.0),
        ("Crawl-delay: inf", 0.0),
        ("Crawl-delay: nan", 0.0),
        ("Crawl-delay: soon", 0.0),
    ],
)
def test_a_crawl_delay_is_taken_up_to_a_bound(line, delay):
    assert RobotsRules.from_answer(200, f"User-agent: *\n{line}".encode()).crawl_delay_s == delay


def test_the_file_stands_at_the_root():
    assert str(robots_address(GUIDE)) == "https://publisher.test/robots.txt"
    assert str(robots_address(httpx.URL("http://[::1]:81/a?b"))) == "http://[::1]:81/robots.txt"
