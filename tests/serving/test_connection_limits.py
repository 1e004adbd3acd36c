"""Limits on connections, of the settings and of the system."""

import subprocess
import sys

import pytest

from trendsqa.serving.connection_limits import ConnectionLimits
from trendsqa.settings import LimitSettings, ServerSettings, Settings

TELLS = """
from trendsqa.serving.connection_limits import ConnectionLimits
from trendsqa.settings import Settings
print(ConnectionLimits.of(Settings()).most)
"""


def most_under(limit):
    command = ["sh", "-c", f'ulimit {limit}; exec "$@"', "sh", sys.executable, "-c", TELLS]
    return int(subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout)


def test_connections_leave_files_for_the_rest_of_the_process():
    assert most_under("-n 256") == 128
    assert most_under("-n 100") == 8


def test_a_limit_on_files_that_may_be_raised_is_raised():
    assert most_under("-S -n 256") == 1024


def test_the_settings_are_the_limits_where_the_system_allows_them():
    limits = LimitSettings(connections=9, connections_per_address=4, header_kib=8, receive_s=1, send_s=2, idle_s=3)
    found = ConnectionLimits.of(Settings(limits=limits))
    assert (found.most, found.most_of_address, found.head_bytes) == (9, 4, 8192)
    assert (found.receive_s, found.send_s, found.idle_s) == (1, 2, 3)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("10.1.2.3", True),
        ("::ffff:10.1.2.3", True),
        ("fd00::1", True),
        ("10.2.0.1", False),
        ("", False),
        ("unix", False),
    ],
)
def test_a_proxy_is_known_by_its_address_or_network(address, expected):
    server = ServerSettings(trusted_proxies=("10.1.0.0/16", "fd00::1"))
    assert ConnectionLimits.of(Settings(server=server)).is_proxy(address) is expected
