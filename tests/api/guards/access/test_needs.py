import pytest

from trendsqa.access.access_scope import AccessScope
from trendsqa.api.guards.access.mode import AccessMode
from trendsqa.api.guards.access.needs import needed_scope

OPEN = [
    "/healthz", "/readyz", "/openapi.json", "/docs", "/docs/start.js", "/opensearch.xml", "/favicon.ico",
    "/static/pages.css", "/widget/widget.js",
]  # fmt: skip
READ = [
    "/", "/search", "/embed", "/read", "/documents", "/chat", "/chat/", "/chat/config", "/mcp", "/api", "/api/v1/ask",
    "/api/v1/documents", "/nothing", "", "/healthz/", "/healthzz", "/docsy", "//healthz", "/HEALTHZ", "/static",
    "/widget", "/x/static/pages.css", "/api/v1/feedbacks",
]  # fmt: skip


@pytest.mark.parametrize("mode", AccessMode)
@pytest.mark.parametrize("path", OPEN)
def test_what_tells_nothing_of_the_collection_is_open_in_every_mode(path, mode):
    assert needed_scope(path, "GET", mode) is None


@pytest.mark.parametrize("mode", AccessMode)
@pytest.mark.parametrize("path", READ)
def test_everything_else_needs_to_be_let_in(path, mode):
    assert needed_scope(path, "GET", mode) is AccessScope.READ


@pytest.mark.parametrize(
    ("method", "scope"),
    [("POST", AccessScope.FEEDBACK), ("DELETE", AccessScope.FEEDBACK), ("GET", AccessScope.ADMIN)]
    + [(method, AccessScope.ADMIN) for method in ("HEAD", "PUT", "PATCH", "OPTIONS", "post")],
)
@pytest.mark.parametrize("path", ["/api/v1/feedback", "/api/v1/feedback/abc"])
def test_feedback_is_sent_with_one_scope_and_read_with_another(path, method, scope):
    assert needed_scope(path, method, AccessMode.OPEN) is scope


def test_metrics_are_open_on_this_computer_only():
    assert [needed_scope("/metrics", "GET", mode) for mode in AccessMode] == [
        None,
        AccessScope.ADMIN,
        AccessScope.ADMIN,
    ]


@pytest.mark.parametrize("path", ["/admin", "/admin/x", "/administration", "/api/v1/admin/keys"])
def test_what_maintains_the_server_needs_the_scope_for_it(path):
    assert needed_scope(path, "GET", AccessMode.OPEN) is AccessScope.ADMIN
