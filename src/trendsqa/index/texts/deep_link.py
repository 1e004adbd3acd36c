"""Addresses that lead to words on the publisher's own page."""

from urllib.parse import quote as percent_encode
from urllib.parse import urldefrag, urlsplit

__all__ = ["deep_link", "names_pdf"]

_WORDS_AT_EACH_END = 5
"""Words that begin and end a text fragment: enough to be unique on a page, short enough to survive small edits."""


def names_pdf(url: str) -> bool:
    """True if the path of ``url`` ends as that of a PDF does, whatever its query says."""
    try:
        return urlsplit(url).path.lower().endswith(".pdf")
    except ValueError:
        return False


def deep_link(url: str, words: str, page: int | None, *, is_pdf: bool = False) -> str:
    """``url`` with a fragment that leads to ``words``; empty for an empty one.

    A PDF's address gets ``#page=N`` (RFC 8118), any other a text fragment (WICG Scroll to Text Fragment). ``is_pdf``
    says that a PDF is at an address whose path does not tell.
    """
    if not url:
        return ""
    if is_pdf or names_pdf(url):
        # Of two fragments a browser would follow neither.
        return f"{urldefrag(url).url}#page={page}" if page else url
    lines = [line for line in words.splitlines() if line.strip()]
    # A fragment must lie within one block of the page; the last line is body text, the first may be a heading.
    fragment = lines[-1].split() if lines else []
    if len(fragment) <= 2 * _WORDS_AT_EACH_END:
        text = _fragment_text(fragment)
    else:
        text = f"{_fragment_text(fragment[:_WORDS_AT_EACH_END])},{_fragment_text(fragment[-_WORDS_AT_EACH_END:])}"
    separator = ":~:" if "#" in url else "#:~:"
    return f"{url}{separator}text={text}"


def _fragment_text(words: list[str]) -> str:
    # The comma and the hyphen are syntax inside a text fragment; quote() leaves the hyphen as it is.
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")
