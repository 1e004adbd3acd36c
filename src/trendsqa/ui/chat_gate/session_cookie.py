"""Cookie that tells one browser from another: by it, a chat's session belongs to the page that began it.

It holds chance alone, says nothing of a person, is sent to the chat only and goes when the browser is closed.
"""

import re
import secrets

from starlette.datastructures import Headers
from starlette.types import Scope

__all__ = ["begins_elsewhere", "cookie_of", "new_cookie", "set_cookie_header"]

NAME = "trendsqa-chat"
BYTES_OF_CHANCE = 32
_FORM = re.compile(rf"\s*{NAME}=([A-Za-z0-9_-]{{43}})\s*")


def cookie_of(scope: Scope) -> str:
    """The chat's cookie that a request carries; empty if it carries none of the form that the chat gives."""
    for header in Headers(scope=scope).getlist("cookie"):
        for part in header.split(";"):
            if found := _FORM.fullmatch(part):
                return found[1]
    return ""


def new_cookie() -> str:
    """A cookie that nobody can guess."""
    return secrets.token_urlsafe(BYTES_OF_CHANCE)


def set_cookie_header(scope: Scope, cookie: str) -> str:
    """The ``Set-Cookie`` header that gives ``cookie`` to a browser, for the chat's own path."""
    path = str(scope.get("root_path", "")).rstrip("/") or "/"
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{NAME}={cookie}; Path={path}; HttpOnly; SameSite=Strict{secure}"


def begins_elsewhere(scope: Scope) -> bool:
    """True if a page of another site led here: a browser then keeps its strict cookies back, though it may have some.

    Browsers tell over https and on this machine; otherwise the address that the person comes from does.
    """
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "cross-site"
    host, referer = headers.get("host", ""), headers.get("referer", "")
    return bool(referer) and referer.partition("://")[2].partition("/")[0] != host
