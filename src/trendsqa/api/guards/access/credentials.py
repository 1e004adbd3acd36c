"""Credentials of a request: the key that it presents, and the identity that a trusted proxy vouches for."""

from collections.abc import Collection, Sequence

from starlette.datastructures import Headers
from starlette.types import Scope

from trendsqa.access.addresses import Network, lies_in, read_address

__all__ = ["IdentityHeader", "is_overdone", "presented_key", "take_keys_away"]

_AUTHORIZATION = "authorization"
_API_KEY = "x-api-key"
_SCHEME = "bearer"
_MOST_CHARACTERS = 16 * 1024
"""A ticket for single sign-on that a proxy passes on is rarely longer."""
_MOST_NAME_CHARACTERS = 200


def is_overdone(headers: Headers) -> bool:
    """True if the headers present more than one key, or a header that is too long for any."""
    given = [*headers.getlist(_AUTHORIZATION), *headers.getlist(_API_KEY)]
    twice = len(headers.getlist(_AUTHORIZATION)) > 1 or len(headers.getlist(_API_KEY)) > 1
    both = _API_KEY in headers and _bearer(headers) is not None
    return twice or both or any(len(value) > _MOST_CHARACTERS for value in given)


def presented_key(headers: Headers) -> str | None:
    """The key that the request presents, in whatever form; None if it presents none.

    Other schemes of ``Authorization`` are the proxy's in front.
    """
    given = headers.get(_API_KEY)
    return _bearer(headers) if given is None else given.strip()


def _bearer(headers: Headers) -> str | None:
    scheme, _, token = headers.get(_AUTHORIZATION, "").strip().partition(" ")
    return token.strip() if scheme.lower() == _SCHEME else None


def take_keys_away(scope: Scope) -> None:
    """Take the headers that hold keys out of ``scope``: nothing behind the guards needs to see them."""
    keys = {_API_KEY.encode()} | ({_AUTHORIZATION.encode()} if _bearer(Headers(scope=scope)) is not None else set())
    _take_away(scope, keys)


def _take_away(scope: Scope, names: Collection[bytes]) -> None:
    # In place: what is outside reads the route from the same scope afterwards.
    scope["headers"] = [item for item in scope["headers"] if item[0].lower() not in names]


class IdentityHeader:
    """The header by which trusted proxies name who has signed in; from anybody else it is taken away."""

    def __init__(self, name: str, proxies: Sequence[Network]) -> None:
        self._name = name.lower().encode()
        self._proxies = tuple(proxies)

    def clean(self, scope: Scope) -> None:
        """Take the header out of ``scope`` if the peer is no trusted proxy."""
        if self._name and not self._is_trusted(scope):
            _take_away(scope, {self._name})

    def identity(self, scope: Scope) -> str | None:
        """Name of the person who has signed in, empty for nobody; None if the header cannot be believed.

        It cannot where it stands twice, since one may be the client's own, nor where it is no plain name.
        """
        if not self._name or not self._is_trusted(scope):
            return ""
        given = [value for name, value in scope["headers"] if name.lower() == self._name]
        try:
            values = [value.decode().strip() for value in given]
        except UnicodeDecodeError:
            return None
        if len(values) > 1 or not all(value.isprintable() and len(value) <= _MOST_NAME_CHARACTERS for value in values):
            return None
        return values[0] if values else ""

    def _is_trusted(self, scope: Scope) -> bool:
        client = scope.get("client")
        return lies_in(read_address(client[0] if client else ""), self._proxies)
