"""Form of the check of a key that a maintainer types: who checks keys knows of HTTP, and who asks for them of pages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.types import Scope

from trendsqa.access.access_key import AccessKey

__all__ = ["CheckKey", "KeyRefused"]


@dataclass(frozen=True, slots=True)
class KeyRefused:
    """A key that lets nobody in: the status of the response, why, and the seconds until another try; 0 for at once."""

    status: int
    message: str
    retry_s: int = 0


CheckKey = Callable[[Scope, str], Awaitable[AccessKey | KeyRefused]]
"""Gives the key with the scope ``admin`` that somebody has typed, or why it lets nobody in."""
