"""Acceptance of a file with losses: more than the settings allow is refused, unless the maintainer accepted it."""

from collections.abc import Mapping

from trendsqa.corpus.adding.coverage_words import advice_on
from trendsqa.corpus.documents.coverage import Coverage, Loss, LossKind
from trendsqa.errors import UnreadableFileError

__all__ = ["accepted_losses"]

_NOTICES = frozenset({LossKind.MARKED, LossKind.NO_VALUE})
"""Losses with a marker in their place, which say so to every reader: their share of the text is not known."""
_SAME = 0.005
"""Shares that differ by less count as one: a message gives them in whole percent."""


def accepted_losses(
    name: str, coverage: Coverage | None, earlier: Mapping[str, float], *, most_loss: float, allow_loss: bool
) -> dict[str, float]:
    """The losses accepted for a source, share by kind, after a file of it: ``earlier`` ones and, if told to, its own.

    Raises:
        UnreadableFileError: ``name`` loses a larger share than ``most_loss`` and than was accepted ``earlier``.
    """
    losses = coverage.losses if coverage else ()
    over = [loss for loss in losses if loss.share > most_loss and loss.kind not in _NOTICES]
    if not allow_loss:
        refused = [loss for loss in over if loss.share > earlier.get(loss.kind.value, 0.0) + _SAME]
        if refused:
            raise UnreadableFileError(_refusal(name, refused, earlier, most_loss))
        return dict(earlier)
    accepted = dict(earlier)
    for loss in over:
        accepted[loss.kind.value] = max(loss.share, accepted.get(loss.kind.value, 0.0))
    return accepted


def _refusal(name: str, refused: list[Loss], earlier: Mapping[str, float], most_loss: float) -> str:
    lost = "; ".join(str(loss) for loss in refused)
    kinds = {loss.kind.value for loss in refused}
    accepted = ", ".join(f"{share:.0%} {kind}" for kind, share in earlier.items() if kind in kinds)
    most = f"no more than was accepted of it ({accepted})" if accepted else f"at most {most_loss:.0%}"
    advice = " ".join(dict.fromkeys(advice_on(loss) for loss in refused))
    return (
        f"{name} was not added: {lost}, and {most} may be lost. {advice} To add it as it is: "
        "trendsqa corpus add FILE --allow-loss. The share that may be lost is reading.most_loss in the settings."
    )
