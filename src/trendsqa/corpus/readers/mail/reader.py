"""Emails to blocks: who wrote to whom and when, the text, and the names of attachments, which are not read."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.amounts_left_out import amounts_of
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.damage import damage_reported
from trendsqa.corpus.readers.decoding import decode
from trendsqa.corpus.readers.html.reader import markup_text, write_markup
from trendsqa.corpus.readers.text import shown_words, write_text
from trendsqa.errors import UnreadableFileError

__all__ = ["read_email"]

_LONGEST_DATE = 100
_HEAD = ("From", "To", "Cc", "Date")
_ENCRYPTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
# Some programs send a line of text that asks for a better program beside the real message in HTML.
_LEAST_SHARE_OF_HTML = 0.5
_SIGNATURE_PARTS = frozenset({"application/pkcs7-signature", "application/pgp-signature"})


def read_email(data: bytes, name: str) -> ParsedDocument:
    """The blocks of an email; its subject is the title. ``name`` is for messages.

    Raises:
        UnreadableFileError: The email is encrypted or damaged.
    """
    with damage_reported(name, "an email (EML)"):
        message = message_from_bytes(data, policy=policy.default)
        if message.get_content_type() in _ENCRYPTED:
            raise UnreadableFileError(
                f"{name} is encrypted. Open it in a mail program that can decrypt it, save it as PDF, and add that."
            )
        subject = _header(message, "Subject")
        stream = BlockStream()
        shown = [subject, *_write_head(message, subject, stream), *_write_body(message, name, stream)]
        shown += _write_attachments(message, stream)
        amounts = amounts_of(shown, headings=int(bool(subject)))
        return ParsedDocument(subject, stream.blocks(), changed=_date(message), seen=amounts)


def _write_head(message: EmailMessage, subject: str, stream: BlockStream) -> list[str]:
    if subject:
        stream.begin_heading(1)
        stream.write(subject)
        stream.end_heading()
    lines = [f"{field}: {value}" for field in _HEAD if (value := _header(message, field))]
    for line in lines:
        stream.write(line)
        stream.paragraph_break()
    return lines


def _write_body(message: EmailMessage, name: str, stream: BlockStream) -> list[str]:
    """Write the text of the message, and return what it shows."""
    plain = message.get_body(("plain",))
    html = message.get_body(("html",))
    text = _text(plain) if plain is not None else ""
    markup = _text(html, declared_in_markup=True) if html is not None else ""
    in_markup = markup_text(markup, name) if markup else ""
    if len(text.split()) >= _LEAST_SHARE_OF_HTML * len(in_markup.split()) and text.strip():
        write_text(_unfolded(text, plain), stream)
        return [shown_words(text)]
    if markup:
        write_markup(markup, name, stream)
    return [in_markup]


def _write_attachments(message: EmailMessage, stream: BlockStream) -> list[str]:
    """The words of the other texts, and a line for each attachment, all of them written into ``stream``."""
    lines = []
    texts = []
    for part in message.iter_attachments() if message.is_multipart() else ():
        kind = part.get_content_type()
        if kind == "text/plain" and part.get_content_disposition() != "attachment" and not part.get_filename():
            # A text that goes on after a picture, or the footer of a mailing list.
            texts.append(_text(part))
            continue
        if kind in _SIGNATURE_PARTS or (part.get_content_disposition() != "attachment" and part.get("Content-ID")):
            # Signatures, and pictures that stand in the text.
            continue
        lines.append(f"Attachment, not read: {part.get_filename() or kind}")
    for text in texts:
        write_text(text, stream)
    for line in lines:
        stream.paragraph_break()
        stream.write(line)
        stream.paragraph_break()
    return [*map(shown_words, texts), *lines]


def _text(part: MIMEPart, *, declared_in_markup: bool = False) -> str:
    data = part.get_payload(decode=True)
    charset = str(part.get_content_charset() or "")
    # A message without a charset is declared as ASCII by its format, which says nothing.
    declared = "" if charset in {"us-ascii", "ascii"} else charset
    return decode(data if isinstance(data, bytes) else b"", declared=declared, declared_in_markup=declared_in_markup)


def _unfolded(text: str, part: MIMEPart | None) -> str:
    """The text with its soft line breaks joined, if it says that it has them (RFC 3676)."""
    if part is None or part.get_param("format") != "flowed":
        return text
    return re.sub(r"(?<=[^\n-]) \r?\n(?![>\s])", " ", text)


def _header(message: EmailMessage, field: str) -> str:
    """The field as a person reads it.

    It is taken as it was sent: the library's parser of addresses takes minutes for a few thousand of them.
    """
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == field.lower()), "")
    try:
        shown = str(make_header(decode_header(raw)))
    except (ValueError, LookupError):
        # Not what it says it is: the words as they were sent.
        shown = raw
    return " ".join(shown.split())


def _date(message: EmailMessage) -> str:
    """The date of the message in ISO 8601; empty if it has none that can be read."""
    try:
        return parsedate_to_datetime(_header(message, "Date")[:_LONGEST_DATE]).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""
