"""PDFs whose pages are drawn operator by operator, for what a page of plain words cannot show."""

from collections.abc import Sequence

# Widths of Helvetica's letters in thousandths of the size, as far as the tests draw letters one by one.
_WIDTHS = dict.fromkeys("abcdeghnopqu_LTFZ0123456789$", 556) | dict.fromkeys("ijl.,:;' ", 278) | {"f": 278, "t": 278}
_WIDTHS |= {
    "r": 333,
    "-": 333,
    "m": 833,
    "w": 722,
    "M": 833,
    "W": 944,
    "s": 500,
    "c": 500,
    "k": 500,
    "x": 500,
    "y": 500,
}
_WIDTHS |= {"v": 500, "z": 500, "I": 278, "J": 500} | dict.fromkeys("ABEKPSVXY", 667) | dict.fromkeys("CDHNRU", 722)
_WIDTHS |= {"T": 611, "F": 611, "Z": 611, "G": 778, "O": 778, "Q": 778, "£": 556}


def build_drawn(pages: Sequence[str], *, entries: str = "") -> bytes:
    """The bytes of a PDF with these content streams; ``entries`` go into each page.

    F1 is Helvetica, F2 its bold, and F3 has the ligatures fi and fl at A and B.
    """
    count = len(pages)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(count))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [65 /fi /fl] >> >>",
    ]
    for number, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R {entries} "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def shown(text: str, x: float, y: float, size: float = 11, font: int = 1) -> str:
    """Words in one go."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F{font} {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm ({escaped}) Tj ET"


def lines_of(texts: Sequence[str], x: float, y: float, size: float = 11, leading: float = 14) -> str:
    """Lines below each other."""
    return "\n".join(shown(text, x, y - number * leading, size) for number, text in enumerate(texts))


def letters(text: str, x: float, y: float, size: float = 11, font: int = 1) -> str:
    """Each letter drawn by itself and no space, as some writers do."""
    parts = []
    for letter in text:
        if letter != " ":
            parts.append(shown(letter, x, y, size, font))
        x += _WIDTHS.get(letter, 556) * size / 1000
    return "\n".join(parts)


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A thin line."""
    return f"0.5 w {x0:g} {y0:g} m {x1:g} {y1:g} l S"


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Lines at all of these places."""
    flat = [rule(xs[0], y, xs[-1], y) for y in ys]
    return "\n".join(flat + [rule(x, ys[0], x, ys[-1]) for x in xs])
