"""A publisher's server that misbehaves on purpose, the names it goes by, and a log of every connection made.

It is a real server on loopback: raw sockets, since a library would refuse to send most of this.
"""

import contextlib
import gzip
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

PAGE = b"<!doctype html><html><head><title>Harbour</title></head><body><p>The ferry leaves at nine.</p></body></html>"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
_CONNECTED: list[tuple[str, int]] = []


def _note_connection(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        _CONNECTED.append(arguments[1][:2])


sys.addaudithook(_note_connection)


@contextlib.contextmanager
def connections() -> Iterator[list[tuple[str, int]]]:
    """Every (number, port) that this process connects to meanwhile, told by the interpreter itself."""
    _CONNECTED.clear()
    yield _CONNECTED


@dataclass
class Names:
    """A resolver: each name with its answers, one after another; the last is repeated."""

    answers: dict[str, list[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.answers.get(host)
        if answers is None:
            raise OSError("Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass
class Conversation:
    """One request, and the socket to answer it on."""

    path: str
    headers: dict[str, str]
    connection: socket.socket
    closing: threading.Event

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def drip(self, data: bytes, pause: float) -> None:
        """A byte at a time until the client or the test has had enough."""
        for position in range(len(data)):
            if self.closing.wait(pause):
                return
            self.send(data[position : position + 1])

    def reset(self) -> None:
        """End the connection with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


Handler = Callable[[Conversation], None]


class Publisher:
    """A server on a free port of ``number``; unknown paths are 404, robots.txt among them."""

    def __init__(self, number: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Handler] = {}
        self.requests: list[Conversation] = []
        self.times: list[float] = []
        self._tls = tls
        self._closing = threading.Event()
        self._listening = socket.create_server(
            (number, 0), family=socket.AF_INET6 if ":" in number else socket.AF_INET, backlog=50
        )
        self.port = self._listening.getsockname()[1]
        self._host = f"[{number}]" if ":" in number else number
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def url(self, path: str, host: str = "") -> str:
        return f"{'https' if self._tls else 'http'}://{host or self._host}:{self.port}{path}"

    def asked(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for ``path``."""
        return [request.headers for request in self.requests if request.path == path]

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection: socket.socket) -> None:
        # The client goes away in the middle of most of this, which is what is tested.
        with contextlib.suppress(OSError), connection:
            connection.settimeout(10)
            if self._tls is None:
                self._answer(connection)
                return
            with self._tls.wrap_socket(connection, server_side=True) as encrypted:
                self._answer(encrypted)
                encrypted.unwrap()

    def _answer(self, connection: socket.socket) -> None:
        conversation = self._read(connection)
        if conversation is None:
            return
        self.times.append(time.monotonic())
        self.requests.append(conversation)
        self.routes.get(conversation.path, answer(b"nothing here", status=404))(conversation)

    def _read(self, connection: socket.socket) -> Conversation | None:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65536)
            if not piece:
                return None
            data += piece
        lines = data.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1)[:1] + line.split(": ", 1)[1:] for line in lines[1:] if ": " in line)
        return Conversation(lines[0].split(" ")[1], headers, connection, self._closing)


def head(status: int = 200, **headers: object) -> bytes:
    """A status line and headers; underscores in names stand for hyphens."""
    lines = [f"HTTP/1.1 {status} Said", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def answer(body: bytes = PAGE, *, status: int = 200, **headers: object) -> Handler:
    """A well-behaved answer."""
    headers = {"Content_Type": "text/html", "Content_Length": len(body), **headers}
    return raw(head(status, **headers) + body)


def raw(data: bytes) -> Handler:
    """Exactly these bytes, then the end of the connection."""
    return lambda conversation: conversation.send(data)


def redirect(location: str, status: int = 302) -> Handler:
    return answer(b"", status=status, Location=location)


def in_turn(*handlers: Handler) -> Handler:
    """One after another; the last is repeated."""
    left = list(handlers)

    def next_one(conversation: Conversation) -> None:
        handler = left.pop(0) if len(left) > 1 else left[0]
        handler(conversation)

    return next_one


def slow_headers(conversation: Conversation) -> None:
    conversation.drip(head(X_Long="x" * 10_000) + PAGE, 0.05)


def slow_body(conversation: Conversation) -> None:
    conversation.send(head(Content_Length=10_000, Content_Type="text/html"))
    conversation.drip(b"x" * 10_000, 0.05)


def silent(conversation: Conversation) -> None:
    conversation.closing.wait(20)


def endless_body(conversation: Conversation) -> None:
    conversation.send(head(Content_Type="text/html"))
    while not conversation.closing.is_set():
        conversation.send(b"<p>more</p>" * 1000)


def endless_headers(conversation: Conversation) -> None:
    conversation.send(b"HTTP/1.1 200 OK\r\n")
    while not conversation.closing.is_set():
        conversation.send(b"X-More: and more\r\n" * 100)


def endless_interim(conversation: Conversation) -> None:
    while not conversation.closing.is_set():
        conversation.send(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10)
        time.sleep(0.01)


def late_surplus(conversation: Conversation) -> None:
    conversation.send(head(Content_Length=len(PAGE), Content_Type="text/html") + PAGE)
    time.sleep(0.05)
    conversation.send(b"<script>smuggled</script>")


def reset_in_body(conversation: Conversation) -> None:
    conversation.send(head(Content_Length=10_000, Content_Type="text/html") + PAGE)
    time.sleep(0.05)
    conversation.reset()


def close_at_once(conversation: Conversation) -> None:
    conversation.reset()


def endless_redirects(conversation: Conversation) -> None:
    number = int(conversation.path.rpartition("/")[2])
    redirect(f"/on/{number + 1}")(conversation)


class EndlessRedirects(dict[str, Handler]):
    """Routes of which there is always one more."""

    def get(self, path: str, default: Handler) -> Handler:  # type: ignore[override]
        return endless_redirects if path.startswith("/on/") else super().get(path, default)


def packed(body: bytes = PAGE, encoding: str = "gzip", **headers: Any) -> Handler:
    """``body`` as it is, said to be in ``encoding``."""
    return answer(body, Content_Encoding=encoding, **headers)


def bomb(mebibytes: int) -> bytes:
    """That many MiB of blanks after a page, in a thousandth of the space."""
    return gzip.compress(PAGE + b" " * (mebibytes << 20))


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """A whole answer in chunks; another ``end`` breaks it."""
    framed = b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces)
    return head(Transfer_Encoding="chunked", Content_Type="text/html") + framed + end
