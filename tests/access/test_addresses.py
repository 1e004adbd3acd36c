from ipaddress import ip_address, ip_network

import pytest

from trendsqa.access.addresses import lies_in, read_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fd00::1", "fd00::1"),
        ("", None),
        ("unix", None),
        ("192.0.2.7:80", None),
    ],
)
def test_an_address_is_read_and_ipv4_within_ipv6_is_ipv4(text, expected):
    assert read_address(text) == (None if expected is None else ip_address(expected))


def test_an_address_lies_in_one_of_several_networks_of_either_kind():
    networks = (ip_network("10.1.0.0/16"), ip_network("fd00::1"))
    inside = [lies_in(read_address(text), networks) for text in ("10.1.2.3", "::ffff:10.1.2.3", "fd00::1")]
    outside = [lies_in(read_address(text), networks) for text in ("10.2.0.1", "fd00::2", "")]
    assert (inside, outside) == ([True] * 3, [False] * 3)
