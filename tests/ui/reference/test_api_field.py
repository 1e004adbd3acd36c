import pytest

from trendsqa.ui.reference.api_field import Schemas

DOCUMENT = {
    "components": {
        "schemas": {
            "Boat": {
                "title": "Boat",
                "properties": {
                    "name": {"type": "string", "description": "As painted.", "examples": ["Heron"]},
                    "tender": {"anyOf": [{"$ref": "#/components/schemas/Boat"}, {"type": "null"}]},
                },
                "required": ["name"],
            },
            "Colour": {"enum": ["red", "white"], "type": "string", "description": "Of the hull."},
        }
    }
}
BOAT = {"$ref": "#/components/schemas/Boat"}


@pytest.fixture
def schemas():
    return Schemas(DOCUMENT)


def test_fields_of_fields_follow_the_one_that_holds_them(schemas):
    fleet = {"properties": {"boats": {"type": "array", "items": BOAT}, "size": {"type": "integer"}}}
    names = [field.name for field in schemas.fields(fleet)]
    assert names == ["boats", "boats[].name", "boats[].tender", "size"]


def test_a_schema_that_holds_itself_is_told_once(schemas):
    assert [field.name for field in schemas.fields(BOAT)] == ["name", "tender"]


def test_only_what_must_be_given_is_required(schemas):
    assert [field.required for field in schemas.fields(BOAT)] == [True, False]


def test_own_words_come_before_those_of_what_is_referred_to(schemas):
    reference = "#/components/schemas/Colour"
    field = schemas.field("paint", {"$ref": reference, "description": "Of the deck."}, required=False)
    assert (field.text, field.kind) == ("Of the deck.", "one of `red`, `white`")
    assert schemas.field("paint", {"$ref": reference}, required=False).text == "Of the hull."


@pytest.mark.parametrize(
    ("schema", "kind", "note"),
    [
        ({"type": "string", "minLength": 1, "maxLength": 9}, "text", "1 to 9 characters"),
        ({"type": "integer", "minimum": 1.0, "maximum": 9.0, "default": 5}, "whole number", "1 to 9; `5` if not given"),
        ({"type": "number", "minimum": 2}, "number", "at least 2"),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 3}, "list of texts", "at most 3 items"),
        ({"type": "array", "items": {"type": "array", "items": BOAT}}, "list of lists of any values", ""),
        ({"anyOf": [{"type": "string", "maxLength": 9}, {"type": "null"}]}, "text or null", "at most 9 characters"),
        ({"const": 2}, "`2`", ""),
        ({"type": "boolean", "default": False}, "true or false", "`false` if not given"),
        ({}, "any value", ""),
    ],
)
def test_what_a_field_holds_is_told_in_words_with_its_limits(schemas, schema, kind, note):
    field = schemas.field("it", schema, required=False)
    assert (field.kind, field.note) == (kind, note)


def test_an_example_is_the_first_of_its_schema(schemas):
    assert schemas.example({"type": "string", "examples": ["a", "b"]}) == "a"
    assert schemas.example(BOAT) is None
