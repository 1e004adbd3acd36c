"""A leaflet of two pages as a PDF, read as any file is, with the library that holds it."""

from dataclasses import replace
from pathlib import Path

from documents.pdf_building import Words, build_pdf
from fakes.assistant import PaperAssistant
from fakes.documents import source
from fakes.records import LaidOutDocument
from trendsqa.corpus.documents.held_document import HeldPdf, hold
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.corpus.library import Library, LibraryEntry
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.snapshot import Capture
from trendsqa.corpus.source import Form

NAME = "ferry-leaflet"
FERRIES = "The ferry leaves the harbour at six and nobody waits in vain for it."
OVERLEAF = "Two more boats run on market days so that every farmer comes home before dark."
LAMPS = "Lamps along the quay are dimmed after midnight by the night watch."


def leaflet() -> bytes:
    """The file: a heading and a paragraph on each page, one of which goes on overleaf, and a section beneath it."""
    first = [
        Words("Ferries", y=760, size=20, bold=True),
        Words(FERRIES, y=730),
    ]
    second = [
        Words(OVERLEAF, y=760),
        Words("Lamps", y=720, size=20, bold=True),
        Words(LAMPS, y=690),
    ]
    return build_pdf([first, second], title="Ferry leaflet")


def in_library(corpus: Path, data: bytes) -> LibraryEntry:
    """The entry of the leaflet in the library of ``corpus``."""
    return Library(corpus).put(source(NAME), [Capture(data, "application/pdf", asked="leaflet.pdf")])


def about_the_leaflet(entry: LibraryEntry, data: bytes, *, form: Form = Form.FULL, **changes: object) -> PaperAssistant:
    """An assistant over the leaflet; ``changes`` are those of its source."""
    limits = ReadingLimits(max_bytes=1 << 20, max_pages=9, max_characters=10_000)
    document = read_document(data, name="leaflet.pdf", document_id=NAME, limits=limits)
    about = source(NAME, **{"terms": Terms.QUOTE, "title": "Ferry leaflet", **changes})
    held = hold(about, document, (form,) * len(document.sections))
    pdf = HeldPdf(entry.snapshots[0].sha256, about.url)
    return PaperAssistant(LaidOutDocument.of(replace(held, pdf=pdf)), threshold=0.1)
