import pytest

from trendsqa.api.guards.access.mode import AccessMode, access_mode
from trendsqa.settings import Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "127.3.2.1", "::1", "[::1]"])
def test_a_server_of_this_computer_alone_is_open(host):
    assert access_mode(Settings(server={"host": host})) is AccessMode.OPEN


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.7", "reports.example", "localhost.example", "127.0.0.1.example", "fd00::1"]
)
def test_a_server_that_others_may_reach_is_closed(host):
    assert access_mode(Settings(server={"host": host})) is AccessMode.CLOSED


def test_a_server_behind_a_proxy_is_closed_whatever_it_listens_on():
    settings = Settings(server={"host": "127.0.0.1", "trusted_proxies": ("127.0.0.1",)})
    assert access_mode(settings) is AccessMode.CLOSED


@pytest.mark.parametrize("server", [{}, {"host": "0.0.0.0"}, {"trusted_proxies": ("10.0.0.0/8",)}])
def test_the_operator_may_make_it_public(server):
    assert access_mode(Settings(server=server, access={"public": True})) is AccessMode.PUBLIC
