"""Outcome of a response: a page to store, the stored page, or a refusal's reason. Pure: no requests are made here."""

import hashlib
import re
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from trendsqa.corpus.fetching.exchange import Reply
from trendsqa.corpus.fetching.fetch_outcome import FetchOutcome, FetchStatus
from trendsqa.corpus.readers.decoding import declared_charset
from trendsqa.corpus.readers.media_type import (
    CSV,
    DOCX,
    HTML,
    MARKDOWN,
    ODT,
    PDF,
    PLAIN_TEXT,
    PPTX,
    RTF,
    TSV,
    XLSX,
    detect_media_type,
)
from trendsqa.corpus.snapshot import Capture, Snapshot
from trendsqa.errors import NetworkError, UnreadableFileError

__all__ = ["Visit", "judge_page", "judge_presence", "validators_for"]

# Entity tags and dates are short and printable (RFC 9110, sections 8.8.2 and 8.8.3); anything else is not kept.
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,512}")
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN, 451})
_PAGE = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})
_FILES = {
    PDF: "a PDF",
    DOCX: "a Word document",
    XLSX: "an Excel workbook",
    PPTX: "a PowerPoint presentation",
    ODT: "an OpenDocument text",
    RTF: "a rich text file",
    CSV: "a table in text (CSV)",
    TSV: "a table in text (TSV)",
}
_ENDINGS = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".pptx": PPTX,
    ".odt": ODT,
    ".rtf": RTF,
    ".csv": CSV,
    ".tsv": TSV,
}
# Texts look alike: the declared type says which kind it is, unless the address's ending does.
_TEXT_KINDS = {"application/csv": CSV, CSV: CSV, TSV: TSV, MARKDOWN: MARKDOWN, "text/x-markdown": MARKDOWN}
# Declared types of pages and texts; files are recognised by their first bytes, whatever their declared type.
_TEXT_TYPES = frozenset(
    {"", HTML, "application/xhtml+xml", PLAIN_TEXT, MARKDOWN, "text/x-markdown", "application/octet-stream"}
) | frozenset(_TEXT_KINDS)
_BY_HAND = "Open it in a browser; where it is right there, save it and add it: trendsqa corpus add FILE"


@dataclass(frozen=True, slots=True)
class Visit:
    """An address with its final response; ``moved_to`` is the target of permanent redirects, empty without any."""

    address: str
    url: httpx.URL
    reply: Reply
    moved_to: str


def validators_for(known: Snapshot | None, url: httpx.URL) -> dict[str, str]:
    """Headers of a conditional request; empty if no snapshot of exactly ``url`` is stored."""
    if known is None or str(url) != known.got.partition("#")[0]:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if _VALIDATOR.fullmatch(value)}


def judge_page(visit: Visit, known: Snapshot | None) -> FetchOutcome:
    """The outcome for the address, with the page's bytes.

    Raises:
        NetworkError, UnreadableFileError: The response is not a usable page.
    """
    if visit.reply.status == HTTPStatus.NOT_MODIFIED and validators_for(known, visit.url):
        return _settled(visit, FetchStatus.UNCHANGED, None)
    return _judge_status(visit) or _judge_body(visit, known)


def judge_presence(visit: Visit) -> FetchOutcome:
    """The outcome for the address, without the page's bytes. Raises NetworkError."""
    return _judge_status(visit) or _settled(visit, FetchStatus.FETCHED, None)


def _judge_status(visit: Visit) -> FetchOutcome | None:
    """The outcome of a response that is not a page; None for a page."""
    status, address = visit.reply.status, visit.address
    if status in _PAGE:
        return None
    if status in _GONE:
        reason = (
            f"{visit.url} is gone: its server answers {status}. "
            f"Look for the page's new address and correct it in sources.toml."
        )
        return FetchOutcome(address, FetchStatus.GONE, reason, got=str(visit.url))
    if status in _REFUSED:
        reason = f"{visit.url} is not given to programs: its server answers {status}. {_BY_HAND}"
        return FetchOutcome(address, FetchStatus.REFUSED, reason, got=str(visit.url))
    raise NetworkError(f"{visit.url} gave no page: its server answers {status}. {_BY_HAND}")


def _judge_body(visit: Visit, known: Snapshot | None) -> FetchOutcome:
    reply, name = visit.reply, str(visit.url)
    if not reply.body.strip():
        raise UnreadableFileError(f"{name} is empty. {_BY_HAND}")
    _refuse_page_for_file(visit, known)
    declared = _declared_type(reply)
    media_type = detect_media_type(reply.body, name)
    if media_type == PLAIN_TEXT:
        media_type = _TEXT_KINDS.get(declared, PLAIN_TEXT)
    if media_type not in _FILES and declared not in _TEXT_TYPES:
        raise UnreadableFileError(f"{name} is no page: its server declares it as {declared}. {_BY_HAND}")
    capture = Capture(
        data=reply.body,
        media_type=media_type + _charset(reply, media_type),
        asked=visit.address,
        got=name,
        etag=_validator(reply, "etag"),
        last_modified=_validator(reply, "last-modified"),
    )
    if known is None or hashlib.sha256(reply.body).hexdigest() != known.sha256:
        return _settled(visit, FetchStatus.FETCHED, capture)
    # The bytes are the same, but the address, the declared charset or the validators may have changed.
    held = (known.got, known.media_type, known.etag, known.last_modified)
    is_renewed = held != (capture.got, capture.media_type, capture.etag, capture.last_modified)
    return _settled(visit, FetchStatus.UNCHANGED, capture if is_renewed else None)


def _settled(visit: Visit, status: FetchStatus, capture: Capture | None) -> FetchOutcome:
    if not visit.moved_to:
        return FetchOutcome(visit.address, status, "", capture, str(visit.url))
    reason = f"{visit.address} has moved for good to {visit.moved_to}. Correct its address in sources.toml."
    return FetchOutcome(visit.address, FetchStatus.MOVED, reason, capture, str(visit.url))


def _refuse_page_for_file(visit: Visit, known: Snapshot | None) -> None:
    """Refuse a web page in place of a file: a login, a cookie wall or an error, sent with status 200."""
    path = visit.url.path.lower()
    expected = next((kind for ending, kind in _ENDINGS.items() if path.endswith(ending)), "")
    expected = expected or next(
        (kind for kind in (_declared_type(visit.reply), _held_type(known)) if kind in _FILES), ""
    )
    if not expected or _sniff(visit.reply.body) != HTML:
        return
    raise UnreadableFileError(
        f"{visit.url} should be {_FILES[expected]}, but a web page came instead: a login, a cookie notice or an error. "
        f"{_BY_HAND}"
    )


def _sniff(data: bytes) -> str:
    try:
        return detect_media_type(data, "")
    except UnreadableFileError:
        return ""


def _declared_type(reply: Reply) -> str:
    return str(reply.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _charset(reply: Reply, media_type: str) -> str:
    """The header's charset as a parameter of the media type; empty for files, and for UTF-8, which a reader assumes."""
    charset = declared_charset(str(reply.headers.get("content-type", "")))
    is_text = media_type not in _FILES or media_type in {CSV, TSV}
    return f"; charset={charset}" if is_text and charset not in {"", "utf-8", "utf8"} else ""


def _held_type(known: Snapshot | None) -> str:
    return known.media_type.partition(";")[0] if known is not None else ""


def _validator(reply: Reply, name: str) -> str:
    value = str(reply.headers.get(name, ""))
    return value if _VALIDATOR.fullmatch(value) else ""
