"""Errors in the API's description: ``application/problem+json``, each with an example."""

from http import HTTPStatus
from typing import Any

from trendsqa.api.guards.access.refusals import CREDENTIALS_NEEDED, TOO_MANY_REQUESTS
from trendsqa.api.problems import (
    INVALID,
    PLAIN,
    PROBLEM_TYPE,
    RIGHTS,
    UNAVAILABLE,
    UNKNOWN_ITEM,
    Problem,
    ProblemKind,
)

__all__ = ["documented", "problem_schemas"]

_ALWAYS = (400, 401, 403, 429, 500, 503)
"""Statuses that a guard may answer any request with, or the edge of the process."""

_REFERENCE = "#/components/schemas/{model}"

_DESCRIPTIONS = {
    400: "The body is not JSON, or the Host header does not name this server.",
    401: "The server has to know who asks, or the key that was sent does not work.",
    403: "The terms of the source, or the scopes of the key, forbid this, or a page of another origin asks.",
    404: "The collection holds no such item.",
    413: "The body is too large.",
    414: "The query string is too long.",
    415: "The body is not sent as JSON.",
    422: "A field is missing, unknown or out of range.",
    429: "The caller has made too many requests; `Retry-After` says when the next may come.",
    500: "The server failed; its log says why.",
    503: "No index can be opened, or too much waits: then `Retry-After` says in how many seconds to try again.",
}

_EXAMPLES: dict[int, tuple[ProblemKind, str]] = {
    400: (PLAIN, "The body is not valid JSON in UTF-8: EOF while parsing an object at line 1 column 14."),
    401: (CREDENTIALS_NEEDED, "This needs an API key, in the header 'Authorization: Bearer KEY' or 'X-API-Key: KEY'."),
    403: (RIGHTS, "The text of 'example-meetings-2024' is not given out: its terms are 'link'."),
    404: (UNKNOWN_ITEM, "There is no document 'example-meetings-1904'."),
    413: (PLAIN, "The body is larger than 65536 bytes."),
    414: (PLAIN, "The query string is longer than 16384 bytes."),
    415: (PLAIN, "The body's Content-Type must be application/json; it is text/plain."),
    422: (INVALID, "1 field is not as expected: limit."),
    429: (TOO_MANY_REQUESTS, "This caller has made more requests than one may make in a minute."),
    500: (PLAIN, "The server failed to answer. Its log says why; trying again may help."),
    503: (UNAVAILABLE, "No index can be opened at present."),
}


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route that may give these error statuses; those that any route may give are added."""
    schema = {"$ref": _REFERENCE.format(model=Problem.__name__)}
    return {
        status: {
            "description": _DESCRIPTIONS[status],
            "content": {PROBLEM_TYPE: {"schema": schema, "example": _example(status)}},
        }
        for status in sorted({*statuses, *_ALWAYS})
    }


def problem_schemas() -> dict[str, Any]:
    """The component schemas that ``documented`` refers to, by name."""
    schema = Problem.model_json_schema(ref_template=_REFERENCE)
    return {**schema.pop("$defs", {}), Problem.__name__: schema}


def _example(status: int) -> dict[str, Any]:
    kind, detail = _EXAMPLES[status]
    example: dict[str, Any] = {
        "type": kind.type,
        "title": kind.title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": "/api/v1/example",
        "request_id": "7b0f2f9c4a1e4d53b8f7c6a1d2e3f405",
    }
    if kind is INVALID:
        example["errors"] = [{"field": "limit", "message": "Input should be less than or equal to 50"}]
    return example
