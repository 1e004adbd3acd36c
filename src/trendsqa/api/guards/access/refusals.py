"""Refusals of callers, and what each of them is told."""

from trendsqa.access.access_scope import AccessScope
from trendsqa.api.guards.refusal import Refusal
from trendsqa.api.problems import PLAIN, ProblemKind

__all__ = [
    "ADDRESSED_KEY",
    "CREDENTIALS_NEEDED",
    "KEY_REFUSED",
    "MANY_ATTEMPTS",
    "SCOPE_NEEDED",
    "SEVERAL_CREDENTIALS",
    "TOO_MANY_REQUESTS",
    "lacking",
    "waiting",
]

CREDENTIALS_NEEDED = ProblemKind("urn:trendsqa:problem:credentials-needed", "The server has to know who asks")
SCOPE_NEEDED = ProblemKind("urn:trendsqa:problem:scope-needed", "The caller is not allowed to do this")
TOO_MANY_REQUESTS = ProblemKind("urn:trendsqa:problem:too-many-requests", "The caller has made too many requests")
_KEY_IN_ADDRESS = ProblemKind("urn:trendsqa:problem:key-in-address", "A key must not stand in an address")

_CHALLENGE = 'Bearer realm="trendsqa"'

NOBODY = Refusal(
    401,
    CREDENTIALS_NEEDED,
    "This needs an API key, in the header 'Authorization: Bearer KEY' or 'X-API-Key: KEY', or that you have signed in "
    "where this service is offered. Whoever runs the server makes a key with: trendsqa keys create NAME",
    {"WWW-Authenticate": _CHALLENGE},
)
KEY_REFUSED = Refusal(
    401,
    CREDENTIALS_NEEDED,
    "The API key is not one that works: it is mistyped, cut off or revoked. Whoever runs the server sees those that "
    "work with: trendsqa keys list",
    {"WWW-Authenticate": f'{_CHALLENGE}, error="invalid_token"'},
)
SEVERAL_CREDENTIALS = Refusal(
    400,
    PLAIN,
    "The request says more than once who asks, or at too great a length. Send one key, in one header.",
)
MANY_ATTEMPTS = Refusal(
    429, TOO_MANY_REQUESTS, "Too many keys that do not work came from this address. Wait, then send one that works."
)
ADDRESSED_KEY = Refusal(
    400,
    _KEY_IN_ADDRESS,
    "The address holds an API key or a parameter for one. Addresses are kept in logs and histories, so none is taken "
    "from there: send it in the header 'Authorization: Bearer KEY'. Revoke a key that was sent like this: trendsqa "
    "keys revoke NAME",
)


def lacking(scope: AccessScope, *, known: bool) -> Refusal:
    """Refusal of a caller who may not use ``scope``: 403 if it is ``known`` who asks, else 401."""
    if not known:
        return NOBODY
    return Refusal(
        403,
        SCOPE_NEEDED,
        f"This needs the scope {scope.value!r}, which the caller does not have. Whoever runs the server makes a key "
        f"that has it with: trendsqa keys create NAME --scope {scope.value}",
        {"WWW-Authenticate": f'{_CHALLENGE}, error="insufficient_scope", scope="{scope.value}"'},
    )


def waiting(refusal: Refusal, seconds: int) -> Refusal:
    """``refusal``, with the seconds after which another try may pass."""
    return Refusal(refusal.status, refusal.kind, refusal.detail, {**refusal.headers, "Retry-After": str(seconds)})
