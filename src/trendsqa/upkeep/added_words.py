"""Words for a person on what was added: what it replaced, what else is called so, and what of the file was lost."""

from trendsqa.corpus.adding.adding import Added
from trendsqa.corpus.adding.coverage_words import advice_on

__all__ = ["added_line", "amount_line", "loss_lines", "namesakes_line", "replaced_names"]

_MOST_NAMED = 3


def added_line(added: Added, known: str = "") -> str:
    """The library's change in one sentence, with ``known``, what is known of the source, after its id."""
    source = added.entry.source
    verb = "Replaced" if added.replaced else "Added"
    return f"{verb} {source.id}{known}: {source.title}, {amount_line(added)}.{namesakes_line(added)}"


def amount_line(added: Added) -> str:
    """The number of words, and those that they replace: "412 words in place of 398, captured 2026-05-01"."""
    words = f"{added.words:,} word{'' if added.words == 1 else 's'}"
    if added.earlier is None:
        return f"{words} in {added.sections} section{'' if added.sections == 1 else 's'}"
    snapshots = added.earlier.snapshots
    captured = max((one.captured[:10] for one in snapshots), default="")
    if added.unchanged:
        return f"{words}, the same file as captured {captured}"
    counted = [one.coverage.words for one in snapshots if one.coverage]
    before = f"{sum(counted):,}," if counted and len(counted) == len(snapshots) else "the text"
    return f"{words} in place of {before} captured {captured}"


def namesakes_line(added: Added) -> str:
    """A sentence, after a space, on other documents of the same title; empty if there are none."""
    others = added.namesakes
    if not others:
        return ""
    named = ", ".join(others[:_MOST_NAMED])
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    if len(others) == 1:
        return f" Another document is called so too: {named}."
    return f" Other documents are called so too: {named}{more}."


def replaced_names(added: Added) -> str:
    """The title and the file names of the replaced text that the new one does not have; empty without any."""
    if added.earlier is None:
        return ""
    before, now = added.earlier, added.entry
    title = f"“{before.source.title}”" if before.source.title != now.source.title else ""
    files = sorted({one.asked for one in before.snapshots} - {one.asked for one in now.snapshots})
    return ", ".join(filter(None, [title, *files]))


def loss_lines(added: Added) -> tuple[str, ...]:
    """A line for each loss: what it is, and what to do about it."""
    losses = added.coverage.losses if added.coverage else ()
    return tuple(f"{loss}. {advice_on(loss)}" for loss in losses)
