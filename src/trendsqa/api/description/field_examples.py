"""Examples of fields, taken from the examples of whole bodies, so that the two cannot differ.

Whoever adds a field to a model adds it to the example of the body that holds it, and nothing else.
"""

from collections.abc import Iterator
from typing import Any

__all__ = ["add_field_examples", "operations_of"]

_Json = dict[str, Any]

_COMPONENTS = "#/components/schemas/"

_EMPTY: tuple[Any, ...] = (None, "", [], {})
"""Values that show less than any other."""


def add_field_examples(description: _Json) -> None:
    """Give each property of the component schemas, and each parameter, an example out of those of whole bodies.

    Of several the first that is not empty counts. A parameter of a query takes that of a field of its name in the body
    of a request.
    """
    walk = _Walk(description["components"]["schemas"])
    for schema, example in _bodies(description):
        walk.visit(schema, example)
    walk.write()
    by_name = {name: value for schema in _requests(description) for name, value in walk.fields_of(schema)}
    for parameter in _parameters(description):
        schema = parameter["schema"]
        if "examples" not in schema and parameter["name"] in by_name:
            schema["examples"] = [by_name[parameter["name"]]]


class _Walk:
    """A walk through schemas along values that fit them, which notes a value for each property."""

    def __init__(self, schemas: _Json) -> None:
        self._schemas = schemas
        self._found: dict[int, tuple[_Json, Any]] = {}

    def visit(self, schema: _Json, value: Any) -> None:
        """Note the values of all properties below ``schema`` in ``value``."""
        resolved = self._resolve(schema)
        for option in resolved.get("anyOf", []):
            self.visit(option, value)
        if isinstance(value, dict):
            _put_nulls_back(resolved, value)
            for name, inner in resolved.get("properties", {}).items():
                if name in value:
                    self._note(inner, value[name])
                    self.visit(inner, value[name])
        if isinstance(value, list) and isinstance(resolved.get("items"), dict):
            for item in value:
                self.visit(resolved["items"], item)

    def write(self) -> None:
        """Write what was noted into the properties that have no example."""
        for field, value in self._found.values():
            field.setdefault("examples", [value])

    def fields_of(self, schema: _Json) -> Iterator[tuple[str, Any]]:
        """Each field of an object and of the objects in it, by name, with its first example."""
        for name, field in self._resolve(schema).get("properties", {}).items():
            yield from ((name, example) for example in field.get("examples", [])[:1])
            yield from self.fields_of(field)

    def _resolve(self, schema: _Json) -> _Json:
        name = schema.get("$ref", "").removeprefix(_COMPONENTS)
        resolved: _Json = self._schemas[name] if name else schema
        return resolved

    def _note(self, field: _Json, value: Any) -> None:
        noted = self._found.get(id(field))
        if noted is None or (noted[1] in _EMPTY and value not in _EMPTY):
            self._found[id(field)] = (field, value)


def _put_nulls_back(schema: _Json, value: _Json) -> None:
    # FastAPI takes whatever is null out of its description, examples included.
    for name in schema.get("required", []):
        if {"type": "null"} in schema["properties"][name].get("anyOf", []):
            value.setdefault(name, None)


def _bodies(description: _Json) -> Iterator[tuple[_Json, Any]]:
    """Each schema with an example of it: of models, and of responses."""
    for schema in description["components"]["schemas"].values():
        yield from ((schema, example) for example in schema.get("examples", []))
    for operation in operations_of(description):
        for response in operation["responses"].values():
            contents = response.get("content", {}).values()
            yield from ((content["schema"], content["example"]) for content in contents if "example" in content)


def _requests(description: _Json) -> Iterator[_Json]:
    for operation in operations_of(description):
        yield from (content["schema"] for content in operation.get("requestBody", {}).get("content", {}).values())


def _parameters(description: _Json) -> Iterator[_Json]:
    for operation in operations_of(description):
        yield from operation.get("parameters", [])


def operations_of(description: _Json) -> Iterator[_Json]:
    """The operations of all addresses."""
    for item in description["paths"].values():
        yield from item.values()
