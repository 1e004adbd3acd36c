import pytest

from trendsqa.api.guards.host_names import comes_from_this_machine, host_name, is_loopback_name


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


@pytest.mark.parametrize(
    ("client", "headers", "expected"),
    [
        (("127.0.0.1", 1), [(b"host", b"localhost")], True),
        (("::1", 1), [(b"host", b"[::1]:8000")], True),
        (("::ffff:127.0.0.1", 1), [(b"host", b"localhost")], True),
        (("192.0.2.7", 1), [(b"host", b"localhost")], False),
        (None, [(b"host", b"localhost")], False),
        (("", 1), [(b"host", b"localhost")], False),
        (("127.0.0.1", 1), [], False),
        (("127.0.0.1", 1), [(b"host", b"intranet.example")], False),
        (("127.0.0.1", 1), [(b"host", b"localhost"), (b"x-forwarded-for", b"127.0.0.1")], False),
    ],
)
def test_a_client_is_local_only_by_address_name_and_without_a_proxy(client, headers, expected):
    assert comes_from_this_machine({"type": "http", "client": client, "headers": headers}) is expected
