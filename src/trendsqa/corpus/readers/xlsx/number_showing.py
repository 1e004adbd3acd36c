"""Numbers in a number format: digits, separators, per cent, powers of ten and fractions."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from trendsqa.corpus.readers.xlsx.format_tokens import FormatKind, FormatSection, FormatToken

__all__ = ["plain_number", "shown"]

# The largest number has 309 digits before the point.
_CONTEXT = Context(prec=1500, rounding=ROUND_HALF_UP, Emax=9999, Emin=-9999)
# Beyond these powers of ten a plain number is written with an exponent.
_LARGEST_PLAIN, _SMALLEST_PLAIN = 21, -10
_GROUP = 3
_FRACTION = re.compile(r"(?:(?P<whole>[#0?]+) *)?(?<![#0?])(?P<upper>[#0?]+) ?/ ?(?P<lower>[#0?]+|[1-9][0-9]*)")
_MOST_FRACTION_DIGITS = 6


def shown(value: Decimal, section: FormatSection) -> str | None:
    """The value in a section's format; None if it cannot be applied exactly."""
    size = abs(value)
    match section.kind:
        case FormatKind.SCIENTIFIC:
            text = _scientific(size, section.tokens)
        case FormatKind.FRACTION:
            text = _fraction(size, section.tokens)
        case _:
            text = _digits(size, section.tokens)
    if text is None:
        return None
    # Nothing is left of a small value but zeros, which have no sign.
    is_zero = any(token.name == "digit" for token in section.tokens) and not any(map(text.__contains__, "123456789"))
    return f"-{text.lstrip()}" if value < 0 and section.shows_sign and not is_zero else text


def plain_number(value: Decimal) -> str:
    """The value in digits, with an exponent only if it would be very long."""
    if not value:
        return "0"
    if _SMALLEST_PLAIN <= value.adjusted() < _LARGEST_PLAIN:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa, _, exponent = f"{value.normalize(_CONTEXT):E}".partition("E")
    return f"{mantissa}E{int(exponent):+03d}"


def _digits(value: Decimal, tokens: Sequence[FormatToken]) -> str | None:
    """The value over the placeholders of ``tokens``, from the point outwards."""
    places = [number for number, token in enumerate(tokens) if token.name == "digit"]
    if not places:
        # Words alone are shown for any number, as "n/a" for zero.
        return "".join(_literal(token) for token in tokens)
    if any(token.name in {"slash", "text"} for token in tokens):
        return None
    points = [number for number, token in enumerate(tokens) if token.name == "point"]
    point = points[0] if points else places[-1] + 1
    whole, part = tokens[:point], tokens[point:]
    value *= Decimal(100) ** sum(token.name == "percent" for token in tokens)
    value = value.scaleb(-_GROUP * _scaling_commas(tokens, places, point), _CONTEXT)
    decimals = sum(token.name == "digit" for token in part)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), context=_CONTEXT)
    before, _, after = f"{rounded:f}".partition(".")
    return _whole_digits(before.lstrip("0"), whole) + _part_digits(after, part)


def _scaling_commas(tokens: Sequence[FormatToken], places: list[int], point: int) -> int:
    """The number of commas that each divide by a thousand: right after the last digit, or right before the point."""
    ends = {places[-1], max((place for place in places if place < point), default=places[-1])}
    count = 0
    for end in ends:
        following = end + 1
        while following < len(tokens) and tokens[following].name == "comma":
            count += 1
            following += 1
    return count


def _whole_digits(digits: str, tokens: Sequence[FormatToken]) -> str:
    places = [number for number, token in enumerate(tokens) if token.name == "digit"]
    if not places:
        return "".join(map(_literal, tokens)) + digits
    grouped = any(token.name == "comma" for token in tokens[places[0] : places[-1]])
    parts: list[str] = []
    written = 0
    for number in range(len(tokens) - 1, -1, -1):
        token = tokens[number]
        if token.name != "digit":
            parts.append(_literal(token))
            continue
        # The first placeholder takes all digits that are left.
        wanted = max(len(digits) - written, 1) if number == places[0] else 1
        for _ in range(wanted):
            digit = digits[-1 - written] if written < len(digits) else {"0": "0", "?": " "}.get(token.text, "")
            if digit and grouped and written and written % _GROUP == 0:
                parts.append("," if digit.strip() else " ")
            parts.append(digit)
            written += 1
    return "".join(reversed(parts))


def _part_digits(digits: str, tokens: Sequence[FormatToken]) -> str:
    """The digits after the point; the token of the point comes first."""
    needed = len(digits.rstrip("0"))
    parts: list[str] = []
    used = 0
    for number, token in enumerate(tokens):
        if token.name != "digit":
            parts.append("." if token.name == "point" and number == 0 else _literal(token))
            continue
        blank = {"0": "0", "?": " "}.get(token.text, "")
        parts.append(digits[used] if used < needed else blank)
        used += 1
    return "".join(parts)


def _scientific(value: Decimal, tokens: Sequence[FormatToken]) -> str | None:
    place = next(number for number, token in enumerate(tokens) if token.name == "exponent")
    mantissa, power = tokens[:place], tokens[place + 1 :]
    point = next((number for number, token in enumerate(mantissa) if token.name == "point"), len(mantissa))
    wide = sum(token.name == "digit" for token in mantissa[:point])
    decimals = sum(token.name == "digit" for token in mantissa[point:])
    if not wide or any(token.name in {"comma", "percent"} for token in tokens):
        return None
    exponent = _exponent(value, wide)
    moved = value.scaleb(-exponent, _CONTEXT).quantize(Decimal(1).scaleb(-decimals), context=_CONTEXT)
    if moved >= Decimal(10) ** wide:
        exponent = _exponent(moved.scaleb(exponent, _CONTEXT), wide)
        moved = value.scaleb(-exponent, _CONTEXT)
    shown_mantissa = _digits(moved, mantissa)
    if shown_mantissa is None:
        return None
    sign = "-" if exponent < 0 else "+" if tokens[place].text.endswith("+") else ""
    return f"{shown_mantissa}E{sign}{_whole_digits(str(abs(exponent)), power)}"


def _exponent(value: Decimal, wide: int) -> int:
    """The power of ten, a multiple of the number of digits before the point."""
    return value.adjusted() // wide * wide if value else 0


def _fraction(value: Decimal, tokens: Sequence[FormatToken]) -> str | None:
    found = _FRACTION.fullmatch("".join(token.text for token in tokens).strip())
    if found is None or any(token.name == "percent" for token in tokens):
        return None
    lower = found.group("lower")
    if len(lower) > _MOST_FRACTION_DIGITS:
        return None
    exact = Fraction(value)
    whole = int(exact) if found.group("whole") else 0
    rest = exact - whole
    if lower[0] in "123456789":
        denominator = int(lower)
        numerator = int(rest * denominator + Fraction(1, 2))
    else:
        near = rest.limit_denominator(10 ** len(lower) - 1)
        numerator, denominator = near.numerator, near.denominator
    if not found.group("whole"):
        return f"{numerator}/{denominator}"
    if numerator == denominator:
        whole, numerator = whole + 1, 0
    if not numerator:
        return str(whole)
    return f"{whole} {numerator}/{denominator}" if whole else f"{numerator}/{denominator}"


def _literal(token: FormatToken) -> str:
    """The characters that a token shows in a number; a point or comma without a digit's meaning is only a mark."""
    return {"percent": "%", "point": "."}.get(token.name, token.shown)
