"""``/api/v1/search``: a query in, ranked passages out; as a body or as a query string."""

from collections.abc import Mapping
from time import perf_counter
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.api.bodies import StrictJsonRoute, json_response
from trendsqa.api.caching.revalidating import TheRevalidation
from trendsqa.api.description.response_headers import revalidated
from trendsqa.api.problem_docs import documented
from trendsqa.api.responses import SearchResponse
from trendsqa.api.schemas import SearchParameters, SearchRequest
from trendsqa.api.state import TheAssistant, TheState
from trendsqa.retrieval.hit import Filters

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", route_class=StrictJsonRoute, tags=["Questions"])


@router.post(
    "/search",
    response_model=SearchResponse,
    operation_id="search",
    summary="Search for passages",
    response_description="Ranked passages.",
    responses=documented(400, 403, 413, 415, 422, 503),
)
async def search(request: SearchRequest, assistant: TheAssistant, state: TheState) -> Response:
    """Passages for a query, best first, each with the parts its score is made of."""
    filters = request.filters.to_filters()
    return await state.threads.run(lambda: _search(assistant, request.query, request.limit, request.offset, filters))


@router.head("/search", include_in_schema=False)
@router.get(
    "/search",
    response_model=SearchResponse,
    operation_id="search_by_address",
    summary="Search for passages, with the query in the address",
    response_description="Ranked passages.",
    responses=documented(400, 414, 422, 503) | revalidated(),
)
async def search_by_address(
    parameters: Annotated[SearchParameters, Query()],
    assistant: TheAssistant,
    state: TheState,
    revalidation: TheRevalidation,
) -> Response:
    """The same as a posted search. A parameter that is given twice counts as given last."""
    tagged, filters = revalidation.check(), parameters.to_filters()
    return await state.threads.run(
        lambda: _search(assistant, parameters.q, parameters.limit, parameters.offset, filters, tagged)
    )


def _search(
    assistant: Answering,
    query: str,
    limit: int,
    offset: int,
    filters: Filters,
    headers: Mapping[str, str] | None = None,
) -> Response:
    started = perf_counter()
    ranking = assistant.search(query, limit=limit, offset=offset, filters=filters)
    return json_response(SearchResponse.of(ranking, took_ms=(perf_counter() - started) * 1000), headers)
