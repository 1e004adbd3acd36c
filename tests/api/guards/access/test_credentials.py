from ipaddress import ip_network

import pytest
from starlette.datastructures import Headers

from trendsqa.api.guards.access.credentials import IdentityHeader, is_overdone, presented_key, take_keys_away

PROXY = ("10.1.2.3", 4000)
STRANGER = ("192.0.2.7", 4000)
BASIC = (b"authorization", b"Basic b3R0bzpzZXNhbWU=")


@pytest.fixture
def identities():
    return IdentityHeader("X-Forwarded-User", [ip_network("10.0.0.0/8"), ip_network("fd00::/8")])


def scope_of(client, *headers):
    return {"type": "http", "client": client, "headers": [*headers]}


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ((b"authorization", b"Bearer abc"), "abc"),
        ((b"authorization", b"bearer   abc "), "abc"),
        ((b"authorization", b"Bearer"), ""),
        ((b"authorization", b"Bearer a b"), "a b"),
        ((b"x-api-key", b" abc "), "abc"),
        ((b"x-api-key", b""), ""),
        (BASIC, None),
        ((b"authorization", b"Negotiate abc"), None),
        ((b"x-other", b"abc"), None),
    ],
)
def test_a_key_is_taken_from_either_header(header, key):
    assert presented_key(Headers(raw=[header])) == key


@pytest.mark.parametrize(
    "headers",
    [
        [(b"authorization", b"Bearer a"), (b"authorization", b"Bearer a")],
        [(b"authorization", b"Bearer a"), BASIC],
        [(b"x-api-key", b"a"), (b"x-api-key", b"a")],
        [(b"authorization", b"Bearer a"), (b"x-api-key", b"a")],
        [(b"authorization", b"Bearer " + b"a" * 16_384)],
        [(b"authorization", b"Negotiate " + b"a" * 16_384)],
        [(b"x-api-key", b"a" * 16_385)],
    ],
)
def test_two_keys_or_an_endless_one_are_too_much(headers):
    assert is_overdone(Headers(raw=headers))


@pytest.mark.parametrize("headers", [[], [BASIC], [BASIC, (b"x-api-key", b"a")]])
def test_a_password_for_the_proxy_beside_a_key_is_not(headers):
    assert not is_overdone(Headers(raw=headers))


def test_nothing_behind_sees_a_key_and_all_else_stays():
    scope = scope_of(STRANGER, (b"host", b"a"), (b"authorization", b"Bearer a"), (b"x-api-key", b"a"))
    take_keys_away(scope)
    assert scope["headers"] == [(b"host", b"a")]
    scope = scope_of(STRANGER, BASIC)
    take_keys_away(scope)
    assert scope["headers"] == [BASIC]


@pytest.mark.parametrize("client", [PROXY, ("fd00::7", 1), ("::ffff:10.1.2.3", 1)])
def test_a_trusted_proxy_names_who_has_signed_in(identities, client):
    scope = scope_of(client, (b"X-Forwarded-User", "Zoë".encode()))
    identities.clean(scope)
    assert identities.identity(scope) == "Zoë"


@pytest.mark.parametrize("client", [STRANGER, ("fe80::7", 1), ("::ffff:192.0.2.7", 1), ("", 0), ("name", 1), None])
def test_a_header_of_anybody_else_is_taken_away(identities, client):
    scope = scope_of(client, (b"X-Forwarded-User", b"otto"), (b"host", b"a"))
    assert identities.identity(scope) == ""
    identities.clean(scope)
    assert scope["headers"] == [(b"host", b"a")]


@pytest.mark.parametrize(
    "values", [[b"otto", b"ines"], [b"otto", b"otto"], [b"", b"otto"], [b"\xff"], [b"o" * 201], [b"o\tt"]]
)
def test_a_header_that_stands_twice_or_is_no_name_is_not_believed(identities, values):
    assert identities.identity(scope_of(PROXY, *((b"x-forwarded-user", value) for value in values))) is None


@pytest.mark.parametrize("headers", [[], [(b"x-forwarded-user", b"")], [(b"x-forwarded-user", b"  ")]])
def test_a_proxy_that_names_nobody_means_nobody(identities, headers):
    assert identities.identity(scope_of(PROXY, *headers)) == ""


def test_without_the_setting_no_header_names_anybody():
    scope = scope_of(PROXY, (b"x-forwarded-user", b"otto"), (b"", b"otto"))
    identities = IdentityHeader("", [ip_network("10.0.0.0/8")])
    identities.clean(scope)
    assert identities.identity(scope) == ""
