import shlex

import pytest

from fakes.assistant import PaperAssistant
from fakes.live_index import live_index_of
from trendsqa.api.app import create_api
from trendsqa.settings import Settings
from trendsqa.ui.reference.api_operation import prose_of
from trendsqa.ui.reference.reference_view import view_reference


@pytest.fixture(scope="module")
def document():
    return create_api(live_index_of(PaperAssistant()), Settings()).openapi()


@pytest.fixture(scope="module")
def reference(document):
    return view_reference(document, "/trends")


@pytest.fixture(scope="module")
def operations(reference):
    return {one.anchor: one for group in reference.groups for one in group.operations}


def test_every_operation_of_the_api_is_told_once(document, reference):
    told = [(one.method.lower(), one.path) for group in reference.groups for one in group.operations]
    described = [(method, path) for path, methods in document["paths"].items() for method in methods]
    assert sorted(told) == sorted(described)


def test_every_field_of_every_body_is_told_with_a_description(operations):
    for one in operations.values():
        fields = [*one.parameters, *one.body, *(field for response in one.responses for field in response.fields)]
        assert [field.name for field in fields if not field.text] == [], one.anchor


def test_every_response_with_a_body_has_an_example(operations):
    without = [
        one.anchor for one in operations.values() for answer in one.responses if answer.fields and not answer.example
    ]
    assert without == []


def test_an_example_of_a_posted_request_can_be_run(operations):
    words = shlex.split(operations["ask"].curl.replace("\\\n", " "))
    assert words[:2] == ["curl", "https://SERVER/trends/api/v1/ask"]
    assert "Authorization: Bearer KEY" in words
    assert '"question": "And what about small parish councils?"' in words[-1]


def test_an_example_has_what_must_stand_in_its_address(operations):
    assert "https://SERVER/trends/api/v1/documents/example-meetings-2024/text" in operations["read_text"].curl
    assert operations["suggest"].curl.startswith("curl 'https://SERVER/trends/api/v1/suggest?q=choos+sof'")
    assert operations["take_feedback_back"].curl.startswith("curl -X DELETE ")


def test_what_is_open_to_everybody_is_shown_without_a_key(operations):
    assert "Authorization" not in operations["health"].curl


def test_each_error_of_an_operation_is_among_the_errors_and_none_is_told_twice(reference, operations):
    statuses = [problem.status for problem in reference.problems]
    assert statuses == sorted(set(statuses))
    assert {status for one in operations.values() for status in one.errors} == set(statuses)
    assert all('"type"' in problem.example for problem in reference.problems)


def test_a_description_is_cut_into_paragraphs_and_lists():
    first, points = prose_of("Two lines\nof one.\n\n* A point\n  of two lines.\n* `Another`.\n")
    assert (first.lines, first.is_list) == (("Two lines of one.",), False)
    assert (points.lines, points.is_list) == (("A point of two lines.", "`Another`."), True)
