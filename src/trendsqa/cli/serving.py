"""``trendsqa serve``: the chat, the pages and the API in one server."""

import logging
import socket
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from trendsqa.cli.console import note
from trendsqa.cli.options import CorpusFolder, IndexFolder, assemble
from trendsqa.errors import SettingsError
from trendsqa.exchanges.connection_counts import ConnectionCounts
from trendsqa.offline import is_loopback, refuse_connections
from trendsqa.serving.listening import listen
from trendsqa.serving.logs import configure_logs
from trendsqa.serving.stopping import skip_teardown

if TYPE_CHECKING:
    from trendsqa.answering.live_index import LiveIndex
    from trendsqa.assembly import Assembly
    from trendsqa.settings import Settings

__all__ = ["serve"]

_NAME_PROXY = """TRENDSQA_SERVER__TRUSTED_PROXIES='["ADDRESS OF THE PROXY"]'"""
_OPEN_BY_NAME = (
    "server.allowed_hosts is set, and everybody who reaches this server by those names may use it. If a proxy is in "
    f"front, name it, so that keys or identities are asked for: {_NAME_PROXY}"
)
_WAYS = f"""\
Choose one:
  a key for each program:     trendsqa keys create NAME
  everybody who reaches it:   trendsqa serve --public
  people who have signed in:  TRENDSQA_ACCESS__IDENTITY_HEADER=X-Forwarded-User {_NAME_PROXY} trendsqa serve"""


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
    public: Annotated[
        bool, typer.Option("--public", help="Let everybody who reaches the server ask, search and read.")
    ] = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Serve the chat, the plain pages and the API; a first index is built if there is none.

    A generation that is published meanwhile answers within two seconds, without a restart.
    """
    stopped = skip_teardown()
    assembly = assemble(corpus, index)
    changed = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    if no_chat:
        changed["chat"] = False
    server = assembly.settings.server.model_copy(update=changed)
    access = assembly.settings.access.model_copy(update={"public": True} if public else {})
    assembly.settings = assembly.settings.model_copy(update={"server": server, "access": access})
    configure_logs(assembly.settings.log_level, assembly.settings.log_format)
    _check_access(assembly)
    listener = listen(server.host, server.port)
    if offline:
        _refuse_remote(assembly.settings.remote.uri)
        refuse_connections()
    _build_first_index(assembly)
    from trendsqa.live_collection import live_collection, worker_processes

    live_index = live_collection(assembly, workers=worker_processes(assembly), offline=offline)
    try:
        _run(assembly, live_index, listener, offline=offline)
    finally:
        live_index.close()
    stopped()


def _check_access(assembly: "Assembly") -> None:
    """Raise SettingsError if nobody could be let in, or everybody would be by mistake."""
    from trendsqa.access.key_file import KeyFile
    from trendsqa.api.guards.access.mode import AccessMode, access_mode

    settings, mode = assembly.settings, access_mode(assembly.settings)
    server, header = settings.server, settings.access.identity_header
    if header and not server.trusted_proxies:
        raise SettingsError(
            f"access.identity_header is {header!r}, and server.trusted_proxies names no proxy that may set it: anybody "
            f"could. Name the proxy: {_NAME_PROXY}"
        )
    if mode is AccessMode.OPEN and server.allowed_hosts:
        note(_OPEN_BY_NAME)
    has_key = any(key.is_active for key in KeyFile(assembly.layout.keys).read().keys)
    if mode is AccessMode.CLOSED and not header and not has_key:
        how = "stands behind a proxy" if server.trusted_proxies else f"listens on {server.host}"
        raise SettingsError(f"The server {how}, so that others can reach it, and nothing says who may use it. {_WAYS}")


def _build_first_index(assembly: "Assembly") -> None:
    if assembly.layout.pointer.exists():
        return
    from trendsqa.cli.index.commands import build_with_progress

    note("There is no index yet: building one.")
    built = build_with_progress(assembly)
    if not built.generation.counts.documents:
        note("The collection is empty. Add a file, then build: trendsqa corpus add FILE && trendsqa index build")


def _run(assembly: "Assembly", live_index: "LiveIndex", listener: socket.socket, *, offline: bool) -> None:
    from trendsqa.serving.connection_limits import ConnectionLimits
    from trendsqa.serving.server import run_server
    from trendsqa.web_application import maintenance_of, web_application

    host, counts = assembly.settings.server.host, ConnectionCounts()
    shown = f"[{host}]" if ":" in host else host
    maintenance = maintenance_of(assembly, offline=offline) if assembly.settings.server.admin else None
    app = web_application(assembly, live_index, counts, maintenance)
    live_index.follow()
    try:
        run_server(
            app,
            listener,
            ConnectionLimits.of(assembly.settings),
            counts,
            lambda port: _tell(assembly.settings, f"Serving on http://{shown}:{port} (press Ctrl+C to stop)"),
        )
    finally:
        if maintenance:
            maintenance.close()


def _tell(settings: "Settings", message: str) -> None:
    """Say ``message`` whatever the level of the log, in the log's own form."""
    if settings.log_format == "console":
        note(message)
        return
    logger = logging.getLogger(__name__)
    logger.handle(logger.makeRecord(logger.name, logging.INFO, __file__, 0, message, (), None))


def _refuse_remote(uri: str) -> None:
    """Raise SettingsError if vectors are on another machine: the audit hook does not see Milvus's connections."""
    host = urlsplit(uri).hostname
    if host and not is_loopback(host):
        raise SettingsError(
            f"--offline refuses every connection, and remote.uri is {uri}. Leave --offline out, or unset remote.uri."
        )
