"""Characters of a PDF's fonts: glyphs that a file maps to none become U+FFFD, never a guess.

pypdf returns the code of such a glyph as a letter, or the glyph's name. Names of Adobe's list and names made by its
rules (``uni2022``, ``f_i``, ``one.oldstyle``) stand for characters; any other name says nothing. Letters of an
extractor that knows by itself which of them have no character need none of this, only U+FFFD for each of them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pypdf._codecs import adobe_glyphs, charset_encoding
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from trendsqa.corpus.documents.text_cleaning import clean_text
from trendsqa.corpus.readers.pdf.objects.resolving import mapping, resolved
from trendsqa.corpus.readers.symbol_fonts import symbols_of

__all__ = ["ORNAMENT", "UNKNOWN", "FontReader"]

UNKNOWN = "\ufffd"
"""Stands for a glyph without a character."""
ORNAMENT = "\ufffc"
"""Stands for a glyph of a font of symbols that has none; it is no letter."""
_SYMBOLIC = 1 << 2
"""The flag of a font whose codes are not those of letters (ISO 32000-1, table 123)."""

# Resources within resources; real files have three or four.
_DEEPEST = 8
_SPACES = " \n"
# No width and no letter; left out when text is cleaned.
_NOTHING = "\u200b"
_MAP_BEGIN = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <FF> endcodespacerange
"""
_MAP_END = b"endcmap end end"
# A range must not go over the edge of a byte; halves of characters have no code of their own.
_IDENTITY_MAP = b"".join(
    [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n",
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
        *(
            b"1 beginbfrange <%02X00> <%02XFF> <%02X00> endbfrange\n" % (high, high, high)
            for high in range(0x100)
            if not 0xD8 <= high <= 0xDF  # noqa: PLR2004
        ),
        _MAP_END,
    ]
)
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]")
# Adobe's small capitals: a letter's code and this.
_SMALL_CAPITALS = 0xF700
_SYMBOL_PLACES = 0xF000
_TRUETYPE_SPACE = "/g3"
"""The name, by its number, of the glyph that is the space in fonts of Microsoft and Apple."""
_NAMED_BY_CODE = re.compile(r"/[A-Z]([0-9A-Fa-f]{2})")
"""The name that drivers of printers give the shape of a letter: its code."""
_DECIMAL_NAME = re.compile(r"/a\d{1,3}")
_LIGATURES = {"/ff": "ff", "/fi": "fi", "/fl": "fl", "/ffi": "ffi", "/ffl": "ffl"}
_UNICODE_NAME = re.compile(r"uni((?:[0-9A-F]{4})+)|u([0-9A-F]{4,6})")
# The encodings of composite fonts whose characters pypdf knows; for any other it takes codes for characters.
_KNOWN_ENCODINGS = re.compile(
    r".*-UCS2-.*|/Uni\w+-UTF16-[HV]|/(?:GB-EUC|GBpc-EUC|GBK-EUC|GBK2K|ETen-B5|ETenms-B5|90ms-RKSJ)-[HV]"
)
_ORNAMENTS = re.compile(
    r"/(?:[A-Z]{6}\+)?(Wingdings ?[23]?|Webdings|(?:ITC)?ZapfDingbats|Symbol)(?:MT|-?Regular)?(?:[,-].*)?"
)


class FontReader:
    """Reads the fonts of one file, each once, and mends those that lack characters."""

    def __init__(self) -> None:
        # The fonts are kept, so that no other object gets the identity of one.
        self._seen: dict[int, Any] = {}
        self._illegible: dict[int, tuple[Any, bool]] = {}
        self._unicode_coded: list[DictionaryObject] = []
        self._mended = 0

    @property
    def changes(self) -> bool:
        """True if another library needs other fonts than the stored ones."""
        return bool(self._mended or self._unicode_coded)

    def mend(self, resources: Any, depth: int = 0) -> None:
        """Give the fonts in ``resources`` the characters of glyphs that no extractor knows, or U+FFFD."""
        found = mapping(resources)
        if id(found) in self._seen or depth > _DEEPEST:
            return
        self._seen[id(found)] = found
        for font in map(resolved, mapping(found.get("/Font")).values()):
            if isinstance(font, DictionaryObject) and id(font) not in self._seen:
                self._seen[id(font)] = font
                self._mended += _mend(font)
                if _is_unicode_coded(font):
                    self._unicode_coded.append(font)
        for form in map(mapping, mapping(found.get("/XObject")).values()):
            if form.get("/Subtype") == "/Form":
                self.mend(form.get("/Resources"), depth + 1)

    def write_identities(self) -> None:
        """Write out the map of fonts whose codes are characters: it has a name that pypdf knows and PDFium does not."""
        for font in self._unicode_coded:
            stream = DecodedStreamObject()
            stream.set_data(_IDENTITY_MAP)
            font[NameObject("/ToUnicode")] = stream

    def text(self, text: str, font: Any) -> str:
        """``text`` as pypdf returns it for ``font``, with U+FFFD for each glyph without a character."""
        if not isinstance(font, Mapping):
            return text
        if self._is_illegible(font):
            return "".join(letter if letter in _SPACES else UNKNOWN for letter in text)
        text = text.replace("\0", "")
        if _CONTROL.search(text) is None:
            return text
        ornaments = _ornaments(font)
        return _CONTROL.sub(lambda found: _character(found[0], ornaments), text)

    def _is_illegible(self, font: Mapping[str, Any]) -> bool:
        if id(font) not in self._illegible:
            self._illegible[id(font)] = (font, _has_no_characters(font))
        return self._illegible[id(font)][1]


def _has_no_characters(font: Mapping[str, Any]) -> bool:
    """True for a composite font that maps its codes to glyphs only."""
    if font.get("/Subtype") != "/Type0":
        return False
    stored = resolved(font.get("/ToUnicode"))
    if stored is not None:
        # A map without an entry is no map.
        return hasattr(stored, "get_data") and b"beginbf" not in stored.get_data()
    encoding = resolved(font.get("/Encoding"))
    return not (isinstance(encoding, str) and _KNOWN_ENCODINGS.fullmatch(encoding))


def _is_unicode_coded(font: Mapping[str, Any]) -> bool:
    stored = resolved(font.get("/ToUnicode"))
    return font.get("/Subtype") == "/Type0" and isinstance(stored, str) and stored.startswith("/Identity")


def _mend(font: DictionaryObject) -> bool:
    """Give a font the characters of glyphs that no extractor knows; true if it has such glyphs.

    The map to characters is added to, and names and codes stay: by them a glyph is found and measured.
    """
    characters = _unknown_characters(font)
    stored = resolved(font.get("/ToUnicode"))
    if not characters or not (stored is None or hasattr(stored, "get_data")):
        return False
    entries = [f"<{code:02X}> <{text.encode('utf-16-be').hex()}>" for code, text in characters.items()]
    added = f"{len(entries)} beginbfchar\n{chr(10).join(entries)}\nendbfchar\n".encode()
    stream = DecodedStreamObject()
    # Of two entries for a code the later one counts: the file's own.
    if stored is None:
        stream.set_data(_MAP_BEGIN + added + _MAP_END)
    else:
        # Except of a ligature: old Ghostscript maps "f_i" to its last letter alone.
        joined = [f"<{code:02X}> <{_LIGATURES[name].encode('utf-16-be').hex()}>" for code, name in _named(font)]
        joined += [entry for entry, text in zip(entries, characters.values(), strict=True) if len(text) > 1]
        again = f"{len(joined)} beginbfchar\n{chr(10).join(joined)}\nendbfchar\n".encode() if joined else b""
        head, end, tail = stored.get_data().rpartition(b"endcmap")
        stream.set_data(added + head + again + end + tail)
    font[NameObject("/ToUnicode")] = stream
    return True


def _named(font: Mapping[str, Any]) -> list[tuple[int, str]]:
    """The codes of a font's ligatures, with their names."""
    differences = resolved(mapping(font.get("/Encoding")).get("/Differences"))
    if not isinstance(differences, list):
        return []
    return [(code, name) for code, name in _codes(differences) if name in _LIGATURES]


def _unknown_characters(font: Mapping[str, Any]) -> dict[int, str]:
    """The characters of a simple font's glyphs that have a name of another kind, or none, by their codes."""
    differences = resolved(mapping(font.get("/Encoding")).get("/Differences"))
    ornaments = _ornaments(font)
    if font.get("/Subtype") == "/Type0":
        return {}
    if ornaments is not None and not isinstance(differences, list):
        if "/ToUnicode" in font or _is_nonsymbolic(font):
            return {}
        return {code: ornaments.get(code, ORNAMENT) for code in range(0x21, 0x100)}
    codes = list(_codes(differences)) if isinstance(differences, list) else []
    by_code = [_NAMED_BY_CODE.fullmatch(name) for _, name in codes]
    if (
        font.get("/Subtype") == "/Type3"
        and codes
        and all(match and int(match[1], 16) == code for match, (code, _) in zip(by_code, codes, strict=True))
    ):
        return {code: chr(code) for code, _ in codes}
    characters = {code: _unknown_character(name) for code, name in codes}
    if font.get("/Subtype") == "/Type3" and not codes and "/ToUnicode" not in font:
        return _table(str(resolved(font.get("/Encoding"))))
    if font.get("/Subtype") == "/Type3":
        # PDFium does not look at the names of drawn letters, pypdf does.
        characters |= {code: adobe_glyphs.get(name) for code, name in codes if characters[code] is None}
    return {code: character for code, character in characters.items() if character is not None}


def _codes(differences: Sequence[Any]) -> Iterator[tuple[int, str]]:
    code = 0
    for part in differences:
        if isinstance(part, NameObject):
            yield code, str(part)
            code += 1
        elif isinstance(part, int):
            code = part


def _ornaments(font: Mapping[str, Any]) -> Mapping[int, str] | None:
    """The characters of a font of symbols by their codes; None for a font of letters."""
    found = _ORNAMENTS.fullmatch(str(resolved(font.get("/BaseFont")) or ""))
    if found is None:
        return None
    symbols = symbols_of(found[1])
    return _table("/ZapfDingbats") if symbols is None else symbols


def _is_nonsymbolic(font: Mapping[str, Any]) -> bool:
    """True if a font with Greek letters says that its codes are those of its encoding."""
    flags = resolved(mapping(font.get("/FontDescriptor")).get("/Flags"))
    is_symbol = "Symbol" in str(resolved(font.get("/BaseFont")))
    return is_symbol and "/Encoding" in font and isinstance(flags, int) and not flags & _SYMBOLIC


def _table(encoding: str) -> dict[int, str]:
    """The characters of an encoding by their codes; nothing for one that has no name of its own."""
    return {code: letter for code, letter in enumerate(charset_encoding.get(encoding, ())) if letter >= " "}


def _unknown_character(name: str) -> str | None:
    """The characters of a glyph's name, U+FFFD if it has none; None for a name that extractors know."""
    if name == "/.notdef":
        # Draws nothing or an empty box.
        return _NOTHING
    if name == _TRUETYPE_SPACE:
        return " "
    if (name in adobe_glyphs and "_" not in name) or _DECIMAL_NAME.fullmatch(name):
        # Bitmap fonts of TeX call a glyph by its code.
        return None
    return _characters(name.removeprefix("/")) or UNKNOWN


def _characters(name: str) -> str:
    """The characters of a glyph by Adobe's rules for names; empty if it has none."""
    found = ""
    for part in name.partition(".")[0].split("_"):
        numbers = _UNICODE_NAME.fullmatch(part)
        if numbers is not None and numbers[1]:
            found += "".join(chr(int(numbers[1][n : n + 4], 16)) for n in range(0, len(numbers[1]), 4))
        elif numbers is not None and int(numbers[2], 16) < 0x110000:  # noqa: PLR2004
            found += chr(int(numbers[2], 16))
        elif f"/{part}" in adobe_glyphs:
            found += adobe_glyphs[f"/{part}"]
        else:
            return ""
    return found


def _character(letter: str, ornaments: Mapping[int, str] | None) -> str:
    """The character of a code that is none by itself; U+FFFD if it has none."""
    code = ord(letter)
    if 0x80 <= code <= 0x9F:  # noqa: PLR2004
        # Never a letter by itself: quotation marks and dashes by their Windows code.
        return bytes([code]).decode("cp1252", "replace") if ornaments is None else ORNAMENT
    if ornaments is not None and _SYMBOL_PLACES <= code < _SYMBOL_PLACES + 0x100:
        letter = ornaments.get(code - _SYMBOL_PLACES, letter)
    if _SMALL_CAPITALS + ord("a") <= code <= _SMALL_CAPITALS + ord("z"):
        return chr(code - _SMALL_CAPITALS)
    if clean_text(letter) or unicodedata.category(letter) == "Cf":
        return letter
    return UNKNOWN if ornaments is None else ORNAMENT
