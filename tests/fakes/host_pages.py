"""An intranet of our own: a real server of fixed pages at an origin of its own, under a policy that it chooses."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_TYPES = {".css": "text/css", ".js": "text/javascript"}


@dataclass
class HostPages:
    """Pages, styles and scripts by their path; all are sent with ``policy`` as Content-Security-Policy."""

    origin: str
    policy: str = "default-src 'self'"
    files: dict[str, str] = field(default_factory=dict)


@contextlib.contextmanager
def hosting(address: str = "127.0.0.1") -> Iterator[HostPages]:
    """A server of pages on a free port, ended afterwards."""
    pages = HostPages("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = pages.files.get(self.path)
            self.send_response(404 if text is None else 200)
            kind = next((kind for end, kind in _TYPES.items() if self.path.endswith(end)), "text/html")
            content = (text or "").encode()
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Security-Policy", pages.policy)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is the library's
            """Nothing is logged."""

    with ThreadingHTTPServer((address, 0), Handler) as server:
        server.daemon_threads = True
        pages.origin = f"http://{address}:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield pages
        finally:
            server.shutdown()
            thread.join(timeout=10)
