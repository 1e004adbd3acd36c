"""Gate before Gradio's server: the page, its files and its event queue pass; no upload, file or proxy.

A pure ASGI middleware: it also sets the chat's content policy.
"""

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trendsqa.served_path import path_below
from trendsqa.ui.content_policy import CHAT_POLICY

__all__ = ["ChatGate"]

_OPEN = frozenset(
    {
        "",
        "/",
        "/config",
        "/theme.css",
        "/gradio_api/app_id",
        "/gradio_api/cancel",
        "/gradio_api/queue/data",
        "/gradio_api/queue/join",
        "/gradio_api/reset",
        "/gradio_api/startup-events",
    }
)
_OPEN_FOLDERS = ("/assets/", "/static/", "/svelte/", "/gradio_api/heartbeat/")


class ChatGate:
    """Lets through what the chat needs and answers 404 to the rest."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        inner = path_below(scope)
        app: ASGIApp = self._app
        if inner not in _OPEN and not inner.startswith(_OPEN_FOLDERS):
            app = PlainTextResponse("There is nothing here.", 404)

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Content-Security-Policy"] = CHAT_POLICY
            await send(message)

        await app(scope, receive, send_with_policy)
