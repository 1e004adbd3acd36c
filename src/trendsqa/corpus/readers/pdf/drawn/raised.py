"""Figures raised above the line: numbers of notes and powers."""

from trendsqa.corpus.readers.pdf.page import Run

__all__ = ["RAISED", "SMALLER", "is_figure_only", "is_raised"]

# Letters smaller than this share of their neighbours' are raised if they stand above the baseline by the other share.
SMALLER, RAISED = 0.85, 0.15
_MOST_RAISED = 0.75


def is_raised(run: Run, last: Run) -> bool:
    """True if ``run`` is a figure in small letters above the baseline of the run before it."""
    up = run.y - last.y
    return (
        run.size < SMALLER * last.size
        and RAISED * last.size < up < _MOST_RAISED * last.size
        and is_figure_only(run.text)
    )


def is_figure_only(text: str) -> bool:
    """True for figures, perhaps with signs or commas; in brackets they are apart from the text anyway."""
    return any(map(str.isdigit, text)) and all(letter.isdigit() or letter in "+-\N{MINUS SIGN}," for letter in text)
