"""Reads what ``trendsqa eval --json`` wrote before, so that a run can be compared with it.

Only what a comparison needs is read, and that strictly: every measure is made again from the records.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.measures.outcome import MeasuredOutcome

__all__ = ["RUN_FORMAT", "EarlierRun", "load_run"]

RUN_FORMAT = "trendsqa-eval-1"
"""Stands in every run that is written; its number rises when what is read here changes its meaning."""

_HOW_TO_MAKE_ONE = "make it with: trendsqa eval QUESTIONS --json > RUN.json"

Count = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """A run as it was written down: its day (ISO 8601), what answered, which questions, and what became of each."""

    asked_on: str
    generation: str
    encoder: str
    questions_sha256: str
    outcomes: tuple[MeasuredOutcome, ...]


class _Strict(BaseModel):
    # What else stands in the file is for people.
    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class _Found(_Strict):
    at_five: Count = Field(alias="@5")


class _Ranking(_Strict):
    needed: int = Field(ge=1)
    found: _Found
    first_rank: int | None = Field(ge=1)


class _Answering(_Strict):
    golds_held: Count


class _Record(_Strict):
    id: str = Field(min_length=1)
    answerable: bool
    answered: bool
    retrieval: _Ranking | None
    answering: _Answering


class _QuestionSet(_Strict):
    sha256: str


class _Collection(_Strict):
    generation: str
    encoder: str


class _Run(_Strict):
    format: Literal["trendsqa-eval-1"]
    asked_on: str
    question_set: _QuestionSet
    collection: _Collection
    records: tuple[_Record, ...] = Field(min_length=1)


def load_run(path: Path) -> EarlierRun:
    """The run in the file.

    Raises:
        QuestionSetError: the file cannot be read or is no run of this format.
    """
    try:
        run = _Run.model_validate_json(path.read_bytes())
    except OSError as error:
        raise QuestionSetError(f"{path}: cannot be read ({error.strerror}); check the path.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "file"
        raise QuestionSetError(
            f"{path} is not a run to compare with: {field}: {first['msg']}; {_HOW_TO_MAKE_ONE}"
        ) from error
    return EarlierRun(
        asked_on=run.asked_on,
        generation=run.collection.generation,
        encoder=run.collection.encoder,
        questions_sha256=run.question_set.sha256,
        outcomes=tuple(map(_outcome, run.records)),
    )


def _outcome(record: _Record) -> MeasuredOutcome:
    ranking = record.retrieval
    return MeasuredOutcome(
        id=record.id,
        hit=None if ranking is None else float(ranking.found.at_five >= ranking.needed),
        reciprocal_rank=None if ranking is None else 1 / ranking.first_rank if ranking.first_rank else 0.0,
        held=float(record.answering.golds_held > 0) if record.answerable else None,
        decided=float(record.answered == record.answerable),
    )
