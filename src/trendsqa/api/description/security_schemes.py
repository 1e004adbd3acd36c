"""Security schemes in the API's description: a key, in either of two headers."""

from typing import Any

__all__ = ["add_security_schemes"]

_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key, made with `trendsqa keys create NAME`. Not needed on a server that is open: by default "
        "one that listens on its own machine only.",
    },
    "header": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "The same key, for a client that cannot set `Authorization`.",
    },
}

_NEVER_ASKED = ("/healthz", "/readyz")
"""A probe has no key."""


def add_security_schemes(description: dict[str, Any]) -> None:
    """Say how a caller shows who it is, and that an open server asks nobody."""
    description["components"]["securitySchemes"] = _SCHEMES
    description["security"] = [{}, *({name: []} for name in _SCHEMES)]
    for path in _NEVER_ASKED:
        for operation in description["paths"].get(path, {}).values():
            operation["security"] = []
