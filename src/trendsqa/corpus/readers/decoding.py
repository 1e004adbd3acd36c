"""Bytes to text: byte order mark, declared encoding, UTF-8 even with a few wrong bytes, then what reads as words.

The order of declarations is that of the WHATWG: byte order mark, HTTP header, the file's own words. A declaration that
the bytes contradict is not believed.
"""

import codecs
import re

from trendsqa.corpus.readers.encoding_choice import best_encoding

__all__ = ["declared_charset", "decode", "wide_encoding"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-:.]{2,40})""",
    re.IGNORECASE,
)
# The HTML standard asks for the declaration in the first 1,024 bytes; real pages have it later.
_META_BYTES = 4096
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?\s*([A-Za-z0-9_\-:.]{2,40})""", re.IGNORECASE)
# The web's meaning of these names (WHATWG Encoding Standard, section 4.2).
_WEB_NAMES = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-11": "cp874",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
# Python has codecs that no page uses (rot13, utf-7); only these declarations are accepted.
_KNOWN = re.compile(r"utf-8|iso8859-\d+|cp\d+|koi8-[rtu]|gb\w+|big5\w*|euc_\w+|shift_jis\w*|mac-\w+|hp-roman8")
_SINGLE_BYTE = re.compile(r"iso8859-\d+|cp(?:125\d|437|8\d\d)|koi8-[rtu]|mac-\w+|hp-roman8")
# Characters of a declared Latin-1 that are Windows-1252 punctuation in fact (HTML Standard, section 13.2.5.80).
_C1_BYTES = bytes(range(0x80, 0xA0))
_C1 = {
    byte: character
    for byte, character in zip(_C1_BYTES, _C1_BYTES.decode("cp1252", "replace"), strict=True)
    if character != "\ufffd"
}
_ANY_C1 = re.compile("[\x80-\x9f]")
_REPLACEMENT = "\ufffd"
# One wrong byte for more than so many right sequences is damage to UTF-8, and not another encoding.
_RIGHT_PER_WRONG = 2
_WIDE = (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1))
_WIDE_SAMPLE_BYTES = 4096


def decode(data: bytes, *, declared: str = "", declared_in_markup: bool = False) -> str:
    """The decoded text of ``data``; a byte that is no character becomes U+FFFD.

    ``declared`` is the charset of the HTTP header, or empty. ``declared_in_markup`` lets a ``<meta charset>`` near the
    beginning name the encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    named = _known(declared) or (_declared_in_markup(data) if declared_in_markup else "")
    text = _narrow(data, named)
    return text.translate(_C1) if _ANY_C1.search(text) else text


def declared_charset(content_type: str) -> str:
    """The charset in a ``Content-Type``, in lower case; empty without one that can be used."""
    found = _CHARSET.search(content_type)
    return found.group(1).lower() if found and _known(found.group(1)) else ""


def wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32 by its zero bytes, for text without a byte order mark; empty for all else."""
    sample = data[:_WIDE_SAMPLE_BYTES]
    zeros = sample.count(0)
    for encoding, width, place in _WIDE:
        others = sum(sample[at::width].count(0) for at in range(width) if at != place)
        # Most bytes of a Latin text's other half are zero, and of other scripts those of spaces and line ends.
        if len(data) % width or others < zeros or others * 16 < len(sample):
            continue
        text = sample[: len(sample) // width * width].decode(encoding, "ignore")
        if text and all(character.isprintable() or character.isspace() for character in text):
            return encoding
    return ""


def _narrow(data: bytes, named: str) -> str:
    """The text of an encoding whose ASCII is one byte; ``named`` is the declared one, or empty."""
    # Text of a single-byte encoding is hardly ever valid UTF-8 as well, so here a wrong declaration shows; UTF-8 is
    # hardly ever valid in one of two bytes.
    several_bytes = named and named != "utf-8" and not _SINGLE_BYTE.fullmatch(named)
    for encoding in [named, "utf-8"] if several_bytes else ["utf-8"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if named and named != "utf-8":
        return data.decode(named, "replace")
    text = data.decode("utf-8", "replace")
    wrong = text.count(_REPLACEMENT) - data.count(_REPLACEMENT.encode())
    right = len(text) - len(text.encode("ascii", "ignore")) - wrong
    if right > _RIGHT_PER_WRONG * wrong:
        return text
    return data.decode(best_encoding(data, may_be_utf8=right > 0), "replace")


def _declared_in_markup(data: bytes) -> str:
    found = _META.search(data[:_META_BYTES])
    if found is None:
        return ""
    name = found.group(1).decode("ascii")
    # A page with a meta element in ASCII bytes is not in UTF-16, whatever it declares.
    return "utf-8" if name.lower().startswith("utf-16") else _known(name)


def _known(name: str) -> str:
    """Python's name of the codec that the web means by ``name``; empty for one that no file uses."""
    try:
        codec = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    codec = _WEB_NAMES.get(codec, codec)
    return codec if _KNOWN.fullmatch(codec) else ""
