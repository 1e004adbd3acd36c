import subprocess
import sys
import threading

import pytest

from trendsqa.api.problems import Problem
from trendsqa.api.response_examples import ANSWER_EXAMPLE, SEARCH_EXAMPLE
from trendsqa.api.responses import AskResponse, SearchResponse


@pytest.fixture
def description(client):
    return client.get("/openapi.json").json()


def operations(description):
    return {
        (method, path): operation for path, item in description["paths"].items() for method, operation in item.items()
    }


def test_the_description_names_every_operation_once(description):
    named = {operation["operationId"]: key for key, operation in operations(description).items()}
    assert named == {
        "ask": ("post", "/api/v1/ask"),
        "compare": ("post", "/api/v1/compare"),
        "search": ("post", "/api/v1/search"),
        "list_filters": ("get", "/api/v1/filters"),
        "search_by_address": ("get", "/api/v1/search"),
        "suggest": ("get", "/api/v1/suggest"),
        "send_feedback": ("post", "/api/v1/feedback"),
        "take_feedback_back": ("delete", "/api/v1/feedback/{feedback_id}"),
        "list_feedback": ("get", "/api/v1/feedback"),
        "list_documents": ("get", "/api/v1/documents"),
        "read_outline": ("get", "/api/v1/documents/{document_id}"),
        "read_text": ("get", "/api/v1/documents/{document_id}/text"),
        "health": ("get", "/healthz"),
        "readiness": ("get", "/readyz"),
        "metrics": ("get", "/metrics"),
    }


def test_every_operation_is_explained(description):
    for operation in operations(description).values():
        assert operation["summary"]
        assert operation["description"]
        assert operation["tags"]


def test_every_error_is_described_as_a_problem(description):
    for key, operation in operations(description).items():
        errors = {status: response for status, response in operation["responses"].items() if status >= "400"}
        assert "500" in errors
        assert "422" in errors or not (operation.get("requestBody") or operation.get("parameters")), key
        for response in errors.values():
            assert list(response["content"]) == ["application/problem+json"]
            described = response["content"]["application/problem+json"]
            assert described["schema"] == {"$ref": "#/components/schemas/Problem"}
            example = described["example"]
            assert Problem.model_validate(example).model_dump(exclude_none=True) == example


def test_every_reference_of_the_description_resolves(description):
    def references(value):
        if isinstance(value, dict):
            yield from (item for name, item in value.items() if name == "$ref")
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from references(item)

    found = set(references(description))
    assert found
    for reference in found:
        kind, _, name = reference.removeprefix("#/components/").partition("/")
        assert name in description["components"][kind]
    assert "HTTPValidationError" not in description["components"]["schemas"]


def test_the_examples_are_of_the_form_they_show(client, description):
    assert AskResponse.model_validate(ANSWER_EXAMPLE).model_dump() == ANSWER_EXAMPLE
    assert SearchResponse.model_validate(SEARCH_EXAMPLE).model_dump() == SEARCH_EXAMPLE
    schemas = description["components"]["schemas"]
    assert client.post("/api/v1/ask", json=schemas["AskRequest"]["examples"][0]).status_code == 200
    assert client.post("/api/v1/search", json=schemas["SearchRequest"]["examples"][0]).status_code == 200


def test_the_bounds_of_the_contract_stand_in_the_description(description):
    ask = description["components"]["schemas"]["AskRequest"]
    assert ask["additionalProperties"] is False
    assert (ask["properties"]["question"]["minLength"], ask["properties"]["question"]["maxLength"]) == (
        1,
        1000,
    )
    assert (ask["properties"]["limit"]["minimum"], ask["properties"]["limit"]["maximum"]) == (1, 50)
    assert ask["properties"]["limit"]["default"] == 10
    assert ask["properties"]["history"]["maxItems"] == 20


def test_a_slow_question_does_not_hold_up_the_others(client_for, assistant):
    """Questions run in threads: while one waits, the server still says that it lives."""
    asked, let_go = threading.Event(), threading.Event()

    class SlowAssistant(type(assistant)):
        def ask(self, *args, **kwargs):
            asked.set()
            assert let_go.wait(10)
            return super().ask(*args, **kwargs)

    with client_for(SlowAssistant()) as client:
        statuses = []
        question = threading.Thread(
            target=lambda: statuses.append(client.post("/api/v1/ask", json={"question": "a"}).status_code)
        )
        question.start()
        assert asked.wait(10)
        assert client.get("/healthz").status_code == 200
        let_go.set()
        question.join(10)
    assert statuses == [200]


def test_the_api_loads_neither_torch_nor_the_chat():
    code = "import sys, trendsqa.api.app; print([m for m in ('torch', 'gradio', 'pypdf') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
