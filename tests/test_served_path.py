import re

import pytest

from trendsqa.served_path import PATH_PATTERN, path_below, place_under


@pytest.mark.parametrize(
    ("path", "root", "below"),
    [
        ("/search", "", "/search"),
        ("/trends/search", "/trends", "/search"),
        ("/trends/", "/trends", "/"),
        ("/trends", "/trends", ""),
        ("/trendsX/search", "/trends", "/trendsX/search"),
        ("/search", "/trends", "/search"),
    ],
)
def test_a_path_is_told_without_the_root_above_it(path, root, below):
    assert path_below({"path": path, "root_path": root}) == below


def test_a_request_without_a_root_is_at_the_top():
    assert path_below({"path": "/search"}) == "/search"


@pytest.mark.parametrize("path", ["/search", "/trends/search"])
def test_a_request_is_placed_under_the_root_with_the_root_taken_off_by_a_proxy_or_not(path):
    scope = {"path": path, "raw_path": path.encode()}
    place_under(scope, "/trends")
    assert scope == {"path": "/trends/search", "raw_path": b"/trends/search", "root_path": "/trends"}


def test_at_the_top_a_request_stays_as_it_is():
    scope = {"path": "/search", "raw_path": b"/search"}
    place_under(scope, "")
    assert scope == {"path": "/search", "raw_path": b"/search", "root_path": ""}


@pytest.mark.parametrize("path", ["", "/trends", "/a/b-c_d.e~f", "/2024"])
def test_a_plain_path_is_a_root(path):
    assert re.fullmatch(PATH_PATTERN, path)


@pytest.mark.parametrize(
    "path",
    [
        "trends",
        "/",
        "/trends/",
        "//host.example",
        "/..",
        "/a/../b",
        "/.",
        "/a b",
        "/a%2fb",
        '/"',
        "/<b>",
        "/a?b",
        "/a\n",
    ],
)
def test_a_path_that_browsers_or_proxies_read_otherwise_is_no_root(path):
    assert not re.fullmatch(PATH_PATTERN, path)
