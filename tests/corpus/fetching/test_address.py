from itertools import pairwise

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.corpus.fetching.address import check_numbers, describe_forbidden, join_address, parse_address
from trendsqa.errors import AddressError

FORBIDDEN = {
    "0.0.0.0": "unspecified",
    "10.1.2.3": "private",
    "100.64.0.1": "carrier",
    "100.100.100.200": "metadata",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "168.63.129.16": "metadata",
    "169.254.1.1": "link-local",
    "169.254.169.254": "metadata",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.192": "reserved",
    "192.0.2.1": "examples",
    "192.88.99.1": "6to4",
    "192.168.1.1": "private",
    "198.18.0.1": "measurements",
    "198.51.100.1": "examples",
    "203.0.113.1": "examples",
    "224.0.0.1": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::127.0.0.1": "reserved",
    "::ffff:127.0.0.1": "dressed",
    "::ffff:8.8.8.8": "dressed",
    "::ffff:0:127.0.0.1": "reserved",
    "64:ff9b::a00:1": "private",
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b::a9fe:a9fe": "metadata",
    "64:ff9b:1::1": "reserved",
    "100::1": "reserved",
    "2001::1": "Teredo",
    "2001:2::1": "reserved",
    "2001:db8::1": "examples",
    "2002:7f00:1::": "6to4",
    "2002:a9fe:a9fe::1": "6to4",
    "3fff::1": "examples",
    "5f00::1": "reserved",
    "fc00::1": "private",
    "fd00:ec2::254": "metadata",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "private",
    "ff02::1": "multicast",
    "2130706433": "plain form",
    "0x7f000001": "plain form",
    "0177.0.0.1": "plain form",
    "127.1": "plain form",
    "publisher.test": "plain form",
}
PUBLIC = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.63.255.255", "100.128.0.1", "2606:4700::1111", "64:ff9b::808:808"]


@pytest.mark.parametrize("number", FORBIDDEN)
def test_a_number_that_is_not_public_is_forbidden_with_its_kind(number):
    assert FORBIDDEN[number] in describe_forbidden(number)


@pytest.mark.parametrize("number", PUBLIC)
def test_a_public_number_is_not_forbidden(number):
    assert describe_forbidden(number) == ""


@given(st.ip_addresses())
def test_what_python_calls_not_global_is_forbidden(address):
    """The standard library's own table is the second opinion."""
    if not address.is_global and address.version == 4:
        assert describe_forbidden(str(address))
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert describe_forbidden(str(address))


@pytest.mark.parametrize(
    "number", [number for number in FORBIDDEN if not number.startswith("127.") and number != "::1"]
)
def test_allowing_loopback_allows_nothing_else(number):
    with pytest.raises(AddressError, match="nothing was fetched"):
        check_numbers("publisher.test", [number], allow_loopback=True, only_loopback=False)


def test_one_forbidden_number_among_several_refuses_the_host():
    for numbers in (["8.8.8.8", "10.0.0.1"], ["10.0.0.1", "8.8.8.8"], ["2606:4700::1111", "::1"]):
        with pytest.raises(AddressError, match=r"publisher\.test leads to"):
            check_numbers("publisher.test", numbers, allow_loopback=False, only_loopback=False)


def test_a_host_without_numbers_is_refused():
    with pytest.raises(AddressError, match="no address"):
        check_numbers("publisher.test", [], allow_loopback=False, only_loopback=False)


def test_what_may_lead_to_loopback_only_leads_nowhere_else():
    check_numbers("publisher.test", ["127.0.0.1", "::1"], allow_loopback=True, only_loopback=True)
    with pytest.raises(AddressError, match="another machine"):
        check_numbers("publisher.test", ["8.8.8.8"], allow_loopback=True, only_loopback=True)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("https://Publisher.Test/Guide?b=1&a=2#part", "https://publisher.test/Guide?b=1&a=2"),
        ("https://publisher.test./", "https://publisher.test/"),
        ("https://publisher.test:443/", "https://publisher.test/"),
        ("https://müller.test/ü", "https://xn--mller-kva.test/%C3%BC"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
        ("https://publisher.test/%2e%2e/a", "https://publisher.test/%2e%2e/a"),
    ],
)
def test_an_address_is_put_in_its_plain_form(text, becomes):
    assert str(parse_address(text)) == becomes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "publisher.test",
        "//publisher.test/",
        "https:publisher.test",
        "https:///guide",
        "http://publisher.test/",
        "ftp://publisher.test/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "gopher://publisher.test/",
        "https://user@publisher.test/",
        "https://user:secret@publisher.test/",
        "https://publisher.test\\@127.0.0.1/",
        "https://publisher.test:8443/",
        "https://publisher.test:0/",
        "https://publisher.test:99999/",
        "https://publisher.test:x/",
        "https://publisher.test../",
        "https://.publisher.test/",
        "https://publisher..test/",
        "https://pub lisher.test/",
        "https://publisher.test/\r\nX-Header: 1",
        "https://publisher.test/\0",
        "https://publisher.test\t/",
        "https://pub%6cisher.test/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.1.0x1/",
        "https://１２７。1/",
        "https://[::1%25eth0]/",
        "https://[::1/",
        "https://[127.0.0.1]/",
        "https://" + "a" * 64 + ".test/",
        "https://publisher.test/" + "a" * 2000,
    ],
)
def test_an_address_in_another_form_is_refused(text):
    with pytest.raises(AddressError, match="is not fetched"):
        parse_address(text)


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused(text):
    for address in (text, f"https://{text}", f"https://publisher.test/{text}"):
        try:
            url = parse_address(address)
        except AddressError:
            continue
        assert url.scheme == "https"
        assert url.host
        assert not url.userinfo
        assert parse_address(str(url)) == url


def test_http_and_other_ports_are_for_loopback_tests_only():
    assert str(parse_address("http://127.0.0.1:8123/", allow_loopback=True)) == "http://127.0.0.1:8123/"
    with pytest.raises(AddressError):
        parse_address("http://127.0.0.1:8123/")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://publisher.test/b"),
        ("c?q=1", "https://publisher.test/a/c?q=1"),
        ("//other.test/", "https://other.test/"),
        ("https://other.test/x#y", "https://other.test/x"),
        (" /with space ", "https://publisher.test/with%20space"),
        ("", "https://publisher.test/a/"),
    ],
)
def test_a_redirect_is_resolved_against_where_it_stands(location, target):
    assert str(join_address(httpx.URL("https://publisher.test/a/"), location)) == target


@pytest.mark.parametrize(
    "location",
    [
        "http://publisher.test/",
        "file:///etc/passwd",
        "ftp://publisher.test/",
        "//user@other.test/",
        "https://127.1/",
        "\\\\other.test\\x",
        "https://other.test:22/",
        "/a\r\nSet-Cookie: x",
        "//[::1",
    ],
)
def test_a_redirect_to_another_kind_of_address_is_refused(location):
    with pytest.raises(AddressError, match="is not fetched"):
        join_address(httpx.URL("https://publisher.test/a/"), location)


def test_a_redirect_never_leads_from_https_to_http_even_in_tests():
    with pytest.raises(AddressError, match="not encrypted"):
        join_address(httpx.URL("https://127.0.0.1:1/"), "http://127.0.0.1:2/", allow_loopback=True)


def test_the_lists_of_this_file_do_not_overlap():
    assert not set(FORBIDDEN) & set(PUBLIC)
    assert all(first != second for first, second in pairwise(PUBLIC))
