"""Fields of requests and responses as people read them, from the JSON schemas of an OpenAPI 3.1 document."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["ApiField", "Schemas"]

_Schema = Mapping[str, Any]

_REFERENCE = "#/components/schemas/"
_KINDS = {
    "string": ("text", "texts"),
    "integer": ("whole number", "whole numbers"),
    "number": ("number", "numbers"),
    "boolean": ("true or false", "true or false"),
    "null": ("null", "null"),
    "object": ("object", "objects"),
}
"""Words for one value of a type, and for several."""
_LIMITS = (
    ("minLength", "maxLength", " characters"),
    ("minimum", "maximum", ""),
    ("minItems", "maxItems", " items"),
)
"""The two limits of a kind of value, and what they count."""


@dataclass(frozen=True, slots=True)
class ApiField:
    """One field; ``name`` is its path from the top, as ``citations[].quote``.

    ``kind`` says what it holds and ``note`` its limits and default; both and ``text`` have code between backticks.
    """

    name: str
    kind: str
    note: str
    text: str
    required: bool


class Schemas:
    """The schemas of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._named: Mapping[str, _Schema] = document.get("components", {}).get("schemas", {})

    def whole(self, schema: _Schema) -> _Schema:
        """``schema`` with what it refers to; its own words come before those of the other."""
        if "$ref" not in schema:
            return schema
        named = self.whole(self._named.get(str(schema["$ref"]).removeprefix(_REFERENCE), {}))
        return {**named, **{key: value for key, value in schema.items() if key != "$ref"}}

    def fields(self, schema: _Schema) -> tuple[ApiField, ...]:
        """The fields of an object and of the objects in it, each after the field that holds it."""
        return tuple(self._walk(self.whole(schema), "", frozenset()))

    def field(self, name: str, schema: _Schema, *, required: bool, text: str = "", place: str = "") -> ApiField:
        """One field by itself; ``place`` is told before its limits."""
        known = self.whole(schema)
        notes = (place, *self._limits(known), _default(known))
        return ApiField(
            name,
            self._kind(known),
            "; ".join(note for note in notes if note),
            text or str(known.get("description", "")),
            required,
        )

    def example(self, schema: _Schema) -> object:
        """The first example of a schema; None without one."""
        return next(iter(self.whole(schema).get("examples", ())), None)

    def _walk(self, schema: _Schema, prefix: str, above: frozenset[str]) -> Iterator[ApiField]:
        title = str(schema.get("title", ""))
        required = schema.get("required", ())
        for name, inner in schema.get("properties", {}).items():
            path = f"{prefix}{name}"
            yield self.field(path, inner, required=name in required)
            mark, held = self._held(inner)
            # A schema that holds itself is told once.
            if str(held.get("title", "")) not in above | {title}:
                yield from self._walk(held, f"{path}{mark}.", above | {title})

    def _held(self, schema: _Schema) -> tuple[str, _Schema]:
        """The object that a field holds, and the mark of a list of them."""
        known = self._named_variant(schema)
        if known.get("type") == "array":
            mark, held = self._held(known.get("items", {}))
            return f"[]{mark}", held
        return "", known

    def _named_variant(self, schema: _Schema) -> _Schema:
        """``schema``, or of several that a value may have the first that is not null."""
        known = self.whole(schema)
        variants = [self.whole(one) for one in known.get("anyOf", ())]
        return next((one for one in variants if one.get("type") != "null"), known)

    def _kind(self, schema: _Schema, *, several: bool = False) -> str:
        known = self.whole(schema)
        if "anyOf" in known:
            return " or ".join(self._kind(one, several=several) for one in known["anyOf"])
        if "const" in known or "enum" in known:
            values = ", ".join(f"`{value}`" for value in known.get("enum", (known.get("const"),)))
            return f"one of {values}" if "enum" in known else values
        if known.get("type") == "array":
            return f"{'lists' if several else 'list'} of {self._kind(known.get('items', {}), several=True)}"
        return _KINDS.get(str(known.get("type")), ("any value", "any values"))[several]

    def _limits(self, schema: _Schema) -> Iterator[str]:
        known = self._named_variant(schema)
        for least, most, unit in _LIMITS:
            low, high = known.get(least), known.get(most)
            if low is not None and high is not None:
                yield f"{low:g} to {high:g}{unit}"
            elif high is not None:
                yield f"at most {high:g}{unit}"
            elif low:
                yield f"at least {low:g}{unit}"


def _default(schema: _Schema) -> str:
    default = schema.get("default")
    return "" if default in (None, [], {}, "") else f"`{json.dumps(default)}` if not given"
