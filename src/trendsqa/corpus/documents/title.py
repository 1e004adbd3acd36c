"""A file's title: the one that the file gives, unless a program filled it in; else a heading; else the file's name.

Programs write a title of their own into files whose author gave none ("Untitled", "Document1"), or the name of the file
that something was printed from. Such a title says nothing, and many files share it.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from trendsqa.corpus.documents.text_cleaning import clean_text

__all__ = ["given_by_a_program", "readable_name", "title_of"]

_NUMBERED = r"[ _-]?(?:\(?\d+\)?)?"
_DEFAULTS = re.compile(
    r"(?:"
    # Word processors, spreadsheets and presentations, and python-docx and the like.
    rf"(?:(?:microsoft )?word |new |blank |google )?(?:document|doc|book|workbook|spreadsheet|presentation){_NUMBERED}|"
    rf"(?:microsoft )?(?:powerpoint|excel) (?:presentation|worksheet|workbook|spreadsheet){_NUMBERED}|"
    rf"(?:sheet|slide|page|layout|chart|folie|tabelle|feuil|hoja|dokument){_NUMBERED}|"
    rf"\(?(?:untitled|unnamed|unbenannt|no title){_NUMBERED}\)?"
    rf"(?: (?:document|spreadsheet|presentation|page){_NUMBERED})?|"
    r"microsoft (?:word|excel|powerpoint|publisher)(?: -.*)?|"
    # PDF printers, scanners and typesetters.
    rf"\(?(?:anonymous|unspecified|unknown|none|null|title|default|template|test){_NUMBERED}\)?|"
    rf"(?:scan|scanned (?:document|image|page)|image|img|print|print job|full page photo){_NUMBERED}|"
    r"about:blank|remote desktop redirected printer doc|"
    r"[\[(<]?(?:(?:type|enter|insert|add|click to (?:add|edit)) )(?:the )?(?:document )?(?:title|title here)[\])>]?|"
    # Web pages.
    rf"(?:index|home|home ?page|start ?page|welcome|main page){_NUMBERED}"
    r")",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"\S.*\.(?:do[ct][mx]?|wp[ds]|rtf|txt|md|tex|dvi|od[gpst]|pages|xls[bmx]?|csv|tsv|p[op][st][mx]?|pub|qx[dp]|indd|p65|"
    r"pmd|fm|vsdx?|pdf|e?ps|ai|cdr|dwg|bmp|gif|jpe?g|png|tiff?|x?html?|mht|xml|json|dita|eml|msg|tmp)",
    re.IGNORECASE,
)
_PATH = re.compile(r"[a-z]:[\\/].*|\\\\.*|(?:\.{1,2}|~)?/\S*|[a-z][a-z0-9+.-]*://.*", re.IGNORECASE)
_LONGEST = 500
"""Characters, as in the manifest; anything longer is a text that was set as a title."""
_BETWEEN_WORDS = re.compile(r"_+|(?<=[^\W\d_])-+(?=\w)|(?<=\d)-+(?=[^\W\d_])|(?<=\S)%20(?=\S)")
"""Characters between the words of a file's name; a hyphen between digits belongs to a date or a number."""


def title_of(given: str, headings: Sequence[tuple[int, str]], name: str) -> str:
    """The title of the file ``name``: ``given`` by the file, else its first heading, else its readable name.

    ``headings`` are (level, text) in order; one of level 1 is preferred to others.
    """
    first_of_all = headings[0][1] if headings else ""
    heading = next((text for level, text in headings if level == 1), first_of_all)
    usable = (text for text in (clean_text(given), heading) if len(text) <= _LONGEST and not given_by_a_program(text))
    return next(usable, "") or readable_name(name)


def given_by_a_program(title: str) -> bool:
    """True for a title that an author did not write: a program's default, a path, an address or a file's name."""
    bare = title.strip()
    return any(pattern.fullmatch(bare) for pattern in (_DEFAULTS, _FILE_NAME, _PATH)) or not any(
        character.isalnum() for character in bare
    )


def readable_name(name: str) -> str:
    """A file's name or an address as a title: without folders and ending, and with spaces between its words."""
    if "://" in name:
        address = urlsplit(name)
        path = unquote(address.path).rstrip("/")
        if not path:
            return address.netloc
        name = path
    stem = PurePosixPath(name).stem
    words = clean_text(_BETWEEN_WORDS.sub(" ", stem))
    return words[:1].upper() + words[1:] if any(map(str.isalnum, words)) else clean_text(PurePosixPath(name).name)
