"""Refusals by the chat's gate, as problems in the form of RFC 9457, which is the API's form too.

They repeat nothing of what was asked, and each field's name is cut: it may be a stranger's own text.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from pydantic import ValidationError
from starlette.responses import Response
from starlette.types import Scope

__all__ = ["field_refusal", "refusal_response"]

MEDIA_TYPE = "application/problem+json"
INVALID = "urn:trendsqa:problem:invalid-request"
MOST_ERRORS = 20
MOST_FIELD_CHARACTERS = 100
MOST_PATH_CHARACTERS = 500


def refusal_response(scope: Scope, status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> Response:
    """The response that refuses one request."""
    return _response(
        scope, status, {"type": "about:blank", "title": HTTPStatus(status).phrase, "detail": detail}, headers
    )


def field_refusal(scope: Scope, error: ValidationError) -> Response:
    """The response that names the fields of a message that are not as the page sends them."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    errors = [
        {"field": ".".join(map(str, item["loc"]))[:MOST_FIELD_CHARACTERS] or "body", "message": item["msg"]}
        for item in found[:MOST_ERRORS]
    ]
    said = "; ".join(f"{item['field']}: {item['message']}" for item in errors)
    title = "The request does not have the expected form"
    return _response(
        scope,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        {"type": INVALID, "title": title, "detail": f"Not as the chat's page sends it: {said}.", "errors": errors},
        None,
    )


def _response(scope: Scope, status: int, told: dict[str, object], headers: Mapping[str, str] | None) -> Response:
    instance = quote(str(scope["path"])[:MOST_PATH_CHARACTERS], errors="replace")
    content = json.dumps({**told, "status": int(status), "instance": instance})
    return Response(content, status, headers={"Cache-Control": "no-store", **(headers or {})}, media_type=MEDIA_TYPE)
