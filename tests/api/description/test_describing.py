"""The description is complete: an example of every field, the errors and headers of every operation, and keys."""

import pytest
from jsonschema import Draft202012Validator

ALWAYS = {"400", "401", "403", "429", "500", "503"}
"""Statuses that a guard may answer any request with."""
REVALIDATED = {"search_by_address", "list_documents", "list_filters", "read_outline", "read_text"}


@pytest.fixture
def description(client):
    return client.get("/openapi.json").json()


def operations(description):
    return {one["operationId"]: one for item in description["paths"].values() for one in item.values()}


def faults(description, schema, value):
    """What is wrong with ``value`` by ``schema``, which may refer to components."""
    whole = {**schema, "components": description["components"]}
    checker = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [fault.message for fault in checker.iter_errors(value)]


def fields(description):
    for name, schema in description["components"]["schemas"].items():
        yield from ((f"{name}.{field}", found) for field, found in schema.get("properties", {}).items())


def test_every_field_of_every_schema_has_examples_that_fit_it(description):
    checked = 0
    for name, field in fields(description):
        assert field.get("examples"), f"{name} has no example: the example of the body that holds it lacks it"
        for example in field["examples"]:
            assert faults(description, field, example) == [], name
            checked += 1
    assert checked > 150


def test_every_example_of_a_whole_body_fits_its_schema(description):
    with_examples = {name: one for name, one in description["components"]["schemas"].items() if "examples" in one}
    assert {"AskRequest", "AskResponse", "SearchResponse", "CompareResponse", "ReadyResponse"} <= set(with_examples)
    for name, schema in with_examples.items():
        for example in schema["examples"]:
            assert faults(description, schema, example) == [], name


def test_every_parameter_has_an_example_that_fits_it(description):
    found = [one for operation in operations(description).values() for one in operation.get("parameters", [])]
    assert {"q", "limit", "offset", "edition", "kind", "publisher", "trend", "facet"} <= {one["name"] for one in found}
    for parameter in found:
        assert parameter["schema"].get("examples"), parameter["name"]
        for example in parameter["schema"]["examples"]:
            assert faults(description, parameter["schema"], example) == [], parameter["name"]


def test_every_body_that_is_sent_or_given_back_has_an_example(description):
    for name, operation in operations(description).items():
        given = [response for status, response in operation["responses"].items() if status.startswith("2")]
        bodies = [*given, *([operation["requestBody"]] if "requestBody" in operation else [])]
        for content in (content for body in bodies for content in body.get("content", {}).values()):
            one = content["schema"].get("items", content["schema"])
            reference = one.get("$ref", "").rpartition("/")[2]
            schema = description["components"]["schemas"].get(reference, {})
            assert "example" in content or schema.get("examples"), name


def test_an_example_of_a_field_is_the_one_of_the_body_that_holds_it(description):
    """They stand in one place, so that neither can become untrue beside the other."""
    schemas = description["components"]["schemas"]
    whole = schemas["AskResponse"]["examples"][0]
    assert schemas["AskResponse"]["properties"]["question"]["examples"] == [whole["question"]]
    assert schemas["CitationBody"]["properties"]["quote"]["examples"] == [whole["citations"][0]["quote"]]


def test_of_several_examples_one_that_shows_something_is_taken(description):
    properties = description["components"]["schemas"]["AskResponse"]["properties"]
    assert properties["missing"]["examples"] == [["hologram"]]
    assert properties["closest"]["examples"][0]["n"] == 1


def test_every_operation_names_the_errors_that_guards_answer_with(description):
    for name, operation in operations(description).items():
        assert set(operation["responses"]) >= ALWAYS, name
        for status in ALWAYS:
            content = operation["responses"][status]["content"]["application/problem+json"]
            assert faults(description, content["schema"], content["example"]) == [], (name, status)


def test_every_response_names_its_headers(description):
    for name, operation in operations(description).items():
        for status, response in operation["responses"].items():
            named = set(response["headers"])
            assert {"X-Request-Id", "Cache-Control", "RateLimit-Limit"} <= named, (name, status)
            assert ("Retry-After" in named) is (status in {"429", "503"})
            assert ("WWW-Authenticate" in named) is (status in {"401", "403"})
            assert ("ETag" in named) is (name in REVALIDATED and status in {"200", "304"})


def test_every_header_is_explained_with_an_example_that_fits(description):
    for name, header in description["components"]["headers"].items():
        assert header["description"], name
        for example in header["schema"]["examples"]:
            assert faults(description, header["schema"], example) == [], name


def test_a_response_carries_the_headers_that_are_promised(client, description):
    """Of those that are always there; the others depend on what the operator set up."""
    headers = description["components"]["headers"]
    for name, address in (("search_by_address", "/api/v1/search?q=bread"), ("health", "/healthz")):
        named = operations(description)[name]["responses"]["200"]["headers"]
        promised = [header for header in named if headers[header]["required"]]
        assert "X-Request-Id" in promised
        given = client.get(address).headers
        assert [header for header in promised if header not in given] == []


def test_a_key_may_be_shown_in_either_header_and_an_open_server_asks_for_none(description):
    schemes = description["components"]["securitySchemes"]
    assert schemes["bearer"]["scheme"] == "bearer"
    assert (schemes["header"]["in"], schemes["header"]["name"]) == ("header", "X-API-Key")
    assert description["security"] == [{}, {"bearer": []}, {"header": []}]
    assert {name for name, one in operations(description).items() if one.get("security") == []} == {
        "health",
        "readiness",
    }
