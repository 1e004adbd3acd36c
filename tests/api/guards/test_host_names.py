import pytest

from trendsqa.api.guards.host_names import host_name, is_loopback_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("localhost", "localhost"),
        ("LOCALHOST:8000", "localhost"),
        ("localhost.", "localhost"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("[::1]:8000", "::1"),
        ("[::1]", "::1"),
        ("", ""),
        (":80", ""),
    ],
)
def test_a_host_header_is_read_without_port_and_brackets(given, name):
    assert host_name(given) == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("localhost", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("localhost.example", False),
        ("127.0.0.1.example", False),
        ("192.0.2.1", False),
        ("::ffff:192.0.2.1", False),
        ("", False),
    ],
)
def test_only_names_of_this_machine_for_itself_are_loopback(name, expected):
    assert is_loopback_name(name) is expected
