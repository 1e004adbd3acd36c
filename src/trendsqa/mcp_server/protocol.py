"""The tools as an MCP server, with the official SDK. The only file that imports mcp.

It offers tools and nothing else: no resources, no prompts, no subscriptions, no sessions. What it tells the log is kept
to warnings, because its finer messages hold what was asked.
"""

import logging
from typing import Any

import anyio
import anyio.to_thread
from mcp import MCPError
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from trendsqa import __version__
from trendsqa.answering.live_index import LiveIndex
from trendsqa.api.problems import problem_response
from trendsqa.mcp_server.calling import ToolFailure, call_tool
from trendsqa.mcp_server.tools import INSTRUCTIONS, TOOLS, CollectionTool

__all__ = ["create_http_app", "serve_stdio"]

_ANNOTATIONS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
"""A tool reads one collection, and asking twice changes nothing."""


def serve_stdio(live_index: LiveIndex) -> None:
    """Answer one client over standard input and output until it closes them."""
    server = _server(live_index, tell_why=True)

    async def serve() -> None:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(serve)


def create_http_app(live_index: LiveIndex, path: str, *, most_body_bytes: int) -> Starlette:
    """The server over streamable HTTP at ``path``: each request is answered by itself, with JSON.

    Hosts and origins are the business of the guards around it, which know what the operator has let in.
    """
    app = _server(live_index, tell_why=False).streamable_http_app(
        streamable_http_path=path,
        json_response=True,
        stateless_http=True,
        max_request_body_size=most_body_bytes,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    app.add_middleware(_PostOnly)
    return app


class _PostOnly:
    """ASGI middleware: refuses the stream of a GET and the end of a session, which there is none of."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] != "http" or scope["method"] == "POST":
            await self.app(scope, receive, send)
            return
        detail = "An MCP client posts to this address; there is no stream and no session here."
        await problem_response(scope, 405, detail, headers={"Allow": "POST"})(scope, receive, send)


def _server(live_index: LiveIndex, *, tell_why: bool) -> Server[Any]:
    logging.getLogger("mcp").setLevel(logging.WARNING)

    async def list_tools(_context: Any, _params: Any) -> ListToolsResult:
        return ListToolsResult(tools=[_described(tool) for tool in TOOLS.values()])

    async def call(_context: Any, params: CallToolRequestParams) -> CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no such tool. The tools are {', '.join(TOOLS)}.")
        try:
            result = await anyio.to_thread.run_sync(
                lambda: call_tool(tool, params.arguments or {}, live_index, tell_why=tell_why)
            )
        except ToolFailure as failure:
            return CallToolResult(content=[TextContent(type="text", text=str(failure))], is_error=True)
        return _with_text(result)

    return Server(
        "trendsqa",
        title="trendsqa",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call,
    )


def _with_text(result: BaseModel) -> CallToolResult:
    """The result as JSON, and the same JSON as text for a client that knows text only."""
    text = TextContent(type="text", text=result.model_dump_json())
    return CallToolResult(content=[text], structured_content=result.model_dump(mode="json"))


def _described(tool: CollectionTool) -> Tool:
    return Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=_schema(tool.parameters),
        output_schema=_schema(tool.result),
        annotations=_ANNOTATIONS,
    )


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    """The model's JSON schema, without its examples: an assistant reads all of it before it asks."""
    schema = model.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("examples", None)
    return schema
