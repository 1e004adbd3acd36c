"""``trendsqa serve``: the chat, the pages and the API in one server."""

import socket
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from trendsqa.cli.console import note
from trendsqa.cli.options import CorpusFolder, IndexFolder, assemble
from trendsqa.errors import InputError, SettingsError
from trendsqa.offline import is_loopback, refuse_connections

if TYPE_CHECKING:
    from trendsqa.assembly import Assembly

__all__ = ["serve"]


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.", show_default="8000")
    ] = None,
    offline: Annotated[
        bool,
        typer.Option("--offline", help="Refuse every outgoing connection of this process; none is needed."),
    ] = False,
    no_chat: Annotated[bool, typer.Option("--no-chat", help="Serve the API and the plain pages only.")] = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Serve the chat, the plain pages and the API; a first index is built if there is none.

    A generation that is published meanwhile answers within two seconds, without a restart.
    """
    assembly = assemble(corpus, index)
    changed = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    if no_chat:
        changed["chat"] = False
    server = assembly.settings.server.model_copy(update=changed)
    assembly.settings = assembly.settings.model_copy(update={"server": server})
    listener = _listen(server.host, server.port)
    if offline:
        _refuse_remote(assembly.settings.remote.uri)
        refuse_connections()
    _build_first_index(assembly)
    from trendsqa.live_collection import live_collection, worker_processes

    live_index = live_collection(assembly, workers=worker_processes(assembly), offline=offline)
    app = assembly.application(live_index)
    live_index.follow()
    try:
        _run(app, listener, server.host)
    finally:
        live_index.close()


def _build_first_index(assembly: "Assembly") -> None:
    if assembly.layout.pointer.exists():
        return
    from trendsqa.cli.index import build_with_progress

    note("There is no index yet: building one.")
    built = build_with_progress(assembly)
    if not built.generation.counts.documents:
        note("The collection is empty. Add a file, then build: trendsqa corpus add FILE && trendsqa index build")


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket, opened first so that a port in use is reported before minutes of building."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # asyncio turns Nagle's algorithm off only if a socket names its protocol; accepted sockets inherit it from this
        # one. If it is on, each response but the first of a connection waits 40 ms for the client's delayed
        # acknowledgement.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        raise InputError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}. Choose another: trendsqa serve --port 0"
        ) from error
    return listener


def _run(app: Any, listener: socket.socket, host: str) -> None:
    import uvicorn

    port = listener.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host

    class AnnouncingServer(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            note(f"Serving on http://{shown}:{port} (press Ctrl+C to stop)")

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
    )
    AnnouncingServer(config).run(sockets=[listener])


def _refuse_remote(uri: str) -> None:
    """Raise SettingsError if vectors are on another machine: the audit hook does not see Milvus's connections."""
    host = urlsplit(uri).hostname
    if host and not is_loopback(host):
        raise SettingsError(
            f"--offline refuses every connection, and remote.uri is {uri}. Leave --offline out, or unset remote.uri."
        )
