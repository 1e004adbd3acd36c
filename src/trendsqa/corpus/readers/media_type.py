"""Media type of a file: by its first bytes, then by its name. A file whose name contradicts its bytes is refused."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from trendsqa.corpus.readers.decoding import wide_encoding
from trendsqa.corpus.readers.recognising.compound import COMPOUND_SIGNATURE, compound_refusal
from trendsqa.corpus.readers.recognising.formats import (
    CSV,
    DOCX,
    EMAIL,
    ENDINGS,
    HTML,
    MARKDOWN,
    NAMES,
    ODT,
    PDF,
    PLAIN_TEXT,
    PPTX,
    RTF,
    SUPPORTED,
    TSV,
    XLSX,
)
from trendsqa.corpus.readers.recognising.packages import package_type
from trendsqa.corpus.readers.recognising.signatures import refuse_by_ending, refuse_by_signature
from trendsqa.errors import UnreadableFileError

__all__ = [
    "CSV",
    "DOCX",
    "EMAIL",
    "HTML",
    "MARKDOWN",
    "ODT",
    "PDF",
    "PLAIN_TEXT",
    "PPTX",
    "RTF",
    "TSV",
    "XLSX",
    "detect_media_type",
    "has_readable_ending",
]

# Formats with a signature of their own: a file with their ending and without it is damaged or something else.
_SIGNED = frozenset({PDF, DOCX, XLSX, PPTX, ODT, RTF})
# The PDF standard's implementation notes allow the header anywhere in the first 1,024 bytes.
_HEADER_BYTES = 1024
_HTML_SIGN = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_ANY_TAG = re.compile(rb"<[a-zA-Z][^<>]*>")
# Header fields of a message, in any order (RFC 5322, section 3.6); the first line may be a mailbox's "From ".
_MAIL_FIELD = re.compile(
    rb"(?:\A|\n)(?:received|return-path|from|to|date|subject|message-id|mime-version|delivered-to|x-[\w\-]+)[ \t]*:",
    re.IGNORECASE,
)
# Text may contain a stray NUL; with more than one in so many bytes the file is not text.
_BYTES_PER_NUL = 200
_PACKAGE_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def detect_media_type(data: bytes, name: str) -> str:
    """The media type of ``data``; ``name`` is a file name, a path or an address.

    Raises:
        UnreadableFileError: The file is empty, of an unsupported format, or named as another format.
    """
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableFileError(f"{name} is empty. Check where it came from and add it again.")
    ending = _ending(name)
    named = ENDINGS.get(ending, "")
    found = _binary_type(data, name, ending) or _text_type(data, name, named)
    if named and found != named and not _same_family(found, named):
        raise UnreadableFileError(
            f"{name} is named as {NAMES[named]}, but it is {NAMES[found]}. "
            f"Check that it is the file you meant, give it the right ending, and add it again."
        )
    return found


def has_readable_ending(name: str) -> bool:
    """True if the ending of a file name, a path or an address is that of a format that can be read."""
    return _ending(name) in ENDINGS


def _ending(name: str) -> str:
    path = urlsplit(name).path if "://" in name else name.replace("\\", "/")
    return PurePosixPath(path).suffix.lower()


def _binary_type(data: bytes, name: str, ending: str) -> str:
    """The format by its signature; empty for text."""
    if b"%PDF-" in data[:_HEADER_BYTES]:
        return PDF
    if data.startswith(_PACKAGE_SIGNATURES):
        return package_type(data, name)
    if data.startswith(b"{\\rtf"):
        return RTF
    if data.startswith(COMPOUND_SIGNATURE):
        raise compound_refusal(data, ending, name)
    refuse_by_signature(data, name)
    refuse_by_ending(ending, name)
    return ""


def _text_type(data: bytes, name: str, named: str) -> str:
    """The format of bytes without a signature."""
    if named in _SIGNED and not _HTML_SIGN.search(data[:_HEADER_BYTES]):
        raise UnreadableFileError(
            f"{name} is not {NAMES[named]}: it does not begin as one does. "
            f"It is damaged or has the wrong ending; fetch or save it again and add the new file."
        )
    if _is_binary(data):
        raise UnreadableFileError(
            f"{name} is no text and of no known format; what can be read is {SUPPORTED}. "
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
    if named == EMAIL and _MAIL_FIELD.search(beginning) is None:
        return PLAIN_TEXT
    return HTML if named in _SIGNED else named or PLAIN_TEXT


def _is_binary(data: bytes) -> bool:
    many_zeros = data.count(b"\0") * _BYTES_PER_NUL > len(data)
    return many_zeros and not data.startswith(_WIDE_MARKS) and not wide_encoding(data)


def _same_family(found: str, named: str) -> bool:
    """True for text without any tag that is named as a page; it is read as plain text."""
    return (found, named) == (PLAIN_TEXT, HTML)
