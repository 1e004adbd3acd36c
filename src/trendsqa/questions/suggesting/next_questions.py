"""Curated questions to ask after an answer: those that the sections it comes from, or their neighbours, answer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from threading import Lock

from trendsqa.index.texts.lexical import tokenise
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.texts.records import SectionRecord
from trendsqa.questions.suggesting.word_beginnings import folded

__all__ = ["NextQuestions"]

_LONGEST = 110
"""Characters of a question that is read at a glance; a longer one tells somebody's situation."""
_ALIKE = 0.5
"""Share of common stems, of all that two questions have, from which they ask the same."""
_READ_OF_SECTION = 30
"""Curated questions of one section that are looked at."""


@dataclass(frozen=True, slots=True)
class _Curated:
    """A curated question and its stems."""

    text: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The curated questions of each section, clearest first, and each section with those around it, nearest first."""

    questions: Mapping[str, tuple[_Curated, ...]]
    around: Mapping[str, tuple[str, ...]]


class NextQuestions:
    """Finds them in one generation. Safe to share between threads; the questions are gathered at the first use."""

    def __init__(self, table: PassageTable) -> None:
        self._table = table
        self._lock = Lock()
        self._gathered: _Gathered | None = None

    def after(self, asked: Iterable[str], section_ids: Sequence[str], *, limit: int = 3) -> tuple[str, ...]:
        """Up to ``limit`` questions that ask something else than all of ``asked``, and than each other.

        The neighbours of the sections give one each in turn, nearest first, and then the sections themselves: curated
        questions about one section mostly ask the same in other words. None if no curated question is about them.
        """
        gathered = self._known()
        near = [other for one in section_ids for other in gathered.around.get(one, ()) if other not in section_ids]
        queues = [iter(gathered.questions[one]) for one in (*near, *section_ids) if one in gathered.questions]
        taken = [frozenset(tokenise(question)) for question in asked] if queues else []
        return tuple(islice(_in_turn(queues, taken), limit))

    def _known(self) -> _Gathered:
        with self._lock:
            if self._gathered is None:
                self._gathered = _gather(self._table)
            return self._gathered


def _in_turn(queues: Sequence[Iterator[_Curated]], taken: list[frozenset[str]]) -> Iterator[str]:
    """One question of each queue in turn that is unlike all before it, until all queues are empty."""
    waiting = list(queues)
    while waiting:
        for queue in [*waiting]:
            found = next((question for question in queue if _is_new(question, taken)), None)
            if found is None:
                waiting.remove(queue)
            else:
                taken.append(found.stems)
                yield found.text


def _is_new(question: _Curated, taken: Sequence[frozenset[str]]) -> bool:
    stems = question.stems
    return all(len(stems & other) < _ALIKE * max(len(stems | other), 1) for other in taken)


def _gather(table: PassageTable) -> _Gathered:
    """Everything at once: reading sections from the table at each answer would take longer than choosing questions."""
    texts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for record in table.questions():
        text = " ".join(record.text.split())
        if text.endswith("?") and len(text) <= _LONGEST and len(texts[record.section_id]) < _READ_OF_SECTION:
            texts[record.section_id].setdefault(folded(text), text)
    questions: dict[str, tuple[_Curated, ...]] = {}
    around: dict[str, tuple[str, ...]] = {}
    for document_id in dict.fromkeys(section_id.partition("#")[0] for section_id in texts):
        sections = table.sections(document_id)
        for place, section in enumerate(sections):
            near = (*sections[place + 1 : place + 3], *reversed(sections[max(place - 2, 0) : place]))
            around[section.id] = tuple(other.id for other in near)
            if section.id in texts:
                questions[section.id] = _clearest_first(section, texts[section.id].values())
    return _Gathered(questions, around)


def _clearest_first(section: SectionRecord, texts: Iterable[str]) -> tuple[_Curated, ...]:
    """Questions that name what the section is about come first: they are clear on their own."""
    named = frozenset(tokenise(" ".join(section.heading_path[-2:])))
    curated = (_Curated(text, frozenset(tokenise(text))) for text in texts)
    return tuple(sorted(curated, key=lambda one: (-len(named & one.stems), len(one.text))))
