"""Training pairs of an encoder: texts that belong together, from the curated questions of a collection.

Pure: no model, no file. The sections are split in two so that questions about the one half measure what was learned
from the other; a section and its questions are never on both sides.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from trendsqa.chunking.packing import pack
from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.index.build.encoded_text import under_headings_above
from trendsqa.index.build.question_passages import questions_of_passages

__all__ = ["AskedQuestion", "Folds", "PassagePair", "QuestionPair", "TuningTexts", "gather_texts"]

_Option = TypeVar("_Option")


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A curated question, once, however many passages answer it.

    ``section_id`` is the section of the first passage that answers it. ``passages`` are the numbers of all that do,
    ascending, and ``others`` the other questions of its entry in the bank.
    """

    text: str
    section_id: str
    passages: tuple[int, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassagePair:
    """A question and the text of a passage that answers it, as an index encodes it.

    ``passage_number`` counts the passages of the collection from 0.
    """

    question: str
    passage: str
    section_id: str
    passage_number: int


@dataclass(frozen=True, slots=True)
class QuestionPair:
    """Two questions of one entry: they ask the same in different words."""

    question: str
    other: str
    section_id: str


@dataclass(frozen=True, slots=True)
class Folds:
    """The ids of the sections that are trained on and of those that only measure."""

    trained: frozenset[str]
    held_out: frozenset[str]


@dataclass(frozen=True, slots=True)
class TuningTexts:
    """The texts of a collection that tuning reads.

    ``passages`` are all of its passages as an index encodes them, ``sections`` the id of the section of each.
    """

    passages: tuple[str, ...]
    sections: tuple[str, ...]
    questions: tuple[AskedQuestion, ...]

    def folds(self) -> Folds:
        """Every second section that has questions, in the order of ids, is held out."""
        asked = sorted({question.section_id for question in self.questions})
        return Folds(trained=frozenset(asked[::2]), held_out=frozenset(asked[1::2]))

    def about(self, sections: Collection[str]) -> tuple[AskedQuestion, ...]:
        """The questions of ``sections``."""
        return tuple(question for question in self.questions if question.section_id in sections)

    def passage_pairs(self, sections: Collection[str], seed: int) -> tuple[PassagePair, ...]:
        """One pair for each question of ``sections``; among several passages of its section ``seed`` chooses."""
        return tuple(self._passage_pair(question, seed) for question in self.about(sections))

    def question_pairs(self, sections: Collection[str], seed: int) -> tuple[QuestionPair, ...]:
        """One pair for each question of ``sections`` whose entry has another; among several ``seed`` chooses."""
        known = {_key(question.text) for question in self.about(sections)}
        return tuple(
            QuestionPair(question.text, _chosen(others, question, seed), question.section_id)
            for question in self.about(sections)
            if (others := [other for other in question.others if _key(other) in known])
        )

    def digest(self, sections: Collection[str]) -> str:
        """SHA-256 of the questions of ``sections`` and of all passages: equal means that measures are comparable."""
        asked = sorted((question.text, question.section_id, question.passages) for question in self.about(sections))
        content = json.dumps([asked, self.passages], ensure_ascii=False)
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()

    def _passage_pair(self, question: AskedQuestion, seed: int) -> PassagePair:
        # A passage of another section may be on the other side of the folds.
        own = [number for number in question.passages if self.sections[number] == question.section_id]
        number = _chosen(own, question, seed)
        return PassagePair(question.text, self.passages[number], question.section_id, number)


def gather_texts(
    held: Iterable[HeldDocument], *, count_tokens: Callable[[str], int], max_passage_tokens: int
) -> TuningTexts:
    """The passages of ``held``, cut as an index cuts them, and the curated questions that they answer."""
    passages: list[str] = []
    sections: list[str] = []
    places: dict[str, list[int]] = {}
    wording: dict[str, str] = {}
    others: dict[str, tuple[str, ...]] = {}
    for item in held:
        packed = pack(item.document, count_tokens=count_tokens, max_tokens=max_passage_tokens)
        for passage, asked in zip(packed, questions_of_passages(item, packed), strict=True):
            for text in asked:
                places.setdefault(wording.setdefault(_key(text), text), []).append(len(passages))
            passages.append(under_headings_above(item.document.text, passage))
            sections.append(item.document.sections[passage.section].id)
        for text, rest in _entries(item):
            others.setdefault(_key(text), rest)
    questions = tuple(
        AskedQuestion(text, sections[numbers[0]], tuple(dict.fromkeys(numbers)), others[_key(text)])
        for text, numbers in places.items()
    )
    return TuningTexts(tuple(passages), tuple(sections), questions)


def _entries(item: HeldDocument) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each question of the document's bank with the other ones of its entry."""
    for entry in item.bank:
        for text in entry.questions:
            yield text, tuple(other for other in entry.questions if _key(other) != _key(text))


def _chosen(options: Sequence[_Option], question: AskedQuestion, seed: int) -> _Option:
    """One of ``options``, the same one for the same question and seed whatever else the collection holds."""
    digest = hashlib.sha256(f"{seed}\n{question.text}".encode("utf-8", "surrogatepass")).digest()
    return options[int.from_bytes(digest) % len(options)]


def _key(question: str) -> str:
    """Key that questions share if they differ in case or white space only."""
    return " ".join(question.casefold().split())
