"""Messages that the chat's page posts: read as strict JSON, and taken only in the form that the page gives them."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError, from_json

from trendsqa.ui.chat_gate.functions import ChatFunction, ValueKind

__all__ = ["CancelMessage", "JoinMessage", "ResetMessage", "SessionHash", "read_json"]

SESSION_FORM = r"^[A-Za-z0-9_-]{1,64}$"
"""Gradio's page makes a dozen letters and digits by chance."""

UTF8_SIGNATURE = b"\xef\xbb\xbf"

SessionHash = Annotated[str, StringConstraints(pattern=SESSION_FORM)]
EventId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


def read_json(body: bytes) -> Any:
    """The value of a body that is JSON as RFC 8259 has it, no number beyond it, no half character, not too deep.

    Raises:
        ValueError: It is not; the message says where.
    """
    return from_json(body.removeprefix(UTF8_SIGNATURE), allow_inf_nan=False)


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class JoinMessage(_Message):
    """A call of one of the chat's functions."""

    data: list[Any]
    event_data: None = None
    fn_index: int
    trigger_id: int | None = None
    session_hash: SessionHash

    def check(self, functions: Mapping[int, ChatFunction]) -> None:
        """Check that there is such a function and that it is sent what it takes.

        Raises:
            ValidationError: It is not; the error names the field.
        """
        function = functions.get(self.fn_index)
        if function is None:
            raise _at(("fn_index",), "There is no such function")
        if self.trigger_id is not None and self.trigger_id not in function.triggers:
            raise _at(("trigger_id",), "Nothing of this number sets the function off")
        if len(self.data) != len(function.inputs):
            raise _at(("data",), f"The function takes {len(function.inputs)} values, not {len(self.data)}")
        for place, (value, kind) in enumerate(zip(self.data, function.inputs, strict=True)):
            if not _is_of_kind(value, kind):
                raise _at(("data", place), f"The value should be {kind.value}")
            if isinstance(value, str) and "\x00" in value:
                raise _at(("data", place), "The text should hold no NUL character")


class CancelMessage(_Message):
    """Word that nobody waits for an event any longer."""

    session_hash: SessionHash
    fn_index: Annotated[int, Field(ge=0)]
    event_id: EventId


class ResetMessage(_Message):
    """Word that an event's stream is at its end."""

    event_id: EventId


def _is_of_kind(value: object, kind: ValueKind) -> bool:
    if value is None:
        return True
    return (kind is ValueKind.TEXT and isinstance(value, str)) or (kind is ValueKind.FLAG and isinstance(value, bool))


def _at(field: tuple[str | int, ...], message: str) -> ValidationError:
    details = InitErrorDetails(type=PydanticCustomError("chat", message), loc=field, input=None)
    return ValidationError.from_exception_data("JoinMessage", [details])
