"""``GET /api/v1/filters``: values that filters may take, and how much each leaves to be searched."""

from typing import Annotated

from fastapi import APIRouter, Query

from trendsqa.api.caching.revalidating import TheRevalidation
from trendsqa.api.collection_responses import FiltersResponse
from trendsqa.api.description.response_headers import revalidated
from trendsqa.api.problem_docs import documented
from trendsqa.api.schemas import FilterFields
from trendsqa.api.state import TheAssistant

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["Questions"])


@router.head("/filters", include_in_schema=False)
@router.get(
    "/filters",
    operation_id="list_filters",
    summary="List the values of filters",
    response_description="Values of each filter, with counts.",
    responses=documented(400, 414, 422, 503) | revalidated(),
)
def list_filters(
    parameters: Annotated[FilterFields, Query()], assistant: TheAssistant, revalidation: TheRevalidation
) -> FiltersResponse:
    """Values of each filter, and how many passages of how many documents are searched with each.

    The filters of the query string apply to each other and not to their own values: with `kind` and `edition` given,
    the other kinds are counted within that edition. A parameter that is given twice counts as given last.
    """
    revalidation.check()
    return FiltersResponse.of(assistant.filter_choices(parameters.to_filters()), assistant.status().generation)
