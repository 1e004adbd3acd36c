"""The one step that completes what FastAPI says of the routes."""

from typing import Any

from trendsqa.api.description.field_examples import add_field_examples
from trendsqa.api.description.response_headers import add_response_headers
from trendsqa.api.description.security_schemes import add_security_schemes
from trendsqa.api.problem_docs import problem_schemas

__all__ = ["complete"]


def complete(description: dict[str, Any]) -> dict[str, Any]:
    """``description`` with the schemas of problems, examples of fields, headers of responses and security schemes."""
    description.setdefault("components", {}).setdefault("schemas", {}).update(problem_schemas())
    add_field_examples(description)
    add_response_headers(description)
    add_security_schemes(description)
    return description
