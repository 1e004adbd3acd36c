"""Response headers in the API's description: which response carries which."""

from typing import Any

from trendsqa.api.description.field_examples import operations_of
from trendsqa.api.guards.requests.request_ids import REQUEST_ID_HEADER

__all__ = ["add_response_headers", "revalidated"]

_Json = dict[str, Any]

_EVERY = (REQUEST_ID_HEADER, "Cache-Control")

_COUNTED = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")

_REVALIDATED = ("ETag", "Vary")

_OF_STATUS = {
    "401": ("WWW-Authenticate",),
    "403": ("WWW-Authenticate",),
    "429": ("Retry-After",),
    "503": ("Retry-After",),
}

_REQUIRED = frozenset({*_EVERY, *_REVALIDATED})

_DESCRIPTIONS = {
    REQUEST_ID_HEADER: "Name of the request, as in the server's log and in `request_id` of a problem.",
    "Cache-Control": "`no-store`: nobody keeps the response. `private, no-cache`: its client may, and asks before "
    "each use.",
    "ETag": "Changes with all that this address gives; send it back in `If-None-Match`.",
    "Vary": "Request headers that choose the form of the body.",
    "Retry-After": "Seconds after which another try may pass.",
    "WWW-Authenticate": "Kind of credentials that are expected (RFC 6750).",
    "RateLimit-Limit": "Requests that the caller may make in a minute; absent if none are counted.",
    "RateLimit-Remaining": "Requests that are left of these.",
    "RateLimit-Reset": "Seconds until all of them are left again.",
}

_EXAMPLES: dict[str, str | int] = {
    REQUEST_ID_HEADER: "7b0f2f9c4a1e4d53b8f7c6a1d2e3f405",
    "Cache-Control": "no-store",
    "ETag": 'W/"20240601T120000Z-1a2b3c4d.0.1.0.5e6f7a8b"',
    "Vary": "Accept-Encoding",
    "Retry-After": 2,
    "WWW-Authenticate": 'Bearer realm="trendsqa"',
    "RateLimit-Limit": 600,
    "RateLimit-Remaining": 598,
    "RateLimit-Reset": 1,
}


def revalidated() -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route whose response a client may ask about again."""
    return {304: {"description": "The client holds the response already, by its `If-None-Match`."}}


def add_response_headers(description: _Json) -> None:
    """Name the headers of each response, and describe each once under ``components``."""
    description["components"]["headers"] = {name: _header(name) for name in _DESCRIPTIONS}
    for operation in operations_of(description):
        tagged = {"200", "304"} if "304" in operation["responses"] else set()
        for status, response in operation["responses"].items():
            names = (*_EVERY, *_OF_STATUS.get(status, ()), *_COUNTED, *(_REVALIDATED if status in tagged else ()))
            response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _header(name: str) -> _Json:
    example = _EXAMPLES[name]
    schema: _Json = (
        {"type": "integer", "minimum": 0} if isinstance(example, int) else {"type": "string", "minLength": 1}
    )
    return {
        "description": _DESCRIPTIONS[name],
        "required": name in _REQUIRED,
        "schema": {**schema, "examples": [example]},
    }
