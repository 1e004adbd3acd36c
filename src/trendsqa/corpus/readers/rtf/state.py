"""State of a rich text group, and the words that set it."""

from dataclasses import dataclass

__all__ = ["DESTINATIONS", "SKIPPED", "SYMBOLS", "GroupState"]

SYMBOLS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "qmspace": " ", "tab": "\t", "line": "\n", "softline": "\n", "lbr": "\n",
    "~": "\u00a0", "_": "-", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\", "zwj": "\u200d", "zwnj": "\u200c",
    "column": "\n",
}  # fmt: skip
SKIPPED = frozenset(
    [
        "colortbl",
        "filetbl",
        "listtable",
        "listoverridetable",
        "revtbl",
        "rsidtbl",
        "generator",
        "themedata",
        "datastore",
        "latentstyles",
        "xmlnstbl",
        "pict",
        "objdata",
        "nonshppict",
        "shprslt",
        "sp",
        "bkmkstart",
        "bkmkend",
        "pn",
        "pnseclvl",
        "tc",
        "xe",
        "txe",
        "rxe",
        "atnid",
        "atnauthor",
        "atnref",
        "atndate",
        "atntime",
        "atnicn",
        "atrfstart",
        "atrfend",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "mmathPr",
        "wgrffmtfilter",
        "fldtype",
        "datafield",
        "formfield",
        "ffname",
        "template",
        "passwordhash",
        "operator",
        "author",
        "company",
        "userprops",
        "blipuid",
        "background",
        "do",
        "panose",
        "falt",
        "oldcprops",
        "oldpprops",
        "pgptbl",
        "protusertbl",
        "defchp",
        "defpap",
        "colorschememapping",
        "docvar",
        "objclass",
        "objname",
        "objalias",
        "objsect",
        "pntxta",
        "pntxtb",
        "shptop",
        "nonesttables",
    ]
)
"""Destinations without text of the document."""


DESTINATIONS = {
    "annotation": "comment",
    "fldinst": "field",
    "fldrslt": "result",
    "fonttbl": "fonts",
    "footnote": "note",
    "info": "info",
    "nesttableprops": "inner row",
    "listtext": "marker",
    "pntext": "marker",
    "result": "body",
    "revtim": "changed",
    "shpinst": "body",
    "shppict": "body",
    "shptxt": "body",
    "stylesheet": "styles",
    "title": "title",
    **dict.fromkeys("header footer headerl headerr headerf footerl footerr footerf".split(), "margin"),  # noqa: SIM905
}
"""Destinations with text, and the name under which the walk knows them."""


@dataclass(slots=True)
class GroupState:
    r"""Formatting at a place in the text; a group begins with a copy of its parent's.

    ``destination`` is where text goes: "body", "note", "skip" or another name of the walk's. ``skip_count`` is the
    number of characters that stand in for a Unicode one (``\uc``). ``is_new`` is true until the group's first word or
    text, and ``is_starred`` after the sign that lets a program skip what it does not know.
    """

    destination: str = "body"
    encoding: str = "cp1252"
    skip_count: int = 1
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    bold: bool = False
    raised: bool = False
    is_starred: bool = False
    is_new: bool = False
