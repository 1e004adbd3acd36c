"""Search from a browser's address bar: an OpenSearch 1.1 description, and suggestions in the form that browsers read.

https://github.com/dewitt/opensearch is the specification of both.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from trendsqa.answering.answering import Answering
from trendsqa.answering.live_index import LiveIndex
from trendsqa.errors import TrendsqaError
from trendsqa.limits import MOST_QUESTION_CHARACTERS

__all__ = ["build_open_search"]

SHORT_NAME = "Digital trends"
"""At most 16 characters, by the specification."""

DESCRIPTION = "Questions about digital trends in the public sector, answered with quotes"

MOST_SUGGESTIONS = 8

DESCRIPTION_TYPE = "application/opensearchdescription+xml"
SUGGESTIONS_TYPE = "application/x-suggestions+json"


def build_open_search(live_index: LiveIndex) -> APIRouter:
    """Routes of the description and of the suggestions."""
    router = APIRouter()

    def describe(request: Request) -> Response:
        return Response(_description(str(request.base_url)), media_type=DESCRIPTION_TYPE)

    def suggest(request: Request) -> Response:
        typed = request.query_params.get("q", "")
        headers = {"Cache-Control": "no-store"}
        if len(typed) > MOST_QUESTION_CHARACTERS:
            return JSONResponse([typed[:MOST_QUESTION_CHARACTERS], []], headers=headers, media_type=SUGGESTIONS_TYPE)
        try:
            with live_index.lease() as assistant:
                suggested = _suggested(assistant, typed)
        except TrendsqaError:
            # A browser shows no message here: it asks again with the next letter.
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers)
        return JSONResponse([typed, suggested], headers=headers, media_type=SUGGESTIONS_TYPE)

    for path, endpoint in {"/opensearch.xml": describe, "/opensearch/suggest": suggest}.items():
        router.add_api_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False, response_model=None)
    return router


def _suggested(assistant: Answering, typed: str) -> Sequence[str]:
    # An assistant of a collection that suggests nothing has no such method.
    suggest: Any = getattr(assistant, "suggest", None)
    if suggest is None or not typed.strip():
        return []
    return [suggestion.text for suggestion in suggest(typed, limit=MOST_SUGGESTIONS)]


def _description(address: str) -> str:
    """The description of the service at ``address``, which ends with a slash."""
    search, suggest = f"{address}search?q={{searchTerms}}", f"{address}opensearch/suggest?q={{searchTerms}}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"  <ShortName>{SHORT_NAME}</ShortName>\n"
        f"  <Description>{DESCRIPTION}</Description>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        f'  <Image type="image/svg+xml">{escape(address)}static/icon.svg</Image>\n'
        f'  <Url type="text/html" method="get" template={quoteattr(search)}/>\n'
        f'  <Url type="{SUGGESTIONS_TYPE}" method="get" template={quoteattr(suggest)}/>\n'
        "</OpenSearchDescription>\n"
    )
