"""A call of a tool: arguments checked, one generation held, and each failure told in words for the caller.

Arguments are neither logged nor given back: questions are private.
"""

import logging
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from trendsqa.answering.live_index import LiveIndex
from trendsqa.errors import IndexUnavailableError, InputError, ModelError, RightsError
from trendsqa.mcp_server.tools import CollectionTool

__all__ = ["ToolFailure", "call_tool"]

logger = logging.getLogger(__name__)

MOST_FAULTS = 10

_UNAVAILABLE = "No index can be opened at present. Whoever runs the server finds out why with `trendsqa doctor`."
_FAILED = "The server failed to answer. Its log says why; trying again may help."


class ToolFailure(Exception):  # noqa: N818 (the outcome of a call, which its caller is told)
    """A call that gave no result; the message is for the caller."""


def call_tool(
    tool: CollectionTool, arguments: Mapping[str, Any], live_index: LiveIndex, *, tell_why: bool
) -> BaseModel:
    """The result of ``tool``. ``tell_why`` lets a message name folders of this machine.

    Raises:
        ToolFailure: There is no result.
    """
    try:
        checked = tool.parameters.model_validate(dict(arguments))
    except ValidationError as error:
        raise ToolFailure(_faults_of(error)) from None
    try:
        with live_index.lease() as assistant:
            return tool.call(assistant, checked)
    except (InputError, RightsError) as error:
        raise ToolFailure(str(error)) from error
    except (IndexUnavailableError, ModelError) as error:
        logger.error("No index can be opened: %s", error)  # noqa: TRY400 (foreseen: its message says all)
        raise ToolFailure(str(error) if tell_why else _UNAVAILABLE) from error
    except Exception as error:
        logger.exception("The tool %s failed", tool.name)
        raise ToolFailure(_FAILED) from error


def _faults_of(error: ValidationError) -> str:
    """Each argument at fault with what was expected of it, never with what was given."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    lines = [f"{'.'.join(map(str, fault['loc'])) or 'arguments'}: {fault['msg']}" for fault in found[:MOST_FAULTS]]
    more = [f"and {len(found) - MOST_FAULTS} more"] if len(found) > MOST_FAULTS else []
    return "The arguments are not as the tool's schema asks. " + "; ".join([*lines, *more])
