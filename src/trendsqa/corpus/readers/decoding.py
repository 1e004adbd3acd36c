"""Bytes to text: byte order mark, then a declared encoding, then UTF-8, then Windows-1252."""

import codecs
import re

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-:.]{2,40})""", re.IGNORECASE)
# The HTML standard asks for the declaration in the first 1,024 bytes; real pages have it later.
_META_BYTES = 4096
# Latin-1 on the web means Windows-1252 (WHATWG Encoding Standard, section 4.2).
_WEB_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252"}
# Python has codecs that no page uses (rot13, utf-7); only these declarations are accepted.
_KNOWN = re.compile(r"utf-8|iso8859-\d+|cp\d+|koi8-[ru]|gb\w+|big5\w*|euc_\w+|shift_jis|mac-roman|hp-roman8")


def decode(data: bytes, *, declared_in_markup: bool = False) -> str:
    """The decoded text of ``data``; a byte that is invalid in all encodings becomes U+FFFD.

    ``declared_in_markup`` lets a ``<meta charset>`` near the beginning name the encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    candidates = ["utf-8", "cp1252"]
    declared = _declared_encoding(data) if declared_in_markup else ""
    if declared:
        candidates.insert(0, declared)
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(declared or "cp1252", "replace")


def _declared_encoding(data: bytes) -> str:
    found = _META.search(data[:_META_BYTES])
    if found is None:
        return ""
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return ""
    # A page with a meta element in ASCII bytes is not in UTF-16, whatever it declares.
    if name.startswith("utf-16"):
        return "utf-8"
    name = _WEB_NAMES.get(name, name)
    return name if _KNOWN.fullmatch(name) else ""
