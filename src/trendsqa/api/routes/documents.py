"""``/api/v1/documents``: what the collection holds, and the texts that offsets point into."""

from typing import Annotated

from fastapi import APIRouter, Path, Request

from trendsqa.api.caching.revalidating import TheRevalidation
from trendsqa.api.collection_responses import DocumentsResponse, OutlineResponse, TextResponse
from trendsqa.api.description.response_headers import revalidated
from trendsqa.api.guards.caller import caller_of
from trendsqa.api.problem_docs import documented
from trendsqa.api.state import TheAssistant, TheState
from trendsqa.api.whole_texts import check_text_rights

__all__ = ["router"]

router = APIRouter(prefix="/api/v1/documents", tags=["Documents"])

DocumentId = Annotated[str, Path(max_length=200, description="A document's id.", examples=["example-meetings-2024"])]


@router.head("", include_in_schema=False)
@router.get(
    "",
    operation_id="list_documents",
    summary="List the documents",
    response_description="Every document of the collection.",
    responses=documented(400, 503) | revalidated(),
)
def list_documents(assistant: TheAssistant, revalidation: TheRevalidation) -> DocumentsResponse:
    """Every document of the collection, with its publisher, licence and terms."""
    revalidation.check()
    return DocumentsResponse.of(assistant.documents())


@router.head("/{document_id}", include_in_schema=False)
@router.get(
    "/{document_id}",
    operation_id="read_outline",
    summary="Read a document's outline",
    response_description="The document and its sections.",
    responses=documented(400, 404, 422, 503) | revalidated(),
)
def read_outline(document_id: DocumentId, assistant: TheAssistant, revalidation: TheRevalidation) -> OutlineResponse:
    """A document with its sections, in order."""
    outline = assistant.outline(document_id)
    revalidation.check()
    return OutlineResponse.of_outline(outline)


@router.head("/{document_id}/text", include_in_schema=False)
@router.get(
    "/{document_id}/text",
    operation_id="read_text",
    summary="Read a document's text",
    response_description="The text that offsets point into.",
    responses=documented(400, 403, 404, 422, 503) | revalidated(),
)
def read_text(
    document_id: DocumentId, assistant: TheAssistant, state: TheState, request: Request, revalidation: TheRevalidation
) -> TextResponse:
    """The text that offsets point into.

    Refused where the source's terms allow a link only; where they allow passages, given to callers only whom the
    operator has named.
    """
    text = assistant.text(document_id)
    named = state.settings.access.whole_texts
    check_text_rights(assistant.outline(document_id).document, caller_of(request.scope), named)
    revalidation.check()
    return TextResponse(text=text)
