"""Calibration of the confidence: of all answers given with 0.7, are seven in ten right?

Right means that the question can be answered and that what is shown hits an accepted quote (60 % rule). Of a question
that was refused nothing is shown, so there the first passage of the ranking, which the answer would have been made
from, stands for it: a confidence is reported for those too, and the threshold is set on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trendsqa.evaluation.measures.record import Record
from trendsqa.evaluation.table import Table, share

__all__ = ["Bin", "Calibration", "RatedAnswer", "rated_answer"]

_BINS = 10


@dataclass(frozen=True, slots=True)
class RatedAnswer:
    """The confidence (0 to 1) in one answer, and whether it was right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The ``questions`` whose confidence lies from ``low`` to ``high``, both included.

    ``confidence`` is their mean confidence and ``right`` the share that was right, each 0 to 1.
    """

    questions: int
    low: float
    high: float
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bins, lowest confidence first, and the expected calibration error (0 to 1, None without questions).

    error = sum over bins of (questions / all questions) × |right − confidence|
    (Guo et al., On Calibration of Modern Neural Networks, ICML 2017). Bins of as many questions each rather than of
    equal width: a confidence that is seldom given would else fill bins with one or two questions (Nixon et al.,
    Measuring Calibration in Deep Learning, 2019).
    """

    error: float | None
    bins: tuple[Bin, ...]

    @classmethod
    def of(cls, verdicts: Sequence[RatedAnswer], bins: int = _BINS) -> "Calibration":
        """The calibration of ``verdicts`` over at most ``bins`` (at least 1) bins.

        Equal confidences always share a bin, so that the order of the questions does not matter.
        """
        ordered = sorted(verdicts, key=lambda verdict: verdict.confidence)
        made = tuple(_bin(group) for group in _groups(ordered, bins))
        error = sum(one.questions * abs(one.right - one.confidence) for one in made) / len(ordered) if made else None
        return cls(error, made)

    def table(self) -> Table:
        """A row for each bin."""
        return Table(
            columns=("confidence", "n", "mean confidence", "share right"),
            rows=tuple(
                (f"{share(one.low)} to {share(one.high)}", str(one.questions), share(one.confidence), share(one.right))
                for one in self.bins
            ),
            notes=(self.note(),),
        )

    def note(self) -> str:
        """The error in one sentence."""
        return f"Expected calibration error {share(self.error)} over {len(self.bins)} bins of as many questions each."


def rated_answer(record: Record) -> RatedAnswer:
    """Confidence and correctness of a record's answer, by the rule of this module."""
    shown = record.answering.golds_hit > 0
    would_be = record.retrieval is not None and record.retrieval.first_rank == 1
    return RatedAnswer(record.answer.confidence, right=shown if record.answer.answered else would_be)


def _groups(ordered: Sequence[RatedAnswer], bins: int) -> list[Sequence[RatedAnswer]]:
    """``ordered`` cut into parts of like size, a cut moved up where it would part equal confidences."""
    cuts = [0]
    for place in range(1, bins):
        cut = max(cuts[-1], round(place * len(ordered) / bins))
        while 0 < cut < len(ordered) and ordered[cut].confidence == ordered[cut - 1].confidence:
            cut += 1
        cuts.append(cut)
    parts = [ordered[start:end] for start, end in zip(cuts, [*cuts[1:], len(ordered)], strict=True)]
    return [part for part in parts if part]


def _bin(group: Sequence[RatedAnswer]) -> Bin:
    count = len(group)
    return Bin(
        questions=count,
        low=group[0].confidence,
        high=group[-1].confidence,
        confidence=sum(verdict.confidence for verdict in group) / count,
        right=sum(verdict.right for verdict in group) / count,
    )
