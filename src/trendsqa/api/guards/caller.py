"""The caller of a request: found by the guards, read by whatever decides something about it."""

from dataclasses import dataclass

from starlette.types import Scope

from trendsqa.access.access_scope import AccessScope

__all__ = ["OPEN", "Caller", "caller_of", "client_address", "note_caller"]

_KEY = "trendsqa.caller"


@dataclass(frozen=True, slots=True)
class Caller:
    """A client, and what it may do.

    ``address`` is the client's own, behind a trusted proxy too; empty if unknown. ``name`` is the name of its key, or
    of the person as the proxy says; empty for anybody. ``by_key`` tells which of the two.
    """

    address: str
    name: str = ""
    by_key: bool = False
    scopes: frozenset[AccessScope] = frozenset({AccessScope.READ, AccessScope.FEEDBACK})


OPEN = Caller("")
"""Anybody, where no guard has looked."""


def note_caller(scope: Scope, caller: Caller) -> None:
    """Keep ``caller`` with the request, for those behind the guards."""
    scope[_KEY] = caller


def caller_of(scope: Scope) -> Caller:
    """The caller of a request; anybody if no guard has noted one."""
    caller: Caller = scope.get(_KEY, OPEN)
    return caller


def client_address(scope: Scope) -> str:
    """The address of a request's client: as the guards have found it, else the connection's; empty if unknown."""
    client = scope.get("client")
    return caller_of(scope).address or (str(client[0]) if client else "")
