"""The cookie of somebody who has signed in to maintain the collection: chance alone, for these pages alone."""

import re

from starlette.datastructures import Headers
from starlette.types import Scope

__all__ = ["ADMIN_PATH", "UPLOAD_PATH", "admin_cookie", "admin_cookie_header"]

ADMIN_PATH = "/admin"
"""Path of the pages below the root, and of the cookie."""
UPLOAD_PATH = f"{ADMIN_PATH}/add"
"""The one address that takes a large body."""

_NAME = "trendsqa-admin"
_SECURE_PREFIX = "__Secure-"
"""Browsers take a cookie of such a name over https alone (RFC 6265bis, section 4.1.3.1). ``__Host-`` would be stricter
still, and asks for the path ``/``, so that every page of the host would get the cookie."""
_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


def admin_cookie(scope: Scope) -> str:
    """The cookie that a request carries; empty if it carries none, one of another form, or two.

    Of two, one may have been planted by a page of a neighbouring name.
    """
    wanted = _name(scope)
    parts = ";".join(Headers(scope=scope).getlist("cookie")).split(";")
    given = [value for name, _, value in (part.strip().partition("=") for part in parts) if name == wanted]
    return given[0] if len(given) == 1 and _FORM.fullmatch(given[0]) else ""


def admin_cookie_header(scope: Scope, cookie: str) -> str:
    """The ``Set-Cookie`` header that gives ``cookie`` to a browser, or takes it back if it is empty."""
    root = str(scope.get("root_path", "")).rstrip("/")
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    ended = "" if cookie else "; Max-Age=0"
    return f"{_name(scope)}={cookie}; Path={root}{ADMIN_PATH}; HttpOnly; SameSite=Strict{secure}{ended}"


def _name(scope: Scope) -> str:
    return f"{_SECURE_PREFIX}{_NAME}" if scope.get("scheme") == "https" else _NAME
