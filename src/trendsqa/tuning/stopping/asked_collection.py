"""Small collections with questions that they answer and twins that they do not: what stopping is learned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.tuning.question_pairs import HELD_OUT, PairedPassage, documents_of, located, read_pairs
from trendsqa.tuning.scored_case import ScoredCase

__all__ = ["AskedCollection", "asked_collections", "is_held_out", "places_in"]


@dataclass(frozen=True, slots=True)
class AskedCollection:
    """Documents, and the questions on passages of them that no judge was trained on."""

    name: str
    held: tuple[HeldDocument, ...]
    cases: tuple[ScoredCase, ...]


def is_held_out(number: int) -> bool:
    """True for the passages of a file, counted from 0, that are asked about and not trained on."""
    return number % HELD_OUT == HELD_OUT - 1


def asked_collections(folder: Path, held: Sequence[HeldDocument]) -> tuple[AskedCollection, ...]:
    """One collection for each file of pairs in ``folder``.

    Pairs on documents that are not in the file are asked of ``held``; if it has none of them, they are left out.
    """
    collections = []
    for path in sorted(folder.glob("*.jsonl")):
        passages = read_pairs(path)
        if any(passage.document for passage in passages):
            documents, places = tuple(held), places_in(held, passages)
            asked = {number for number in places if is_held_out(number)}
        else:
            shown, asked = _shown_and_asked(passages)
            numbered = [
                (number, item) for number, item in enumerate(documents_of(passages, path.stem)) if number in shown
            ]
            documents = tuple(item for _, item in numbered)
            places = {number: (item.document.id, 0, len(item.document.text)) for number, item in numbered}
        cases = tuple(
            _case(question, answered, places[number], path.stem)
            for number in sorted(asked)
            for question, answered in passages[number].questions()
        )
        if cases:
            collections.append(AskedCollection(path.stem, documents, cases))
    return _with_foreign_questions(collections)


def _shown_and_asked(passages: Sequence[PairedPassage]) -> tuple[set[int], set[int]]:
    """The numbers of the passages that a collection is made of, and of those that are asked about.

    A section of a document may well answer the twins of the section beside it. So of every second document with several
    sections one is shown and asked about, and the others are shown whole and not asked about.
    """
    by_title: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        by_title.setdefault(passage.title, []).append(number)
    shown: set[int] = set()
    asked: set[int] = set()
    parted = 0
    for numbers in by_title.values():
        held_out = [number for number in numbers if is_held_out(number)]
        parted += len(numbers) > 1 and bool(held_out)
        if len(numbers) > 1 and held_out and parted % 2:
            shown.add(held_out[0])
            asked.add(held_out[0])
        else:
            shown.update(numbers)
            asked.update(held_out if len(numbers) == 1 else ())
    return shown, asked


def _with_foreign_questions(collections: Sequence[AskedCollection]) -> tuple[AskedCollection, ...]:
    """Each collection with questions of the others, which it does not answer, about half as many as it has twins.

    Twins share nearly every word with what is asked of a passage; people also ask what is nowhere near.
    """
    extended = []
    for own in collections:
        own_ids = {item.document.id for item in own.held}
        foreign = [
            case.question
            for other in collections
            if own_ids.isdisjoint(item.document.id for item in other.held)
            for case in other.cases
            if case.answerable
        ]
        wanted = sum(not case.answerable for case in own.cases) // 2
        step = max(1, len(foreign) // wanted) if wanted else 1
        cases = [ScoredCase(question, own.name, "") for question in foreign[::step][:wanted]]
        extended.append(replace(own, cases=(*own.cases, *cases)))
    return tuple(extended)


def places_in(held: Sequence[HeldDocument], passages: Sequence[PairedPassage]) -> Mapping[int, tuple[str, int, int]]:
    """(document, start, end) of each of ``passages`` that stands in ``held``, by its number in the file."""
    documents = {item.document.id: item.document for item in held}
    return {
        number: (passage.document, *place)
        for number, passage in enumerate(passages)
        if passage.document in documents and (place := located(passage, documents[passage.document]))
    }


def _case(question: str, answered: bool, place: tuple[str, int, int], name: str) -> ScoredCase:
    return ScoredCase(question, name, *place) if answered else ScoredCase(question, name, place[0])
