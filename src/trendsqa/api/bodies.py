"""Request bodies: JSON as RFC 8259 has it, and nothing else.

Python's own reader takes NaN and Infinity and lets half of a surrogate pair through, which no later stage can
encode; pydantic's reader refuses both, and bounds depth and digits.
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic_core import from_json
from starlette.exceptions import HTTPException
from starlette.responses import Response

__all__ = ["StrictJsonRoute", "json_response"]

UTF8_SIGNATURE = b"\xef\xbb\xbf"
"""Some Windows clients put it in front; RFC 8259, section 8.1, lets a reader ignore it."""


class _StrictJsonRequest(Request):
    async def json(self) -> Any:
        """The body's value.

        Raises:
            HTTPException: 400, the body is not JSON; the message says where.
        """
        body = await self.body()
        try:
            return from_json(body.removeprefix(UTF8_SIGNATURE), allow_inf_nan=False)
        except ValueError as error:
            raise HTTPException(400, f"The body is not valid JSON in UTF-8: {error}.") from error


class StrictJsonRoute(APIRoute):
    """A route whose body, where it takes one, must be sent as JSON and be JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler FastAPI made, behind the checks of this file."""
        handle = super().get_route_handler()
        takes_body = self.body_field is not None

        async def handle_strictly(request: Request) -> Response:
            if takes_body:
                _refuse_other_media(request)
            return await handle(_StrictJsonRequest(request.scope, request.receive))

        return handle_strictly


def json_response(body: BaseModel, headers: Mapping[str, str] | None = None) -> Response:
    """The response with ``body``, which FastAPI does not check and copy a second time."""
    return Response(body.model_dump_json(), headers=headers, media_type="application/json")


def _refuse_other_media(request: Request) -> None:
    given = request.headers.get("content-type", "")
    media_type = given.partition(";")[0].strip().lower()
    if media_type != "application/json":
        found = f"it is {media_type[:100]}" if media_type else "it has none"
        raise HTTPException(415, f"The body's Content-Type must be application/json; {found}.")
