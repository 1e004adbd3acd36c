"""Functions of the chat, as what is sent to them is checked against."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

__all__ = ["ChatFunction", "ValueKind", "functions_of"]


class ValueKind(Enum):
    """Kinds of values that a page sends for a component."""

    TEXT = "a text or null"
    FLAG = "true, false or null"
    HELD = "null: its value never leaves the server"


_KINDS = {
    "textbox": ValueKind.TEXT,
    "button": ValueKind.TEXT,
    "checkbox": ValueKind.FLAG,
    "state": ValueKind.HELD,
}


@dataclass(frozen=True, slots=True)
class ChatFunction:
    """A function: the components that can set it off, by their numbers, and its inputs in their order."""

    triggers: frozenset[int]
    inputs: tuple[ValueKind, ...]


def functions_of(blocks: Any) -> Mapping[int, ChatFunction]:
    """The functions of a Gradio page, by their numbers, without those that a browser does by itself.

    Raises:
        KeyError: A component is of a sort that nothing here says how to check.
    """
    return {
        number: ChatFunction(
            frozenset(trigger for trigger, _ in function.targets),
            tuple(_KINDS[component.get_block_name()] for component in function.inputs),
        )
        for number, function in blocks.fns.items()
        if function.fn is not None
    }
