"""Counts of the connections of a serving process: what serves writes them, `/metrics` tells them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["CLOSED_BECAUSE", "REFUSED_BECAUSE", "ClosedBecause", "ConnectionCounts", "RefusedBecause"]

RefusedBecause = Literal["full", "address"]
"""Reason of a refusal: all places are taken, or all that one address may have."""

ClosedBecause = Literal["idle", "receive", "send", "room", "invalid"]
"""Reason why the server closed a connection.

``idle``: no request came; ``receive``: a request came too slowly; ``send``: the response was not read; ``room``: a new
connection took its place; ``invalid``: what came was not HTTP, or had too long a head.
"""

REFUSED_BECAUSE: tuple[RefusedBecause, ...] = ("full", "address")
CLOSED_BECAUSE: tuple[ClosedBecause, ...] = ("idle", "receive", "send", "room", "invalid")


@dataclass(slots=True)
class ConnectionCounts:
    """Connections that are open, and how many were refused or closed by the server, by reason.

    The event loop of the server alone changes and reads them.
    """

    open: int = 0
    refused: Counter[RefusedBecause] = field(default_factory=Counter)
    closed: Counter[ClosedBecause] = field(default_factory=Counter)
