"""Time that a request may take to arrive: what stands in front of the application asks what the application allows."""

from collections.abc import Mapping, MutableMapping
from typing import Any

__all__ = ["allow_receive_time", "allowed_receive_time"]

_KEY = "trendsqa.receive_s"


def allow_receive_time(scope: MutableMapping[str, Any], seconds: float) -> None:
    """Let the body of this request take ``seconds`` to arrive: somebody is known to send a large one."""
    scope[_KEY] = seconds


def allowed_receive_time(scope: Mapping[str, Any]) -> float:
    """The seconds that the application allows; 0 if it has not said."""
    return float(scope.get(_KEY, 0.0))
