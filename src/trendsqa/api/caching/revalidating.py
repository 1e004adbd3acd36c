"""Revalidation: a client that asks again for what it holds is told so by 304, before anything is searched.

What these addresses give changes only with the generation, the version and the settings that answer. All three are in
the tag, so it stands for everything that one address gives.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, HTTPException, Request, Response

from trendsqa import __version__
from trendsqa.answering.answering import Answering
from trendsqa.api.state import TheAssistant, TheState
from trendsqa.settings import Settings

__all__ = ["KEPT_PRIVATELY", "Revalidation", "TheRevalidation", "is_held", "tag_of"]

KEPT_PRIVATELY = "private, no-cache"
"""Kept by the browser that asked, and asked about before each use: who loses its key loses what it gave."""

_ANSWERING_GROUPS = {"answering", "encoder", "replies", "retrieval"}
"""Settings that bear on what is found and quoted."""

_DIGITS = 8


def tag_of(generation: str, settings: Settings) -> str:
    """The weak ETag of all that ``generation`` gives under these settings.

    It is weak because a body comes compressed and plain, and names the milliseconds of its own making.
    """
    answering = settings.model_dump_json(include=_ANSWERING_GROUPS)
    return f'W/"{generation}.{__version__}.{sha256(answering.encode()).hexdigest()[:_DIGITS]}"'


def is_held(given: str, tag: str) -> bool:
    """True if the ``If-None-Match`` header ``given`` names ``tag``, compared weakly (RFC 9110, section 13.1.2)."""
    names = {name.strip().removeprefix("W/") for name in given.split(",")}
    return "*" in names or tag.removeprefix("W/") in names


class Revalidation:
    """The tag of a response in the making, and what the client says that it holds."""

    def __init__(self, given: str, response: Response, assistant: Answering, settings: Settings) -> None:
        self._given = given
        self._response = response
        self._assistant = assistant
        self._settings = settings

    def check(self) -> Mapping[str, str]:
        """Tag the response; call it once it is sure that the caller may have it, and before the work.

        Returns the headers that tag it, for a route that makes its response itself.

        Raises:
            HTTPException: 304, the client holds it already.
        """
        tag = tag_of(self._assistant.status().generation, self._settings)
        headers = {"ETag": tag, "Cache-Control": KEPT_PRIVATELY}
        if is_held(self._given, tag):
            raise HTTPException(304, headers=headers)
        self._response.headers.update(headers)
        return headers


async def the_revalidation(
    request: Request, response: Response, assistant: TheAssistant, state: TheState
) -> Revalidation:
    """The revalidation of this request."""
    # Several lines of one list header are one list.
    given = ",".join(request.headers.getlist("if-none-match"))
    return Revalidation(given, response, assistant, state.settings)


TheRevalidation = Annotated[Revalidation, Depends(the_revalidation)]
"""Parameter type of a route whose response a client may ask about again."""
