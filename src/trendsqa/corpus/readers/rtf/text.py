"""Characters of rich text: bytes in the code page of their font, and Unicode characters with their stand-ins."""

import codecs

from trendsqa.corpus.readers.symbol_fonts import is_symbol_font, symbol

__all__ = ["RtfText"]

# Charsets of fonts and their code pages (RTF Specification 1.9.1, font table).
_CHARSETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 0: "cp1252",
}  # fmt: skip
_SYMBOLS = 2
# Not the name of a codec: the name of a font of symbols follows it.
_SYMBOL_ENCODING = "symbols of "
_SYMBOL_BASE = 0xF000
_LARGEST_BYTE = 0xFF
_LONGEST_NAME = 64
_MACINTOSH = 10000
_UTF_8 = 65001


class RtfText:
    """Collects bytes and Unicode characters until ``finish``; knows the fonts' encodings."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._units: list[str] = []
        self._to_skip = 0
        self._fonts: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._font = 0
        self._default_font = -1
        self._code_page = "cp1252"

    @property
    def default_encoding(self) -> str:
        """The encoding of the default font, or of the file."""
        return self._encoding(self._default_font)

    def declare_code_page(self, number: int) -> None:
        """Set the file's code page."""
        name = {_MACINTOSH: "mac-roman", _UTF_8: "utf-8"}.get(number, f"cp{number}")
        try:
            self._code_page = codecs.lookup(name).name
        except LookupError:
            self._code_page = "cp1252"

    def set_default_font(self, number: int) -> None:
        """Set the font of text without one."""
        self._default_font = number

    def use_font(self, number: int) -> str:
        """The encoding of a font; in the font table, the font that is about to be declared."""
        self._font = number
        return self._encoding(number)

    def declare_charset(self, charset: int) -> None:
        """Declare the charset of the font named last."""
        encoding = _SYMBOL_ENCODING if charset == _SYMBOLS else _CHARSETS.get(charset, "")
        # Charset 0 is that of Windows in Western Europe, and what programs write who know no better.
        self._fonts[self._font] = encoding if charset else ""

    def declare_name(self, text: str) -> None:
        """Add ``text`` to the name of the font named last; a semicolon ends it."""
        name = self._names.get(self._font, "")
        if not name.endswith(";"):
            self._names[self._font] = (name + text.strip())[:_LONGEST_NAME]

    def take_bytes(self, data: bytes) -> None:
        """Add bytes, after those that stand in for a Unicode character."""
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def stands_in(self) -> bool:
        """True if the next control word stands in for a Unicode character, which it then does."""
        if self._to_skip:
            self._to_skip -= 1
            return True
        return False

    def take_unicode(self, number: int, stand_ins: int, encoding: str) -> None:
        """Add a UTF-16 code unit, which may be given as a negative number; ``stand_ins`` characters follow it."""
        self._take_decoded(encoding)
        unit = chr(number % 0x10000)
        is_sign = encoding.startswith(_SYMBOL_ENCODING) and not unit.isspace()
        self._units.append(_symbol(ord(unit), encoding) if is_sign else unit)
        self._to_skip = stand_ins

    def finish(self, encoding: str) -> str:
        """All text since the last call; unpaired surrogates become U+FFFD."""
        self._take_decoded(encoding)
        self._to_skip = 0
        text = "".join(self._units)
        self._units = []
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _encoding(self, number: int) -> str:
        name = self._names.get(number, "").partition(";")[0]
        encoding = self._fonts.get(number) or self._code_page
        return _SYMBOL_ENCODING + name if encoding == _SYMBOL_ENCODING or is_symbol_font(name) else encoding

    def _take_decoded(self, encoding: str) -> None:
        if self._bytes:
            if encoding.startswith(_SYMBOL_ENCODING):
                self._units.append("".join(_symbol(code, encoding) for code in self._bytes))
            else:
                self._units.append(self._bytes.decode(encoding, "replace"))
            self._bytes = bytearray()


def _symbol(code: int, encoding: str) -> str:
    """A sign of a symbol font; in the private-use area, where text cleaning knows it, if its font is not known."""
    if code <= ord(" "):
        return chr(code)
    font = encoding.removeprefix(_SYMBOL_ENCODING)
    shown = symbol(code, font) if is_symbol_font(font) else ""
    return shown or chr(code if code > _LARGEST_BYTE else _SYMBOL_BASE + code)
