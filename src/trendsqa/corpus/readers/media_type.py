"""Media type of a file: by its first bytes, then by its name. A file whose name contradicts its bytes is refused."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from trendsqa.errors import UnreadableFileError

__all__ = ["DOCX", "HTML", "MARKDOWN", "PDF", "PLAIN_TEXT", "XLSX", "detect_media_type", "has_readable_ending"]

PDF = "application/pdf"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN_TEXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_WORDS = {
    PDF: "a PDF",
    HTML: "an HTML page",
    MARKDOWN: "Markdown",
    PLAIN_TEXT: "plain text",
    DOCX: "a Word document (DOCX)",
    XLSX: "an Excel workbook (XLSX)",
}
_ENDINGS = {
    ".pdf": PDF,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": PLAIN_TEXT,
    ".text": PLAIN_TEXT,
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
}
_SUPPORTED = "PDF, DOCX, XLSX, HTML, Markdown or plain text"
_RECOGNISE = "Run it through text recognition, save it as PDF or text, and add that file."
# First bytes of files that people add but we cannot read, with advice.
_OTHER_FORMATS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a password-protected Office file",
     "Open it in Office, remove the password, save it as DOCX, XLSX or PDF, and add that file."),
    (b"{\\rtf", "a rich text file (RTF)", "Save it as DOCX or PDF and add that file."),
    (b"\x89PNG", "a picture", _RECOGNISE),
    (b"\xff\xd8\xff", "a picture", _RECOGNISE),
    (b"GIF8", "a picture", _RECOGNISE),
    (b"\x1f\x8b", "a compressed file", "Unpack it and add the files it holds."),
    (b"%!PS", "a PostScript file", "Save it as PDF and add that file."),
)  # fmt: skip
# The PDF standard's implementation notes allow the header anywhere in the first 1,024 bytes.
_HEADER_BYTES = 1024
_HTML_SIGN = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_ANY_TAG = re.compile(rb"<[a-zA-Z][^<>]*>")
# Text may contain a stray NUL; with more than one in so many bytes the file is not text.
_BYTES_PER_NUL = 200
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def detect_media_type(data: bytes, name: str) -> str:
    """The media type of ``data``; ``name`` is a file name, a path or an address.

    Raises:
        UnreadableFileError: The file is empty, of an unsupported format, or named as another format.
    """
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableFileError(f"{name} is empty. Check where it came from and add it again.")
    named = _ENDINGS.get(_ending(name), "")
    found = _binary_type(data, name) or _text_type(data, name, named)
    if named and found != named and not _same_family(found, named):
        raise UnreadableFileError(
            f"{name} is named as {_WORDS[named]}, but it is {_WORDS[found]}. "
            f"Check that it is the file you meant, give it the right ending, and add it again."
        )
    return found


def has_readable_ending(name: str) -> bool:
    """True if the file's name has the ending of a format that can be read."""
    return _ending(name) in _ENDINGS


def _ending(name: str) -> str:
    path = urlsplit(name).path if "://" in name else name.replace("\\", "/")
    return PurePosixPath(path).suffix.lower()


def _binary_type(data: bytes, name: str) -> str:
    """The format by its signature; empty for text."""
    if b"%PDF-" in data[:_HEADER_BYTES]:
        return PDF
    if data.startswith(b"PK"):
        return _archive_type(data, name)
    for beginning, what, advice in _OTHER_FORMATS:
        if data.startswith(beginning):
            raise UnreadableFileError(f"{name} is {what}, which cannot be read. {advice}")
    return ""


def _archive_type(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"{name} is a damaged Office file or archive ({error}). "
            f"Open it in its own program, save it again, and add the new file."
        ) from error
    if "word/document.xml" in parts:
        return DOCX
    if "xl/workbook.xml" in parts:
        return XLSX
    raise UnreadableFileError(
        f"{name} is an archive or an Office file of another kind; what can be read is {_SUPPORTED}. "
        f"Unpack it, or save it as PDF, and add that file."
    )


def _text_type(data: bytes, name: str, named: str) -> str:
    """The format of bytes without a signature."""
    if named in {PDF, DOCX, XLSX} and not _HTML_SIGN.search(data[:_HEADER_BYTES]):
        raise UnreadableFileError(
            f"{name} is not {_WORDS[named]}: it does not begin as one does. "
            f"It is damaged or has the wrong ending; fetch or save it again and add the new file."
        )
    if data.count(b"\0") * _BYTES_PER_NUL > len(data) and not data.startswith(_WIDE_MARKS):
        raise UnreadableFileError(
            f"{name} is no text and of no known format; what can be read is {_SUPPORTED}. "
            f"Save it in one of these formats and add that file."
        )
    beginning = data[:_HEADER_BYTES].replace(b"\0", b"")
    # Markdown and text may contain an HTML tag in an example; only a page begins with one.
    if _HTML_SIGN.match(beginning.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")) or (
        not named and _HTML_SIGN.search(beginning)
    ):
        return HTML
    if named == HTML and not _ANY_TAG.search(data.replace(b"\0", b"")):
        return PLAIN_TEXT
    return HTML if named in {PDF, DOCX, XLSX} else named or PLAIN_TEXT


def _same_family(found: str, named: str) -> bool:
    """True for text without any tag that is named as a page; it is read as plain text."""
    return (found, named) == (PLAIN_TEXT, HTML)
