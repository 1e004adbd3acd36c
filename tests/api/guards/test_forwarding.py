from ipaddress import ip_address, ip_network

import pytest
from starlette.datastructures import Headers

from trendsqa.api.guards.forwarding import Forwarding, address_in, forwarding_of, is_forwarding
from trendsqa.errors import InputError

PROXIES = ip_network("10.0.0.0/8")


def told(*pairs):
    headers = Headers(raw=[(name.lower().encode(), value.encode("latin-1")) for name, value in pairs])
    return forwarding_of(headers, lambda address: address.version == 4 and address in PROXIES)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7:5000 ", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("[2001:DB8::7]:5000", "2001:db8::7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
    ],
)
def test_an_address_is_read_with_and_without_a_port(text, address):
    assert address_in(text) == ip_address(address)


@pytest.mark.parametrize("text", ["", "unknown", "_hidden", "192.0.2", "<b>", "192.0.2.7\n192.0.2.8", "client"])
def test_what_is_no_address_is_none(text):
    assert address_in(text) is None


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7", "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7, 10.0.0.2, 10.0.0.3", "192.0.2.7"),
        ("10.0.0.9, 10.0.0.2", "10.0.0.9"),
        ("198.51.100.1, rubbish, 10.0.0.2", "10.0.0.2"),
        ("rubbish", ""),
        ("", ""),
        ("192.0.2.7,", ""),
    ],
)
def test_the_client_is_the_last_address_that_is_no_trusted_proxy(chain, client):
    assert told(("X-Forwarded-For", chain)).address == client


def test_a_chain_over_several_headers_is_read_as_one():
    assert told(("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "192.0.2.7")).address == "192.0.2.7"


def test_scheme_host_and_prefix_are_read():
    found = told(
        ("X-Forwarded-Proto", "HTTPS"),
        ("X-Forwarded-Host", "intranet.example:8443"),
        ("X-Forwarded-Prefix", "/trends/"),
    )
    assert found == Forwarding(scheme="https", host="intranet.example:8443", prefix="/trends")


def test_the_scheme_of_a_websocket_is_that_of_its_page():
    assert told(("X-Forwarded-Proto", "wss")).scheme == "https"


def test_a_slash_is_the_top_and_nothing_is_not_told():
    assert told(("X-Forwarded-Prefix", "/")).prefix == ""
    assert told(("X-Forwarded-Prefix", "")).prefix is None
    assert told().prefix is None


@pytest.mark.parametrize("host", ["intranet.example", "192.0.2.7", "[2001:db8::7]:443", "a-b_c.example:1"])
def test_one_host_name_with_or_without_a_port_is_taken(host):
    assert told(("X-Forwarded-Host", host)).host == host


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Forwarded-Host", "one.example, two.example"),
        ("X-Forwarded-Host", "one.example\r\nSet-Cookie: a=b"),
        ("X-Forwarded-Host", 'one.example"onload="x'),
        ("X-Forwarded-Host", "<script>"),
        ("X-Forwarded-Host", "one.example/path"),
        ("X-Forwarded-Host", "user@one.example"),
        ("X-Forwarded-Host", "one.example:port"),
        ("X-Forwarded-Host", "a" * 300),
        ("X-Forwarded-Host", "\xe9.example"),
        ("X-Forwarded-Proto", "javascript"),
        ("X-Forwarded-Proto", "https,http"),
        ("X-Forwarded-Prefix", "//stranger.example"),
        ("X-Forwarded-Prefix", "https://stranger.example"),
        ("X-Forwarded-Prefix", "/../admin"),
        ("X-Forwarded-Prefix", '/"><script>alert(1)</script>'),
        ("X-Forwarded-Prefix", "/a\r\nSet-Cookie: a=b"),
        ("X-Forwarded-Prefix", "/a%0d%0ab"),
        ("X-Forwarded-Prefix", "/one,/two"),
        ("X-Forwarded-Prefix", "reports"),
        ("X-Forwarded-Prefix", "/" + "a" * 300),
    ],
)
def test_a_value_of_another_form_is_refused_by_the_name_of_its_header_only(name, value):
    with pytest.raises(InputError, match=name) as refusal:
        told((name, value))
    assert value not in str(refusal.value)


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix"])
def test_a_header_that_is_given_twice_is_refused(name):
    with pytest.raises(InputError, match="2 times"):
        told((name, "https"), (name, "https"))


@pytest.mark.parametrize("name", ["forwarded", "via", "x-real-ip", "x-gradio-server", "x-forwarded-for"])
def test_headers_that_tell_of_a_proxy_are_known(name):
    assert is_forwarding(name)


@pytest.mark.parametrize("name", ["host", "origin", "x-request-id", "remote-user"])
def test_other_headers_tell_of_none(name):
    assert not is_forwarding(name)
