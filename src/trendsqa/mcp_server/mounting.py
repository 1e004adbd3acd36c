"""The place of MCP in the web application: an address whose application is made for its first client."""

from fastapi import FastAPI
from starlette.applications import Starlette

from trendsqa.answering.live_index import LiveIndex
from trendsqa.ui.late_route import add_late_route

__all__ = ["MCP_PATH", "add_mcp"]

MCP_PATH = "/mcp"


def add_mcp(app: FastAPI, live_index: LiveIndex, *, most_body_bytes: int) -> None:
    """Have MCP answer at ``MCP_PATH`` of ``app``, behind its guards."""

    def make() -> Starlette:
        # It takes a second to import, which only a client of it should wait for.
        from trendsqa.mcp_server.protocol import create_http_app

        return create_http_app(live_index, MCP_PATH, most_body_bytes=most_body_bytes)

    add_late_route(app, MCP_PATH, make, when_asked=True)
