"""Records of documents of our own, and a document laid out as the pages and answers read it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fakes.documents import source
from trendsqa.chunking.passage import Passage
from trendsqa.corpus.documents.document import Block, BlockKind, Document, Section
from trendsqa.corpus.documents.held_document import HeldDocument, hold
from trendsqa.corpus.source import Form
from trendsqa.index.texts.recording import record_document, record_passage, record_sections
from trendsqa.index.texts.records import DocumentRecord, PassageRecord, SectionRecord


@dataclass(frozen=True, slots=True)
class LaidOutDocument:
    """A document with its records. A paragraph opens a passage; what is no paragraph belongs to the one before it."""

    record: DocumentRecord
    text: str
    sections: tuple[SectionRecord, ...]
    blocks: tuple[Block, ...]
    passages: tuple[PassageRecord, ...]

    @classmethod
    def of(cls, held: HeldDocument, *, attribution: str = "") -> "LaidOutDocument":
        """``held`` laid out, with another ``attribution`` than its licence's if one is given."""
        document, runs = held.document, _runs(held.document.blocks)
        record = record_document(held, len(runs))
        record = replace(record, attribution=attribution or record.attribution)
        sections = record_sections(held, record, 0)
        passages = tuple(
            record_passage(_passage(document.id, number, run), sections[run[0].section], document.text)
            for number, run in enumerate(runs)
        )
        return cls(record, document.text, tuple(sections), document.blocks, passages)

    def blocks_of(self, section: SectionRecord) -> tuple[Block, ...]:
        """The blocks of a section, its heading included."""
        return tuple(block for block in self.blocks if block.section == section.ordinal)


def passage_record(document_id: str, number: int, text: str, char_start: int) -> PassageRecord:
    """A passage of a document that anybody may read."""
    held = untitled(document_id, text)
    (section,) = record_sections(held, record_document(held, 1), 0)
    return PassageRecord(f"{document_id}/{number}", section, char_start, char_start + len(text), None, text)


def untitled(document_id: str, *paragraphs: str) -> HeldDocument:
    """Paragraphs under no heading, in one section; without any a source of which no text is held."""
    blocks: list[Block] = []
    for paragraph in paragraphs:
        start = blocks[-1].char_end + 2 if blocks else 0
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(paragraph), 0))
    sections = (Section(f"{document_id}#text", "Text", ("Text",), 1),) if paragraphs else ()
    document = Document(document_id, document_id.title(), "\n\n".join(paragraphs), sections, tuple(blocks))
    about = source(document_id, kind="report", edition="2024", publisher="The project", licence="MIT")
    return hold(about, document, (Form.FULL,) * len(sections))


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    runs: list[list[Block]] = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            runs.append([block])
        elif block.kind is not BlockKind.HEADING:
            runs[-1].append(block)
    return runs


def _passage(document_id: str, number: int, run: Sequence[Block]) -> Passage:
    first, last = run[0], run[-1]
    return Passage(
        f"{document_id}/{number}", first.section, first.char_start, last.char_end, first.page, (), "", (), ()
    )
