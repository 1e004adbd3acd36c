"""Answers to questions about a document as a whole, from its outline: headings and opening words, quoted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trendsqa.answering.quoting.excerpt import Excerpt, units_of
from trendsqa.corpus.documents.document import Block, BlockKind
from trendsqa.index.texts.lexical import tokenise
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.texts.records import DocumentRecord, PassageRecord, SectionRecord
from trendsqa.questions.overview import Overview, Topic
from trendsqa.questions.question import Question

__all__ = ["Overviews"]

_NUMBERED = re.compile(r"^\W*(?P<number>\d{1,2})[.):]?\s+\S")
_IN_BRIEF = re.compile(r"\b(?:nutshell|summary|at a glance|key (?:messages|findings|points)|overview)\b", re.IGNORECASE)
_ON_AUTHOR = re.compile(r"\b(?:about the authors?|authors?|written by)\b", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d\b"
)
_FEWEST = 2
_MOST = 15
"""Members of a group."""
_FEW = 6
"""Members up to which each is quoted with its first words, and not its heading alone."""
_OPENING_BLOCKS = 6
"""Blocks at the start of a document among which its date stands."""
_SUMMED_UP = 10
_SUMMED_UP_WORDS = 250
"""Paragraphs, and about how many words, that are quoted as a summary."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Sections that are members of one list: numbered headings, or all below one heading."""

    titles: tuple[str, ...]
    members: tuple[SectionRecord, ...]

    @property
    def own_words(self) -> frozenset[str]:
        """Stems of the title that is nearest."""
        return frozenset(tokenise(self.titles[-1]))

    @property
    def words(self) -> frozenset[str]:
        """Stems of the titles above."""
        return frozenset(tokenise(" ".join(self.titles)))


class Overviews:
    """Finds what is quoted for questions about documents of one collection."""

    def __init__(self, table: PassageTable) -> None:
        """Answer from the outlines in ``table``."""
        self._table = table

    def excerpts(self, question: Question, documents: Sequence[DocumentRecord]) -> tuple[Excerpt, ...]:
        """The quotes for a question about one of ``documents``; empty if it asks anything else, or none answers."""
        asked = question.overview
        if asked is None:
            return ()
        for document in _likeliest_first(question, documents):
            found = tuple(self._of(asked, document))
            if found:
                return found
        return ()

    def _of(self, asked: Overview, document: DocumentRecord) -> Iterator[Excerpt]:
        sections = self._table.sections(document.id)
        match asked.topic:
            case Topic.MEMBERS:
                members = _members(asked, sections)
                for member in members:
                    yield from self._heading(member) if len(members) > _FEW else self._opening(member, 1)
            case Topic.SECTIONS:
                for section in _outermost(sections):
                    yield from self._heading(section)
            case Topic.AUTHOR:
                yield from self._opening(next((s for s in sections if _ON_AUTHOR.search(s.title)), None), 1)
            case Topic.DATE:
                yield from self._date(sections)
            case Topic.SUMMARY:
                in_brief = (section for section in _outermost(sections) if _IN_BRIEF.search(section.title))
                brief = next(in_brief, sections[0] if sections else None)
                yield from self._opening(brief, _SUMMED_UP)

    def _heading(self, section: SectionRecord) -> Iterator[Excerpt]:
        """The section's own heading."""
        for block in self._table.blocks(section.id)[:1]:
            passage = self._passage_at(section, block) or self._heading_alone(section, block)
            yield Excerpt(passage, block.char_start, block.char_end, block.page)

    def _opening(self, section: SectionRecord | None, units: int) -> Iterator[Excerpt]:
        """The first ``units`` of the section's first passage; of those below it if it has no words of its own."""
        if section is None:
            return
        words = 0
        for one in (section, *self._below(section)):
            blocks = self._table.blocks(one.id)
            passage = next(iter(self._table.passages_of(one.id)), None)
            if passage is None or all(block.kind is BlockKind.HEADING for block in blocks):
                continue
            parts = units_of(passage, blocks)[:units]
            yield Excerpt(passage, parts[0].char_start, parts[-1].char_end, parts[0].page)
            units -= len(parts)
            words += sum(part.words for part in parts)
            if units <= 0 or words >= _SUMMED_UP_WORDS:
                return

    def _below(self, section: SectionRecord) -> Iterator[SectionRecord]:
        path = section.heading_path
        for other in self._table.sections(section.document.id):
            if other.id != section.id and other.heading_path[: len(path)] == path:
                yield other

    def _date(self, sections: Sequence[SectionRecord]) -> Iterator[Excerpt]:
        opening = [
            (section, block) for section in sections[:_OPENING_BLOCKS] for block in self._table.blocks(section.id)
        ]
        for section, block in opening[:_OPENING_BLOCKS]:
            passage = self._passage_at(section, block)
            if passage:
                excerpt = Excerpt(passage, block.char_start, block.char_end, block.page)
                if _DAY.search(excerpt.text):
                    yield excerpt
                    return

    def _passage_at(self, section: SectionRecord, block: Block) -> PassageRecord | None:
        return next(
            (
                passage
                for passage in self._table.passages_of(section.id)
                if passage.char_start <= block.char_start and block.char_end <= passage.char_end
            ),
            None,
        )

    def _heading_alone(self, section: SectionRecord, block: Block) -> PassageRecord:
        """A heading without words of its own below it, which is in no passage that can be found."""
        text = self._table.slice(section.document.id, block.char_start, block.char_end)
        return PassageRecord(f"{section.id}:heading", section, block.char_start, block.char_end, block.page, text)


def _outermost(sections: Sequence[SectionRecord]) -> Sequence[SectionRecord]:
    """The sections of the outermost level that has several."""
    for level in sorted({section.level for section in sections}):
        own = [section for section in sections if section.level == level]
        if len(own) > _FEWEST:
            return own[:_MOST]
    return sections[:_MOST]


def _likeliest_first(question: Question, documents: Sequence[DocumentRecord]) -> list[DocumentRecord]:
    """Documents with a text: first the one whose title the question holds most of, then the one with most sections."""
    asked = set(question.terms)

    def fit(document: DocumentRecord) -> tuple[float, int]:
        title = set(tokenise(document.title))
        return (len(title & asked) / len(title) if title else 0.0, document.sections)

    return sorted((document for document in documents if document.passages), key=fit, reverse=True)


def _members(asked: Overview, sections: Sequence[SectionRecord]) -> list[SectionRecord]:
    """The members of the groups whose titles say that they consist of what is asked for; none if there is no such."""
    numbered = [group for group in _numbered(sections) if asked.noun in group.words]
    groups = numbered or [group for group in _below_one(sections) if asked.noun in group.words]
    named = [group for group in groups if asked.qualifiers <= group.own_words] if asked.qualifiers else groups
    if not named or (asked.qualifiers and not all(asked.qualifiers <= group.words for group in named)):
        return []
    first = named[0]
    together = [group for group in named if group.titles[0] == first.titles[0] and group.members is not first.members]
    members = [*first.members, *(member for group in together for member in group.members)]
    if asked.count in {None, len(members)}:
        return members
    return list(first.members) if asked.count == len(first.members) else []


def _numbered(sections: Sequence[SectionRecord]) -> Iterator[_Group]:
    """Runs of sections below one heading that are numbered from 1 on, with the title that leads into each."""
    lead, run, path = "", [], ()  # type: tuple[str, list[SectionRecord], tuple[str, ...]]
    for section in [*sections, None]:
        above = section.heading_path[:-1] if section else ()
        numbered = _NUMBERED.match(section.title) if section else None
        goes_on = bool(run) and numbered and int(numbered["number"]) == len(run) + 1 and above == path
        if run and not goes_on:
            if len(run) >= _FEWEST:
                yield _Group(tuple(title for title in (*path, lead) if title), tuple(run))
            run = []
        if section is None:
            return
        if goes_on or (numbered and int(numbered["number"]) == 1):
            run.append(section)
            path = above
        else:
            lead = section.title


def _below_one(sections: Sequence[SectionRecord]) -> Iterator[_Group]:
    """The sections just below each heading."""
    for parent in sections:
        path = parent.heading_path
        members = tuple(
            section for section in sections if section.heading_path[:-1] == path and section.level == parent.level + 1
        )
        if _FEWEST <= len(members) <= _MOST:
            yield _Group(path, members)
