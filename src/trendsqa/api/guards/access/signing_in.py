"""Check of a key that a person types to sign in: as strict as of one in a header, and within the same bounds."""

from starlette.types import Scope

from trendsqa.access.access_key import AccessKey
from trendsqa.access.access_scope import AccessScope
from trendsqa.admin.key_checking import CheckKey, KeyRefused
from trendsqa.api.guards.access.guard import KeyCheck
from trendsqa.api.guards.access.refusals import lacking
from trendsqa.api.guards.caller import client_address
from trendsqa.api.guards.refusal import Refusal

__all__ = ["admin_key_check"]


def admin_key_check(keys: KeyCheck) -> CheckKey:
    """A check by ``keys`` that lets in the scope ``admin`` alone; for one event loop."""

    async def check(scope: Scope, text: str) -> AccessKey | KeyRefused:
        found = await keys.check(text, client_address(scope))
        if isinstance(found, Refusal):
            return KeyRefused(found.status, found.detail, int(found.headers.get("Retry-After", "0")))
        if AccessScope.ADMIN not in found.scopes:
            refusal = lacking(AccessScope.ADMIN, known=True)
            return KeyRefused(refusal.status, refusal.detail)
        return found

    return check
