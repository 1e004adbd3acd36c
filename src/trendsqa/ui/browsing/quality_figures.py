"""Measured quality of the answers, from the file that ``make eval`` writes; a figure is never typed by hand.

Each figure is shown with words that say what it means; a measure that has none here is not shown.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trendsqa.errors import SettingsError
from trendsqa.translatable import translatable

__all__ = ["FIGURES_FILE", "QualityFigure", "QualityFigures", "load_quality"]

FIGURES_FILE = "figures/answers.json"
_COLLECTION = "report and briefs"
"""The collection that most resembles what is installed."""


_MEANINGS = {
    ("facts", "right"): translatable("Questions on one fact, each asked in five ways: answered rightly."),
    ("facts", "answered wrongly"): translatable(
        "The same questions: answered with a quote that does not hold the fact."
    ),
    ("report-questions", "an accepted quote held"): translatable(
        "Questions on the report, typed as people type: a quote holds the answer."
    ),
    ("pairs", "refused, of those without an answer"): translatable(
        "Questions that sound right but have no answer here, each beside one that has: the answer says so."
    ),
    ("pairs", "refused, of the others"): translatable("Their counterparts that do have an answer: refused by mistake."),
    ("linked", "an accepted quote held"): translatable(
        "Questions on the guidance and case studies, answered from our summaries: a quote holds the answer."
    ),
    ("stray", "as expected"): translatable(
        "Greetings, single words and stray text: answered, or not, as they should be."
    ),
    ("all", "milliseconds (median)"): translatable("Time to an answer: half of the questions take less."),
}


@dataclass(frozen=True, slots=True)
class QualityFigure:
    """A measured value with what it means; ``share`` if it is a part of ``questions``, else it is in milliseconds."""

    meaning: str
    questions: int
    value: float
    share: bool


@dataclass(frozen=True, slots=True)
class QualityFigures:
    """Measured figures and their day (ISO 8601); no figures if the file is not there."""

    asked_on: str
    figures: Sequence[QualityFigure]


def load_quality(folder: Path) -> QualityFigures:
    """The figures in ``folder``, in the order in which they are explained.

    Raises:
        SettingsError: The file is not what ``make eval`` writes.
    """
    path = folder / FIGURES_FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        known = {
            (str(one["set"]), str(one["measure"])): (int(one["questions"]), float(one["value"]))
            for one in raw["figures"]
            if one["collection"] == _COLLECTION and one["value"] is not None
        }
        asked_on = str(raw["asked_on"])
    except FileNotFoundError:
        return QualityFigures("", ())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{path} cannot be read: {error!r}. Write it anew with make eval, or delete it.") from error
    figures = [
        QualityFigure(meaning, *known[key], share=key[0] != "all") for key, meaning in _MEANINGS.items() if key in known
    ]
    return QualityFigures(asked_on, tuple(figures))
