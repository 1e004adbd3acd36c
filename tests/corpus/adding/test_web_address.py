"""Addresses that pages show as links are addresses of the web."""

import pytest

from trendsqa.corpus.adding.web_address import check_web_address, names_other_scheme
from trendsqa.errors import AddressError


@pytest.mark.parametrize(
    "address", ["https://a.example", "HTTPS://a.example/x?y=1#z", "http://a.example:8080/ä", "http://[2001:db8::1]/"]
)
def test_an_address_of_the_web_is_taken(address):
    check_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript://a.example/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.example/",
        "//a.example/",
        "a.example",
        "https://",
        "https:///x",
        "https://[::1",
        "https://name:word@a.example/",
        "https://a.example/x y",
        "https://a.example/\n",
        "https://a.example\\@b.example/",
        "https://a.example/\x00",
        "https://a.example/" + "a" * 2000,
    ],
    ids=lambda address: repr(address[:40]),
)
def test_anything_else_is_refused_with_the_form(address):
    with pytest.raises(AddressError, match="begins with https:// or http://"):
        check_web_address(address)


@pytest.mark.parametrize(
    ("text", "scheme"), [("ftp://a/b", "ftp"), ("https://a", ""), ("HTTP://a", ""), ("a/b.md", ""), ("C:\\a", "")]
)
def test_the_scheme_of_another_address_is_named(text, scheme):
    assert names_other_scheme(text) == scheme
