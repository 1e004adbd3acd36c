"""Layers of a PDF (optional content, ISO 32000-1, 8.11): those switched off are not shown when the file is opened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trendsqa.corpus.readers.pdf.objects.resolving import items, mapping, number_of, resolved

__all__ = ["Layers", "hidden_layers"]

# Real expressions nest twice; more is damage, and Python's stack is limited.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Layers:
    """Layers that are switched off: their object numbers, and the names that no layer switched on has as well."""

    off: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()

    def hides(self, membership: Any) -> bool:
        """True if content that belongs to ``membership``, a layer or an expression over layers, is not shown."""
        if not self.off:
            return False
        found = mapping(membership)
        if found.get("/Type") != "/OCMD":
            return number_of(found) in self.off
        expression = resolved(found.get("/VE"))
        if isinstance(expression, list) and expression:
            return not self._holds(expression, 0)
        groups = resolved(found.get("/OCGs"))
        return self._hides_members([groups] if isinstance(groups, Mapping) else [*items(groups)], found.get("/P"))

    def _hides_members(self, groups: Sequence[Any], policy: Any) -> bool:
        shown = [number_of(group) not in self.off for group in groups if isinstance(group, Mapping)]
        if not shown:
            return False
        match policy:
            case "/AllOn":
                return not all(shown)
            case "/AnyOff":
                return all(shown)
            case "/AllOff":
                return any(shown)
        return not any(shown)

    def _holds(self, expression: Any, depth: int) -> bool:
        if isinstance(expression, Mapping):
            return number_of(expression) not in self.off
        parts = [*items(expression)]
        if depth > _DEEPEST or not parts:
            return True
        values = [self._holds(part, depth + 1) for part in parts[1:]]
        match parts[0]:
            case "/And":
                return all(values)
            case "/Not":
                return not all(values)
        return any(values)


def hidden_layers(reader: Any) -> Layers:
    """The layers that are off when the file open in ``reader`` is opened on a screen."""
    properties = mapping(mapping(reader.trailer["/Root"]).get("/OCProperties"))
    groups = [group for group in items(properties.get("/OCGs")) if isinstance(group, Mapping)]
    if not groups:
        return Layers()
    default = mapping(properties.get("/D"))
    off = set(_numbers(groups)) if default.get("/BaseState") == "/OFF" else set()
    off -= set(_numbers(items(default.get("/ON"))))
    off |= set(_numbers(items(default.get("/OFF"))))
    for group, shown in _states_on_screen(default):
        (off.discard if shown else off.add)(group)
    # A group that is only for the file's making has no effect on what is shown.
    off -= {number for group in groups if _is_for_design(group) and (number := number_of(group)) is not None}
    names = [(str(group.get("/Name", "")), number_of(group) in off) for group in groups]
    return Layers(frozenset(off), frozenset({name for name, is_off in names if is_off} - _names_on(names)))


def _names_on(names: Sequence[tuple[str, bool]]) -> set[str]:
    return {name for name, is_off in names if not is_off}


def _numbers(groups: Iterator[Any] | Sequence[Any]) -> Iterator[int]:
    for group in groups:
        number = number_of(group)
        if number is not None:
            yield number


def _states_on_screen(default: Mapping[str, Any]) -> Iterator[tuple[int, bool]]:
    """The groups that take their state on a screen from their own usage."""
    for rule in items(default.get("/AS")):
        rule_entries = mapping(rule)
        if rule_entries.get("/Event") != "/View" or "/View" not in [*items(rule_entries.get("/Category"))]:
            continue
        for group in items(rule_entries.get("/OCGs")):
            state = mapping(mapping(mapping(group).get("/Usage")).get("/View")).get("/ViewState")
            number = number_of(group)
            if number is not None and state in {"/ON", "/OFF"}:
                yield number, state == "/ON"


def _is_for_design(group: Mapping[str, Any]) -> bool:
    intent = resolved(group.get("/Intent"))
    intents = [*items(intent)] if isinstance(intent, list) else [intent]
    return "/Design" in intents and "/View" not in intents and "/All" not in intents
