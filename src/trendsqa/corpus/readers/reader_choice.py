"""The reader of each format; its library is loaded when a file of that format is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.decoding import decode
from trendsqa.corpus.readers.media_type import (
    CSV,
    DOCX,
    EMAIL,
    HTML,
    MARKDOWN,
    ODT,
    PDF,
    PLAIN_TEXT,
    PPTX,
    RTF,
    TSV,
    XLSX,
)

__all__ = ["GivenFile", "parse_file"]


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file's bytes and name, the charset of its HTTP header (empty without one), and the limits for reading it."""

    data: bytes
    name: str
    charset: str
    max_pages: int
    max_characters: int


def parse_file(given: GivenFile, media_type: str) -> ParsedDocument:
    """The pieces of a file, from the reader of its format."""
    return _READERS[media_type](given)


def _pdf(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.pdf.reader import read_pdf

    return read_pdf(given.data, given.name, given.max_pages)


def _html(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.html.reader import read_html

    return read_html(given.data, given.name, given.charset)


def _markdown(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.markdown.reader import read_markdown

    return read_markdown(given.data, given.name, given.charset)


def _text(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.text import read_text

    return read_text(given.data, given.name, given.charset)


def _csv(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.delimited import read_csv

    # The reader finds the encoding itself; only the header's charset it cannot know.
    data = decode(given.data, declared=given.charset).encode() if given.charset else given.data
    return read_csv(data, given.name, given.max_characters)


def _docx(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.docx.reader import read_docx

    return read_docx(given.data, given.name)


def _xlsx(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.xlsx.reader import read_xlsx

    return read_xlsx(given.data, given.name, given.max_characters)


def _pptx(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.slides.reader import read_pptx

    return read_pptx(given.data, given.name)


def _odt(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.opendocument.reader import read_odt

    return read_odt(given.data, given.name)


def _rtf(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.rtf.reader import read_rtf

    return read_rtf(given.data, given.name)


def _email(given: GivenFile) -> ParsedDocument:
    from trendsqa.corpus.readers.mail.reader import read_email

    return read_email(given.data, given.name)


_READERS: Mapping[str, Callable[[GivenFile], ParsedDocument]] = {
    PDF: _pdf,
    HTML: _html,
    MARKDOWN: _markdown,
    PLAIN_TEXT: _text,
    CSV: _csv,
    TSV: _csv,
    EMAIL: _email,
    RTF: _rtf,
    DOCX: _docx,
    XLSX: _xlsx,
    PPTX: _pptx,
    ODT: _odt,
}
