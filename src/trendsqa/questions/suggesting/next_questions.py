"""Curated questions to ask after an answer: those that the sections it comes from, or their neighbours, answer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from threading import Lock

from trendsqa.index.texts.lexical import tokenise
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.questions.suggesting.word_beginnings import folded

__all__ = ["NextQuestions"]

_LONGEST = 110
"""Characters of a question that is read at a glance; a longer one tells somebody's situation."""
_ALIKE = 0.5
"""Share of common stems, of all that two questions have, from which they ask the same."""
_READ_OF_SECTION = 30
"""Curated questions of one section that are looked at."""


class NextQuestions:
    """Finds them in one generation. Safe to share between threads; the questions are gathered at the first use."""

    def __init__(self, table: PassageTable) -> None:
        self._table = table
        self._lock = Lock()
        self._of_section: dict[str, tuple[str, ...]] | None = None

    def after(self, asked: Iterable[str], section_ids: Sequence[str], *, limit: int = 3) -> tuple[str, ...]:
        """Up to ``limit`` questions that ask something else than all of ``asked``, and than each other.

        The neighbours of the sections give one each in turn, nearest first, and then the sections themselves: curated
        questions about one section mostly ask the same in other words. None if no curated question is about them.
        """
        curated = self._curated()
        if not curated or not section_ids:
            return ()
        taken = [frozenset(tokenise(question)) for question in asked]
        own = [curated.get(section_id, ()) for section_id in section_ids]
        near = [curated.get(section_id, ()) for section_id in self._neighbours(section_ids)]
        queues = [iter(questions) for questions in (*near, *own) if questions]
        return tuple(islice(_in_turn(queues, taken), limit))

    def _curated(self) -> dict[str, tuple[str, ...]]:
        with self._lock:
            if self._of_section is None:
                self._of_section = _by_section(self._table)
            return self._of_section

    def _neighbours(self, section_ids: Sequence[str]) -> Iterator[str]:
        """The sections before and after those given, nearest first, none that is given."""
        given = set(section_ids)
        for section_id in section_ids:
            sections = [section.id for section in self._table.sections(section_id.partition("#")[0])]
            if section_id not in sections:
                continue
            place = sections.index(section_id)
            around = chain(sections[place + 1 : place + 3], reversed(sections[max(place - 2, 0) : place]))
            yield from (other for other in around if other not in given)


def _in_turn(queues: Sequence[Iterator[str]], taken: list[frozenset[str]]) -> Iterator[str]:
    """One question of each queue in turn that is unlike all before it, until all queues are empty."""
    waiting = list(queues)
    while waiting:
        for queue in [*waiting]:
            found = next((question for question in queue if _is_new(question, taken)), None)
            if found is None:
                waiting.remove(queue)
            else:
                taken.append(frozenset(tokenise(found)))
                yield found


def _is_new(question: str, taken: Sequence[frozenset[str]]) -> bool:
    stems = frozenset(tokenise(question))
    return all(len(stems & other) < _ALIKE * max(len(stems | other), 1) for other in taken)


def _by_section(table: PassageTable) -> dict[str, tuple[str, ...]]:
    """Curated questions by section, those first that name what the section is about: they are clear on their own."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for record in table.questions():
        text = " ".join(record.text.split())
        if text.endswith("?") and len(text) <= _LONGEST and len(found[record.section_id]) < _READ_OF_SECTION:
            found[record.section_id].setdefault(folded(text), text)
    return {section_id: _clearest_first(table, section_id, found[section_id].values()) for section_id in found}


def _clearest_first(table: PassageTable, section_id: str, questions: Iterable[str]) -> tuple[str, ...]:
    section = table.section(section_id)
    named = frozenset(tokenise(" ".join(section.heading_path[-2:]))) if section else frozenset()
    return tuple(sorted(questions, key=lambda text: (-len(named & frozenset(tokenise(text))), len(text))))
