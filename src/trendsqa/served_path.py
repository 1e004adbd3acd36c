"""The path under which a proxy serves everything, and the paths of requests below it."""

from collections.abc import Mapping, MutableMapping
from typing import Any

__all__ = ["MOST_PATH_CHARACTERS", "PATH_PATTERN", "path_below", "place_under"]

PATH_PATTERN = r"^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$"
"""No segment begins with a dot: browsers would take ``..`` out of every link. Empty at the top of a host."""

MOST_PATH_CHARACTERS = 200


def path_below(scope: Mapping[str, Any]) -> str:
    """The path of an ASGI request without its ``root_path``; empty for the root itself, without a final slash."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if _is_under(path, root) else path


def place_under(scope: MutableMapping[str, Any], root: str) -> None:
    """Have an ASGI request served under ``root``, from a proxy that has taken the root off and from one that has not.

    By the specification of ASGI ``path`` begins with ``root_path``.
    """
    path = str(scope["path"])
    scope["root_path"] = root
    if not _is_under(path, root):
        scope["path"] = root + path
        scope["raw_path"] = root.encode("ascii") + (scope.get("raw_path") or path.encode())


def _is_under(path: str, root: str) -> bool:
    return path == root or path.startswith(f"{root}/")
