"""One operation of the API as people read it: what it takes, an example of it, and what comes back."""

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from trendsqa.ui.reference.api_field import ApiField, Schemas

__all__ = ["ApiOperation", "ApiResponse", "Prose", "as_json", "prose_of", "view_operation"]

_SERVER = "https://SERVER"
"""Stands for the address of the service: the page is made once, whatever host it is asked of."""
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, or the items of a list; code stands between backticks."""

    lines: tuple[str, ...]
    is_list: bool


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """A response of one status; ``fields`` and ``example`` are empty where there is no body."""

    status: str
    text: str
    fields: tuple[ApiField, ...]
    example: str


@dataclass(frozen=True, slots=True)
class ApiOperation:
    """One operation; ``body`` has the fields of what is sent, ``errors`` the statuses of its problems."""

    anchor: str
    method: str
    path: str
    summary: str
    prose: tuple[Prose, ...]
    parameters: tuple[ApiField, ...]
    body: tuple[ApiField, ...]
    curl: str
    responses: tuple[ApiResponse, ...]
    errors: tuple[str, ...]


def prose_of(text: str) -> tuple[Prose, ...]:
    """The paragraphs and lists of a description, which is written in Markdown."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return tuple(_prose(block) for block in blocks if block)


def _prose(block: str) -> Prose:
    is_list = block.startswith("* ")
    parts = re.split(r"(?:^|\n)\* ", block) if is_list else [block]
    return Prose(tuple(" ".join(part.split()) for part in parts if part.strip()), is_list)


def as_json(example: object) -> str:
    """An example as it is written; empty for None."""
    if example is None:
        return ""
    return example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)


def view_operation(
    method: str, path: str, operation: Mapping[str, Any], schemas: Schemas, *, root: str, is_open: bool
) -> ApiOperation:
    """An operation of an OpenAPI document under ``root``; nobody needs a key for one that is open."""
    parameters: Sequence[Mapping[str, Any]] = operation.get("parameters", ())
    body = operation.get("requestBody", {}).get("content", {}).get(_JSON, {}).get("schema", {})
    answers = {status: told for status, told in operation["responses"].items() if int(status) < HTTPStatus.BAD_REQUEST}
    return ApiOperation(
        anchor=str(operation["operationId"]),
        method=method.upper(),
        path=path,
        summary=str(operation.get("summary", "")),
        prose=prose_of(str(operation.get("description", ""))),
        parameters=tuple(
            schemas.field(
                one["name"],
                one.get("schema", {}),
                required=one.get("required", False),
                text=one.get("description", ""),
                place=f"in the {one['in']}",
            )
            for one in parameters
        ),
        body=schemas.fields(body),
        curl=_curl(method, f"{root}{_address(path, parameters, schemas)}", schemas.example(body), is_open=is_open),
        responses=tuple(_response(status, told, schemas) for status, told in sorted(answers.items())),
        errors=tuple(sorted(set(operation["responses"]) - set(answers))),
    )


def _response(status: str, told: Mapping[str, Any], schemas: Schemas) -> ApiResponse:
    media: Mapping[str, Any] = next(iter(told.get("content", {}).values()), {})
    schema = media.get("schema", {})
    return ApiResponse(
        status,
        str(told.get("description", "")),
        schemas.fields(schema),
        as_json(media.get("example", schemas.example(schema))),
    )


def _address(path: str, parameters: Sequence[Mapping[str, Any]], schemas: Schemas) -> str:
    """``path`` with the parameters that must be given, by their examples."""
    query = {}
    for one in parameters:
        value = str(one.get("example", schemas.example(one.get("schema", {}))))
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", quote(value, safe=""))
        elif one.get("required"):
            query[one["name"]] = value
    return f"{path}?{urlencode(query)}" if query else path


def _curl(method: str, address: str, body: object, *, is_open: bool) -> str:
    parts = ["curl"] if method in {"get", "post"} else [f"curl -X {method.upper()}"]
    parts[0] += f" {shlex.quote(_SERVER + address)}"
    if not is_open:
        parts.append("-H 'Authorization: Bearer KEY'")
    if body is not None:
        parts += [f"-H 'Content-Type: {_JSON}'", f"-d {shlex.quote(as_json(body))}"]
    return " \\\n  ".join(parts)
