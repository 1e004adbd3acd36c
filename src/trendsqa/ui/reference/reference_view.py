"""The whole description of the API, arranged for a page: groups of operations, keys, headers and problems."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trendsqa.ui.reference.api_field import ApiField, Schemas
from trendsqa.ui.reference.api_operation import ApiOperation, ApiResponse, Prose, as_json, prose_of, view_operation

__all__ = ["ApiGroup", "ApiReference", "view_reference"]

_METHODS = ("get", "post", "put", "patch", "delete")
_PROBLEM = "Problem"
_PROBLEM_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ApiGroup:
    """Operations that belong together."""

    name: str
    anchor: str
    text: str
    operations: tuple[ApiOperation, ...]


@dataclass(frozen=True, slots=True)
class ApiReference:
    """The description; each of ``problems`` has the fields of all of them once, in ``problem_fields``."""

    version: str
    prose: tuple[Prose, ...]
    groups: tuple[ApiGroup, ...]
    keys: tuple[str, ...]
    headers: tuple[ApiField, ...]
    problems: tuple[ApiResponse, ...]
    problem_fields: tuple[ApiField, ...]


def view_reference(document: Mapping[str, Any], root: str) -> ApiReference:
    """The description in an OpenAPI 3.1 document, of a server that is reached under ``root``."""
    schemas, components = Schemas(document), document.get("components", {})
    return ApiReference(
        version=str(document["info"]["version"]),
        prose=prose_of(str(document["info"].get("description", ""))),
        groups=tuple(_groups(document, schemas, root)),
        keys=tuple(str(one["description"]) for one in components.get("securitySchemes", {}).values()),
        headers=tuple(
            schemas.field(name, told["schema"], required=told.get("required", False), text=told["description"])
            for name, told in components.get("headers", {}).items()
        ),
        problems=tuple(_problems(document)),
        problem_fields=schemas.fields(components.get("schemas", {}).get(_PROBLEM, {})),
    )


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Method, path and description of each operation, in the order of the document."""
    for path, methods in document["paths"].items():
        yield from ((method, path, methods[method]) for method in _METHODS if method in methods)


def _groups(document: Mapping[str, Any], schemas: Schemas, root: str) -> Iterator[ApiGroup]:
    for tag in document.get("tags", ()):
        name = str(tag["name"])
        operations = tuple(
            # An operation with a security of its own, an empty one, is open to everybody.
            view_operation(method, path, told, schemas, root=root, is_open=not any(told.get("security", ({"": []},))))
            for method, path, told in _operations(document)
            if name in told.get("tags", ())
        )
        if operations:
            yield ApiGroup(name, f"group-{name.casefold()}", str(tag.get("description", "")), operations)


def _problems(document: Mapping[str, Any]) -> Iterator[ApiResponse]:
    """Each status of an error once, with its example."""
    seen: dict[str, ApiResponse] = {}
    for _method, _path, operation in _operations(document):
        for status, told in operation["responses"].items():
            media = told.get("content", {}).get(_PROBLEM_TYPE)
            if media and status not in seen:
                seen[status] = ApiResponse(status, str(told["description"]), (), as_json(media.get("example")))
    yield from (seen[status] for status in sorted(seen))
