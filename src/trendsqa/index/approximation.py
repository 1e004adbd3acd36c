"""How much of an exact search one that looks at a part of the vectors gives up, as a manifest holds it."""

from dataclasses import dataclass

__all__ = ["Approximation"]


@dataclass(frozen=True, slots=True)
class Approximation:
    """A search that reads ``probes`` of ``lists`` lists of vectors, those nearest the query.

    ``recall`` is the share of the ten nearest rows that it found, measured when it was chosen, over ``queries``.
    """

    lists: int
    probes: int
    recall: float
    queries: int

    def __str__(self) -> str:
        return f"{self.probes} of {self.lists} lists, recall at 10 {self.recall:.3f} over {self.queries} queries"
