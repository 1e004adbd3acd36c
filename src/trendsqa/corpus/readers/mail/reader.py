"""Emails to blocks: who wrote to whom and when, the text, and the names of attachments, which are not read."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.amounts_left_out import amounts_of
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.damage import damage_reported
from trendsqa.corpus.readers.html.reader import write_markup
from trendsqa.corpus.readers.mail.parts import shown_parts
from trendsqa.corpus.readers.text import write_text
from trendsqa.errors import UnreadableFileError

__all__ = ["read_email"]

_LONGEST_DATE = 100
_HEAD = ("From", "To", "Cc", "Date")
_ENCRYPTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})


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
        shown = [subject, *_write_head(message, subject, stream), *_write_parts(message, name, stream)]
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


def _write_parts(message: EmailMessage, name: str, stream: BlockStream) -> list[str]:
    """Write the texts of the message and a line for each attachment; returns what is shown."""
    parts = shown_parts(message, name)
    texts = [part for part in parts if not part.name]
    for part in texts:
        stream.paragraph_break()
        if part.is_markup:
            write_markup(part.text, name, stream)
        else:
            write_text(_unfolded(part.text) if part.is_flowed else part.text, stream)
    lines = [f"Attachment, not read: {part.name}" for part in parts if part.name]
    for line in lines:
        stream.paragraph_break()
        stream.write(line)
        stream.paragraph_break()
    return [*(part.words for part in texts), *lines]


def _unfolded(text: str) -> str:
    """The text with its soft line breaks joined (RFC 3676)."""
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
