"""Joins documents: the pages of one source into one, and a source's own text with our brief for its gaps.

Everything works on whole sections, so a section's words, blocks and links always come from one document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trendsqa.corpus.documents.document import Block, Document, Link, Section

__all__ = ["Merged", "concatenate", "fill_gaps"]

_BETWEEN_SECTIONS = "\n\n"


@dataclass(frozen=True, slots=True)
class Merged:
    """Two documents merged; ``from_second[i]`` is true if section i comes from the second."""

    document: Document
    from_second: tuple[bool, ...]


def concatenate(documents: Sequence[Document], *, title: str) -> Document:
    """One document with the sections of all, in order; pages keep their literal section ids, made unique.

    There must be at least one document, and all must have the same id.
    """
    writer = _Writer(documents[0].id, title)
    taken: set[str] = set()
    for document in documents:
        for number, section in enumerate(document.sections):
            unique = section.id
            suffix = 1
            while unique in taken:
                suffix += 1
                unique = f"{section.id}-{suffix}"
            taken.add(unique)
            writer.add(document, number, replace(section, id=unique))
        writer.next_document()
    return writer.document()


def fill_gaps(first: Document, second: Document, order: Sequence[str]) -> Merged:
    """Every section of either document, in ``order`` of section ids; ``first`` wins if both have one.

    Sections that ``order`` does not name keep their place after the section they followed in ``first``.
    """
    writer = _Writer(first.id, first.title)
    of_first = {section.id: number for number, section in enumerate(first.sections)}
    of_second = {section.id: number for number, section in enumerate(second.sections)}
    from_second: list[bool] = []
    for section_id in _merged_order(first, order):
        use_second = section_id not in of_first
        number = of_second.get(section_id) if use_second else of_first[section_id]
        if number is None:
            continue
        source = second if use_second else first
        writer.add(source, number, source.sections[number])
        from_second.append(use_second)
        writer.next_document()
    return Merged(writer.document(), tuple(from_second))


def _merged_order(first: Document, order: Sequence[str]) -> Iterator[str]:
    known = set(order)
    following: dict[str, list[str]] = {}
    anchor = ""
    for section in first.sections:
        if section.id in known:
            anchor = section.id
        else:
            following.setdefault(anchor, []).append(section.id)
    yield from following.get("", [])
    for section_id in order:
        yield section_id
        yield from following.get(section_id, [])


class _Writer:
    """Concatenates sections and shifts the offsets of their blocks and links."""

    def __init__(self, document_id: str, title: str) -> None:
        self._id = document_id
        self._title = title
        self._parts: list[str] = []
        self._length = 0
        self._sections: list[Section] = []
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._lists_before = 0
        self._lists_seen = 0

    def add(self, document: Document, number: int, section: Section) -> None:
        """Append section ``number`` of ``document`` as ``section``."""
        own = [block for block in document.blocks if block.section == number]
        self._sections.append(section)
        if not own:
            return
        start, end = own[0].char_start, own[-1].char_end
        if self._parts:
            self._put(_BETWEEN_SECTIONS)
        shift = self._length - start
        self._put(document.text[start:end])
        self._blocks += [self._moved(block, shift) for block in own]
        self._links += [
            replace(link, char_start=link.char_start + shift, char_end=link.char_end + shift)
            for link in document.links
            if start <= link.char_start and link.char_end <= end
        ]

    def next_document(self) -> None:
        """Begin the next document: the list numbers go on from the last one."""
        self._lists_before = self._lists_seen + 1

    def document(self) -> Document:
        """The document of all added sections, without pages, since page numbers of different files do not continue."""
        return Document(
            id=self._id,
            title=self._title,
            text="".join(self._parts),
            sections=tuple(self._sections),
            blocks=tuple(self._blocks),
            links=tuple(self._links),
        )

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _moved(self, block: Block, shift: int) -> Block:
        list_number = None if block.list_number is None else block.list_number + self._lists_before
        self._lists_seen = max(self._lists_seen, list_number or 0)
        return replace(
            block,
            char_start=block.char_start + shift,
            char_end=block.char_end + shift,
            section=len(self._sections) - 1,
            list_number=list_number,
            turns=tuple(replace(turn, start=turn.start + shift) for turn in block.turns),
        )
