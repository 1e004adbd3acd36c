"""``/api/v1/search``: a query in, ranked passages out; as a body or as a query string."""

from time import perf_counter
from typing import Annotated

from fastapi import APIRouter, Query

from trendsqa.answering.answering import Answering
from trendsqa.api.bodies import StrictJsonRoute
from trendsqa.api.caching.revalidating import TheRevalidation
from trendsqa.api.description.response_headers import revalidated
from trendsqa.api.problem_docs import documented
from trendsqa.api.responses import SearchResponse
from trendsqa.api.schemas import SearchParameters, SearchRequest
from trendsqa.api.state import TheAssistant
from trendsqa.retrieval.hit import Filters

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", route_class=StrictJsonRoute, tags=["Questions"])


@router.post(
    "/search",
    operation_id="search",
    summary="Search for passages",
    response_description="Ranked passages.",
    responses=documented(400, 403, 413, 415, 422, 503),
)
def search(request: SearchRequest, assistant: TheAssistant) -> SearchResponse:
    """Passages for a query, best first, each with the parts its score is made of."""
    return _search(assistant, request.query, request.limit, request.offset, request.filters.to_filters())


@router.head("/search", include_in_schema=False)
@router.get(
    "/search",
    operation_id="search_by_address",
    summary="Search for passages, with the query in the address",
    response_description="Ranked passages.",
    responses=documented(400, 414, 422, 503) | revalidated(),
)
def search_by_address(
    parameters: Annotated[SearchParameters, Query()], assistant: TheAssistant, revalidation: TheRevalidation
) -> SearchResponse:
    """The same as a posted search. A parameter that is given twice counts as given last."""
    revalidation.check()
    return _search(assistant, parameters.q, parameters.limit, parameters.offset, parameters.to_filters())


def _search(assistant: Answering, query: str, limit: int, offset: int, filters: Filters) -> SearchResponse:
    started = perf_counter()
    ranking = assistant.search(query, limit=limit, offset=offset, filters=filters)
    return SearchResponse.of(ranking, took_ms=(perf_counter() - started) * 1000)
