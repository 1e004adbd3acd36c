"""Numbers as files show them before items, headings and notes."""

from collections.abc import Callable

__all__ = ["numeral"]

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
# No Roman numeral is written above this without marks over its letters.
_LARGEST_ROMAN = 3999
_LETTERS = 26
_TEENS = (11, 12, 13)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
# The marks of the Chicago Manual of Style, doubled when they run out.
_CHICAGO = "*†‡§"
_CARDINAL = (
    "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen "
    "Eighteen Nineteen Twenty"
)
_ORDINAL = (
    "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth "
    "Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth"
)
_WORDS = {"cardinalText": _CARDINAL.split(), "ordinalText": _ORDINAL.split()}


def numeral(number: int, form: str) -> str:
    """``number`` in a form of ISO/IEC 29500-1, 17.18.59, or of HTML; any other form counts in figures.

    Those of HTML are ``a``, ``A``, ``i`` and ``I``. After z a page counts aa, ab, and an office program aa, bb.
    """
    words = _WORDS.get(form, [])
    if number < 1 or form not in _FORMS:
        return words[number - 1] if 1 <= number <= len(words) else str(number)
    return _FORMS[form](number)


def _letters(number: int) -> str:
    """The number as a letter; after z it is doubled."""
    return chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)


def _place_letters(number: int) -> str:
    """The number in letters that count as digits do: z, aa, ab."""
    letters = ""
    while number:
        number, place = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + place) + letters
    return letters


def _ordinal(number: int) -> str:
    return f"{number}{'th' if number % 100 in _TEENS else _ENDINGS.get(number % 10, 'th')}"


def _chicago(number: int) -> str:
    return _CHICAGO[(number - 1) % len(_CHICAGO)] * ((number - 1) // len(_CHICAGO) + 1)


def _roman(number: int) -> str:
    if number > _LARGEST_ROMAN:
        return str(number)
    roman = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        roman += letters * count
    return roman


_FORMS: dict[str, Callable[[int], str]] = {
    "A": lambda number: _place_letters(number).upper(),
    "I": lambda number: _roman(number).upper(),
    "a": _place_letters,
    "chicago": _chicago,
    "decimalZero": "{:02d}".format,
    "i": _roman,
    "lowerLetter": _letters,
    "lowerRoman": _roman,
    "ordinal": _ordinal,
    "upperLetter": lambda number: _letters(number).upper(),
    "upperRoman": lambda number: _roman(number).upper(),
}
