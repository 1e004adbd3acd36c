"""Parts of an email in the order in which a mail program shows them: one branch of each choice, and attachments."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import MIMEPart

from trendsqa.corpus.readers.decoding import decode
from trendsqa.corpus.readers.html.reader import markup_text
from trendsqa.corpus.readers.text import shown_words

__all__ = ["MailPart", "shown_parts"]

# Some programs send a line of text that asks for a better program beside the real message in HTML.
_LEAST_SHARE_OF_HTML = 0.5
# Replies and forwarded messages nest a handful; what is deeper is named as not read.
_DEEPEST = 50
_PLAIN, _HTML = "text/plain", "text/html"
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/pgp-signature"})


@dataclass(frozen=True, slots=True)
class MailPart:
    """A part without parts: its text if it is shown as text (``words`` as a reader sees them), or its name."""

    kind: str
    text: str = ""
    words: str = ""
    length: int = 0
    name: str = ""
    is_flowed: bool = False

    @property
    def is_markup(self) -> bool:
        """True for HTML."""
        return self.kind == _HTML


def shown_parts(message: MIMEPart, name: str) -> list[MailPart]:
    """The texts and attachments of a message in order, without signatures and pictures; ``name`` is for messages."""
    return _parts(message, name, 0, is_first=True)


def _parts(part: MIMEPart, name: str, depth: int, *, is_first: bool) -> list[MailPart]:
    """The parts within ``part``; the first of all is the message itself, even if it has a file's name."""
    if part.get_content_maintype() != "multipart" or not part.is_multipart() or depth > _DEEPEST:
        return _leaf(part, name, is_first=is_first)
    is_choice = part.get_content_type() == "multipart/alternative"
    branches = [
        _parts(inner, name, depth + 1, is_first=is_first and (is_choice or number == 0))
        for number, inner in enumerate(part.iter_parts())
    ]
    return _chosen(branches) if is_choice else [leaf for branch in branches for leaf in branch]


def _leaf(part: MIMEPart, name: str, *, is_first: bool) -> list[MailPart]:
    kind = part.get_content_type()
    is_attached = part.get_content_disposition() == "attachment"
    file_name = part.get_filename() or ""
    if kind in {_PLAIN, _HTML} and not is_attached and (is_first or not file_name):
        text = _text(part, declared_in_markup=kind == _HTML)
        words = shown_words(text) if kind == _PLAIN else markup_text(text, name)
        return [MailPart(kind, text, words, len(words.split()), is_flowed=part.get_param("format") == "flowed")]
    if kind in _SIGNATURES or (not is_attached and part.get("Content-ID")):
        # A picture that stands in the text.
        return []
    return [MailPart(kind, name=file_name or kind)]


def _chosen(branches: Sequence[list[MailPart]]) -> list[MailPart]:
    """One branch: the plain one, unless it says much less than the rich one; files attached to others are kept."""
    with_text = [branch for branch in branches if _length(branch)]
    plain = next((branch for branch in with_text if not any(leaf.is_markup for leaf in branch)), [])
    rich = next((branch for branch in reversed(with_text) if any(leaf.is_markup for leaf in branch)), [])
    chosen = plain if _length(plain) >= _LEAST_SHARE_OF_HTML * _length(rich) else rich
    others = [leaf for branch in branches if branch is not chosen for leaf in branch]
    # A part without a file's name is the message in yet another form, such as a date for a calendar.
    return [*chosen, *(leaf for leaf in others if leaf.name and leaf.name != leaf.kind)]


def _length(branch: Sequence[MailPart]) -> int:
    return sum(leaf.length for leaf in branch)


def _text(part: MIMEPart, *, declared_in_markup: bool) -> str:
    data = part.get_payload(decode=True)
    charset = str(part.get_content_charset() or "")
    # A message without a charset is declared as ASCII by its format, which says nothing.
    declared = "" if charset in {"us-ascii", "ascii"} else charset
    return decode(data if isinstance(data, bytes) else b"", declared=declared, declared_in_markup=declared_in_markup)
