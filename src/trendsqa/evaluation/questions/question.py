"""One question with its known answer, and the reading of question files (JSON Lines, UTF-8)."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.questions.normalising import words_of

__all__ = ["Gold", "GoldQuestion", "digest_of", "load_questions"]

# A byte order mark, which some editors write, is not part of the first line.
_ENCODING = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class Gold:
    """A place in a source that answers a question.

    ``quote`` is the source's own words, perhaps with its Markdown; ``heading`` is the nearest heading above.
    """

    heading: str
    quote: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its known right answer.

    ``history`` holds the earlier questions, oldest first. ``gold`` is empty exactly where ``answerable`` is
    false. Any one gold is enough unless ``need_all``. ``answer_points`` are the facts a right answer holds.
    """

    id: str
    type: str
    history: tuple[str, ...]
    question: str
    answerable: bool
    gold: tuple[Gold, ...]
    need_all: bool
    answer_points: tuple[str, ...]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Turn(_Strict):
    question: str = Field(min_length=1)


class _Place(_Strict):
    heading: str
    quote: str = Field(min_length=1)


class _Line(_Strict):
    """One line of a question file, as written."""

    id: str = Field(min_length=1)
    type: str = Field(min_length=1)
    history: tuple[_Turn, ...] = ()
    question: str = Field(min_length=1)
    answerable: bool
    gold: tuple[_Place, ...]
    need_all: bool = False
    answer_points: tuple[str, ...] = ()


def digest_of(questions: Sequence[GoldQuestion]) -> str:
    """The SHA-256, in hexadecimal, of a question set: of every field of every question, in order."""
    return hashlib.sha256(json.dumps([asdict(question) for question in questions]).encode()).hexdigest()


def load_questions(path: Path | str) -> tuple[GoldQuestion, ...]:
    """Every question of the file, in its order; blank lines are skipped.

    Raises:
        QuestionSetError: the file cannot be read, holds no question, or a line of it (named ``file:line``)
            is not a question, contradicts itself or repeats an id.
    """
    path = Path(path)
    seen: dict[str, int] = {}
    questions = []
    for number, line in _lines(path):
        where = f"{path}:{number}"
        question = _question(line, where)
        if question.id in seen:
            raise QuestionSetError(
                f"{where}: id {question.id!r} is also on line {seen[question.id]}; give each question an id of its own."
            )
        seen[question.id] = number
        questions.append(question)
    if not questions:
        raise QuestionSetError(f"{path}: no questions found; expected one JSON object a line.")
    return tuple(questions)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their 1-based numbers."""
    try:
        text = path.read_text(encoding=_ENCODING)
    except OSError as error:
        raise QuestionSetError(f"{path}: cannot be read ({error.strerror}); check the path.") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(f"{path}: byte {error.start} is not UTF-8; save the question file as UTF-8.") from error
    # Not splitlines: a U+2028 inside a JSON string does not end the line.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _question(line: str, where: str) -> GoldQuestion:
    """The question on one line. Raises QuestionSetError."""
    try:
        read = _Line.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "line"
        raise QuestionSetError(f"{where}: {field}: {first['msg']}; mend this line.") from error
    _check_agreement(read, where)
    return GoldQuestion(
        id=read.id,
        type=read.type,
        history=tuple(turn.question for turn in read.history),
        question=read.question,
        answerable=read.answerable,
        gold=tuple(Gold(heading=place.heading, quote=place.quote) for place in read.gold),
        need_all=read.need_all,
        answer_points=read.answer_points,
    )


def _check_agreement(read: _Line, where: str) -> None:
    """Raises QuestionSetError where the fields of a line contradict each other or cannot be scored."""
    if read.answerable and not read.gold:
        raise QuestionSetError(f"{where}: answerable is true but gold is empty; give at least one gold quote.")
    if not read.answerable and (read.gold or read.answer_points or read.need_all):
        raise QuestionSetError(
            f"{where}: answerable is false but gold, answer_points or need_all is given; empty them."
        )
    for text in (*(place.quote for place in read.gold), *read.answer_points):
        if not len(words_of(text)):
            raise QuestionSetError(f"{where}: {text!r} holds no word, so nothing can match it; mend it.")
