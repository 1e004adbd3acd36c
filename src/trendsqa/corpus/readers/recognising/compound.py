"""Refusal of compound files (OLE): old Office formats, Outlook messages and documents with a password."""

from trendsqa.errors import UnreadableFileError

__all__ = ["COMPOUND_SIGNATURE", "compound_refusal"]

COMPOUND_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = "Open it in Office or LibreOffice, save it as {}, and add that file."
# Names of streams, and the ending that goes with them; the first that is there says what the file is.
_STREAMS = (
    (
        "EncryptedPackage",
        "",
        "an Office file with a password",
        "Open it, remove the password, save it, and add it again.",
    ),
    ("__properties_version1.0", ".msg", "an Outlook message (MSG)", "Save it as EML or PDF and add that file."),
    ("PowerPoint Document", ".ppt", "an old PowerPoint file (PPT)", _OLD.format("PPTX or PDF")),
    ("WordDocument", ".doc", "an old Word document (DOC)", _OLD.format("DOCX or PDF")),
    ("Workbook", ".xls", "an old Excel workbook (XLS)", _OLD.format("XLSX")),
    ("Book", ".xls", "an old Excel workbook (XLS)", _OLD.format("XLSX")),
)
_UNKNOWN = ("an old Office file or one of another program", _OLD.format("DOCX, XLSX or PDF"))


def compound_refusal(data: bytes, ending: str, name: str) -> UnreadableFileError:
    """The refusal of a compound file, by the streams in it; its ending decides if another kind is embedded."""
    found = [stream for stream in _STREAMS if _has_stream(data, stream[0])]
    # A workbook with an embedded document has the streams of both.
    found.sort(key=lambda stream: (bool(stream[1]), stream[1] != ending))
    what, advice = found[0][2:] if found else _UNKNOWN
    return UnreadableFileError(f"{name} is {what}, which cannot be read. {advice}")


def _has_stream(data: bytes, stream: str) -> bool:
    """True if the directory has an entry with exactly this name (MS-CFB, section 2.6.1: names end with a zero)."""
    return f"{stream}\0".encode("utf-16-le") in data
