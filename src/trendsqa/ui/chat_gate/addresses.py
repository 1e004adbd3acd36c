"""Addresses of Gradio's server that the chat's page asks for, with the methods that each takes.

Found by watching a browser with Gradio 6.31. Uploads, files, proxies and the API's own pages are not among them.
"""

import re
from dataclasses import dataclass
from enum import Enum

__all__ = ["ChatAddress", "Purpose", "find_address"]


class Purpose(Enum):
    """Use of an address by the chat's page."""

    PAGE = "the page itself"
    FILE = "a script, a style, or what the page is made of"
    JOIN = "one question, or a new conversation"
    CANCEL = "the end of a question that nobody waits for"
    RESET = "the end of a question's stream"
    ANSWERS = "the stream of answers"
    HEARTBEAT = "the stream that tells that the page is open"

    @property
    def methods(self) -> tuple[str, ...]:
        """Methods that the address takes."""
        if self in _POSTED:
            return ("POST", "OPTIONS")
        return ("GET", "OPTIONS") if self in STREAMS else ("GET", "HEAD", "OPTIONS")


_POSTED = frozenset({Purpose.JOIN, Purpose.CANCEL, Purpose.RESET})
STREAMS = frozenset({Purpose.ANSWERS, Purpose.HEARTBEAT})


@dataclass(frozen=True, slots=True)
class ChatAddress:
    """One address; ``rest`` is what follows the prefix of a heartbeat."""

    purpose: Purpose
    rest: str = ""

    @property
    def is_stream(self) -> bool:
        """True if its response stays open."""
        return self.purpose in STREAMS


_PURPOSES = {
    "": Purpose.PAGE,
    "/": Purpose.PAGE,
    "/config": Purpose.FILE,
    "/theme.css": Purpose.FILE,
    "/gradio_api/app_id": Purpose.FILE,
    "/gradio_api/cancel": Purpose.CANCEL,
    "/gradio_api/queue/data": Purpose.ANSWERS,
    "/gradio_api/queue/join": Purpose.JOIN,
    "/gradio_api/reset": Purpose.RESET,
}
_HEARTBEAT = "/gradio_api/heartbeat/"
_FILE = re.compile(r"/(?:assets|static|svelte)(?:/[A-Za-z0-9_@~+-][A-Za-z0-9_@~+.-]*)+")
"""Names of files as Gradio ships them: none begins with a dot, holds a backslash or anything that is encoded."""


def find_address(path: str) -> ChatAddress | None:
    """The address at ``path``, without the chat's own prefix; None if nothing is served there."""
    if path in _PURPOSES:
        return ChatAddress(_PURPOSES[path])
    if path.startswith(_HEARTBEAT):
        return ChatAddress(Purpose.HEARTBEAT, path.removeprefix(_HEARTBEAT))
    return ChatAddress(Purpose.FILE) if _FILE.fullmatch(path) else None
