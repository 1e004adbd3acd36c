"""The encoding that reads as words, for bytes that declare none and are not UTF-8.

Not a statistical detector: those take “£4” alone for “Ł4”. Windows-1252 stays unless its reading has marks and letters
in places where no language has them, and another encoding puts them right.
"""

import re
import unicodedata

__all__ = ["best_encoding"]

_USUAL = "cp1252"
_OTHERS = ("mac-roman", "cp1250", "iso8859-2", "cp1251", "koi8-r", "iso8859-5", "cp1253", "cp850")
# A single odd character is no proof: it may be the author's.
_LEAST_EVIDENCE = 2
_SAMPLE_BYTES = 2**18
_HIGH = re.compile(rb"[^\n\r]*[\x80-\xff][^\n\r]*")

_LETTER = r"[^\W\d_¹²³¼½¾]"
_UPPER = "À-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĲĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽА-ЯЀ-ЏΑ-ΩΆΈ-Ώ"
_LOWER = "a-zß-öø-ÿāăąćĉċčďđēĕėęěœřśşšţťžźżłńňűůŵŷа-яѐ-џα-ωάέήίό-ώ"
_ODD = re.compile(
    "|".join(
        (
            "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]",  # no character
            f"(?<=[{_LOWER}])[{_UPPER}]",  # a capital within a word
            f"(?<=[а-яѐ-џß-öø-ÿ])[A-ZА-Я](?=[{_LOWER}{_UPPER}])",
            f"(?<={_LETTER})[^\\w\\s\x00-\x7f’‘'´·‐‑–—…/\u00ad](?={_LETTER})",  # a sign within a word
            f"(?<={_LETTER})[¹²³¼½¾](?={_LETTER})",
            "[^\\w\\s\x00-\x7f’‘“”…–—«»„‚·•]{2}|[’‘“”–—„‚]{3}",  # signs that never meet
            r"(?<!\w)[^\W\d_a-zA-Zªº¹²³¼½¾](?=\d)|(?<=\d)[^\W\d_a-zA-Zªºµ¹²³¼½¾](?!\w)",  # a letter at a number
            r"(?<=\w)[¡¿‚„£€](?=\w)",  # a sign that opens, after a letter or a digit
            r"(?<=\d)[¡¿]",
            r"[¤¥](?!\s?\d)(?<!\d.)",  # a currency without an amount
            r"(?<!\S)[ÐÑÒÔÕÞ](?!\S)",  # capitals that are no word
        )
    )
)
_FITTING = re.compile(
    "|".join(
        (
            r"(?<!\w)[£€](?=\d)",
            rf"(?<={_LETTER})’(?={_LETTER})",
            r"(?<![^\s(])[“‘](?=\w)",
            r"(?<=[\w.,!?])[”’](?![\w])",
            r"(?<=\s)[–—•](?=\s)",
            r"(?<=\d)\s?°(?!\w\w|\d)",
        )
    )
)
_FOREIGN_WORD = re.compile(r"[^\W\d_a-zA-Z]{3,}")
_WORD = re.compile(rf"{_LETTER}{{2,}}")


def best_encoding(data: bytes, *, may_be_utf8: bool) -> str:
    """The encoding of ``data`` in which letters and marks stand where they may; Windows-1252 if none is better.

    ``may_be_utf8``: damaged UTF-8 is one of the candidates.
    """
    sample = b"\n".join(_HIGH.findall(data[: 4 * _SAMPLE_BYTES]))[:_SAMPLE_BYTES]
    fits = {encoding: _fit(sample.decode(encoding, "replace")) for encoding in (_USUAL, "utf-8", *_OTHERS)}
    if may_be_utf8 and fits["utf-8"] >= fits[_USUAL]:
        return "utf-8"
    best = max(_OTHERS, key=lambda encoding: fits[encoding])
    return best if fits[best] >= fits[_USUAL] + _LEAST_EVIDENCE else _USUAL


def _fit(text: str) -> int:
    """Number of marks where they belong, less that of letters and marks where they cannot be."""
    strange = sum(len(word) for word in _FOREIGN_WORD.findall(text) if _script(word[0]) == "LATIN")
    mixed = sum(_is_mixed(word) for word in _WORD.findall(text) if not word.isascii())
    fitting = sum(1 for _ in _FITTING.finditer(text))
    return fitting - sum(1 for _ in _ODD.finditer(text)) - strange - mixed


def _is_mixed(word: str) -> bool:
    """True for letters of two scripts in one word."""
    return len({_script(letter) for letter in word}) > 1


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
