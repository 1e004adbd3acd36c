"""The scope that an address needs. What is not named here needs ``read``."""

from trendsqa.access.access_scope import AccessScope
from trendsqa.api.guards.access.mode import AccessMode

__all__ = ["needed_scope"]

_OPEN = frozenset({"/healthz", "/readyz", "/openapi.json", "/docs", "/opensearch.xml", "/favicon.ico"})
_OPEN_FOLDERS = ("/docs/", "/static/", "/widget/")
_FEEDBACK = "/api/v1/feedback"
_FEEDBACK_PAGES = "/feedback"
_METRICS = "/metrics"
_ADMIN = ("/admin", "/api/v1/admin")
_SIGN_IN = "/admin/sign-in"


def needed_scope(path: str, method: str, mode: AccessMode, *, has_sign_in: bool = False) -> AccessScope | None:
    """The scope that a request needs; None if everybody may make it.

    ``has_sign_in``: there is a page on which a maintainer signs in, which shows nothing else.
    """
    if path in _OPEN or path.startswith(_OPEN_FOLDERS) or (has_sign_in and path == _SIGN_IN):
        return None
    if path == _METRICS:
        return None if mode is AccessMode.OPEN else AccessScope.ADMIN
    if path == _FEEDBACK or path.startswith(f"{_FEEDBACK}/"):
        # Reading gives people's words, so that even this computer's own programs need a key for it.
        return AccessScope.FEEDBACK if method in {"POST", "DELETE"} else AccessScope.ADMIN
    if path == _FEEDBACK_PAGES or path.startswith(f"{_FEEDBACK_PAGES}/"):
        return AccessScope.FEEDBACK
    return AccessScope.ADMIN if path.startswith(_ADMIN) else AccessScope.READ
