"""The extra ``tuning``: tuning, learning and ablation are for maintainers, and so are the libraries they need."""

from importlib.util import find_spec

from trendsqa.errors import InputError

__all__ = ["PACKAGES", "require_extra"]

PACKAGES = ("accelerate", "datasets", "peft", "scipy")
"""Packages of the extra, as pyproject.toml lists them, that nothing which answers needs."""


def require_extra(command: str) -> None:
    """Raise InputError if a package of the extra that ``command`` belongs to is missing."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise InputError(
            f"`trendsqa {command}` needs the extra `tuning`: pip install 'trendsqa[tuning]' "
            f"(not installed: {', '.join(missing)})"
        )
