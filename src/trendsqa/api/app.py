"""The API as one application. Chat and pages are mounted on it later: it takes no address but its own."""

from typing import Any

from fastapi import FastAPI

from trendsqa import __version__
from trendsqa.access.key_ring import KeyRing
from trendsqa.admin.sessions import AdminSessions
from trendsqa.answering.live_index import LiveIndex
from trendsqa.api.description.describing import complete
from trendsqa.api.guards.access.guard import KeyCheck
from trendsqa.api.guards.guarding import add_guards
from trendsqa.api.metrics import Metrics, RequestMetrics
from trendsqa.api.problems import add_problem_handlers
from trendsqa.api.routes import ask, compare, documents, feedback, filters, health, metrics, search, suggest
from trendsqa.api.state import ApiState, attach_state
from trendsqa.api.unmatched import add_unmatched
from trendsqa.exchanges.connection_counts import ConnectionCounts
from trendsqa.feedback.store import FeedbackStore
from trendsqa.settings import Settings
from trendsqa.workers.bounded_threads import BoundedThreads

__all__ = ["create_api"]

DESCRIPTION = """\
Answers questions from a collection of documents with quotes that stand word for word in them.

* Everything is computed on this server; a question is sent nowhere, and stored only in feedback that you send on it.
* Offsets are Unicode code points into the text at `/api/v1/documents/{document_id}/text`, end exclusive.
* A server on a network asks for an API key, or that people have signed in; `/healthz`, `/readyz` and this
  description are open. Responses under `/api/` say with `RateLimit-Limit`, `RateLimit-Remaining` and
  `RateLimit-Reset` how many requests may be made at once, how many are left and in how many seconds all are back.
* Every error is `application/problem+json` (RFC 9457), and every response names its request in `X-Request-Id`.
* Pages of one search with the same `generation` belong together: no passage stands on two of them, and none is missed.
* Send an `ETag` back in `If-None-Match`: while it stands the answer is 304.
"""

TAGS = [
    {"name": "Questions", "description": "Ask, and search for passages."},
    {"name": "Feedback", "description": "Say if an answer was useful, and read what was said."},
    {"name": "Documents", "description": "What the collection holds."},
    {"name": "Service", "description": "Whether the server can answer."},
]


class _Api(FastAPI):
    """FastAPI whose description also holds examples of all fields, headers, and how a caller shows who it is."""

    def openapi(self) -> dict[str, Any]:
        """The description, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = complete(super().openapi())
        return self.openapi_schema


def create_api(
    live_index: LiveIndex,
    settings: Settings,
    *,
    keys: KeyCheck | None = None,
    sessions: AdminSessions | None = None,
    connections: ConnectionCounts | None = None,
    feedback_store: FeedbackStore | None = None,
) -> FastAPI:
    """The HTTP API over what ``live_index`` holds, guarded as ``settings`` say.

    Without ``keys`` no key works, without ``sessions`` no maintainer signs in, and without ``feedback_store``
    feedback is refused; ``/metrics`` tells ``connections``.

    What is mounted on it later stands behind the same guards; ``/api``, ``/healthz``, ``/readyz``, ``/metrics``
    and ``/openapi.json`` stay the API's own, even beside a mount that takes every address.
    """
    app = _Api(
        title="trendsqa",
        version=__version__,
        summary="Answers from public sector reports and guidance: only quotes, with citations.",
        description=DESCRIPTION,
        openapi_tags=TAGS,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    counted = Metrics(live_index, connections or ConnectionCounts())
    threads = BoundedThreads(live_index.ledger)
    attach_state(app, ApiState(live_index, settings, counted, threads, feedback_store))
    if feedback_store:
        feedback_store.tidy()
    add_problem_handlers(app)
    for module in (ask, search, suggest, filters, compare, documents, feedback, health, metrics):
        app.include_router(module.router)
    add_unmatched(app)
    add_guards(app, settings, keys or KeyCheck(KeyRing(None)), sessions)
    app.add_middleware(RequestMetrics, metrics=counted)
    return app
