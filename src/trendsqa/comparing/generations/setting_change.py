"""Settings that differ between two generations, and any other named values that differ."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from trendsqa.index.generations.manifest import Generation

__all__ = ["SettingChange", "compare_settings", "differing"]


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A named value that is no longer what it was; both are written out, empty where there was or is none."""

    name: str
    before: str
    after: str


def compare_settings(before: Generation, after: Generation) -> tuple[SettingChange, ...]:
    """Settings and versions that differ between the two, by dotted names."""
    return differing(dict(_made_by(before)), dict(_made_by(after)))


def _made_by(generation: Generation) -> Iterator[tuple[str, str]]:
    yield "code_version", generation.code_version
    yield "max_passage_tokens", str(generation.max_passage_tokens)
    yield from _flat("encoder", asdict(generation.encoder))
    for kind, how in generation.approximate.items():
        yield f"approximate.{kind}", str(how)
    # How it was learned is told at length in the manifest; what counts is what it gave.
    if generation.scoring:
        yield from _flat("scoring.ranking", generation.scoring.ranking)
    if generation.stopping:
        yield from _flat("stopping.confidence", generation.stopping.confidence)
        yield "stopping.threshold", str(generation.stopping.threshold)


def _flat(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _flat(f"{name}.{key}", held)
    else:
        yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def differing(before: dict[str, str], after: dict[str, str]) -> tuple[SettingChange, ...]:
    """The values that are not the same in both, by their names."""
    names = dict.fromkeys((*before, *after))
    return tuple(
        SettingChange(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name) != after.get(name)
    )
