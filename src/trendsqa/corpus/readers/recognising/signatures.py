"""Formats that cannot be read, known by their first bytes or by the ending of their name, each with advice."""

from trendsqa.errors import UnreadableFileError

__all__ = ["refuse_by_ending", "refuse_by_signature"]

_RECOGNISE = "Run it through text recognition (OCR), for example with OCRmyPDF, and add the PDF that it makes."
_TRANSCRIBE = "Add its transcript as text, if there is one."
_UNPACK = "Unpack it and add the files it contains."
_PICTURE = ("a picture", _RECOGNISE)
_VIDEO = ("a film", _TRANSCRIBE)
_SOUND = ("a sound recording", _TRANSCRIBE)
_ARCHIVE = ("a compressed file or an archive", _UNPACK)
_PROGRAM = ("a program", "Add the document that it came with.")
_SIGNATURES = (
    (b"\x89PNG", *_PICTURE),
    (b"\xff\xd8\xff", *_PICTURE),
    (b"GIF8", *_PICTURE),
    (b"II*\0", *_PICTURE),
    (b"MM\0*", *_PICTURE),
    (b"\x1f\x8b", *_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", *_ARCHIVE),
    (b"Rar!\x1a\x07", *_ARCHIVE),
    (b"\xfd7zXZ\0", *_ARCHIVE),
    (b"\x28\xb5\x2f\xfd", *_ARCHIVE),
    (b"\x1aE\xdf\xa3", *_VIDEO),
    (b"\0\0\x01\xba", *_VIDEO),
    (b"OggS", *_SOUND),
    (b"fLaC", *_SOUND),
    (b"ID3\x02", *_SOUND),
    (b"ID3\x03", *_SOUND),
    (b"ID3\x04", *_SOUND),
    (b"\x7fELF", *_PROGRAM),
    (b"%!PS", "a PostScript file", "Save it as PDF and add that file."),
    (b"\xffWPC", "a WordPerfect document", "Open it in LibreOffice, save it as DOCX, and add that file."),
    (b"SQLite format 3\0", "a database", "Export its tables as CSV and add those files."),
)
# The kind of a RIFF file or an ISO media file stands after its first bytes.
_KINDS = {
    b"WEBP": _PICTURE,
    b"AVI ": _VIDEO,
    b"WAVE": _SOUND,
    b"heic": _PICTURE,
    b"mif1": _PICTURE,
    b"avif": _PICTURE,
    b"M4A ": _SOUND,
}
# Signatures that stand after the first bytes.
_LATER = ((257, b"ustar", _ARCHIVE), (4, b"1AY&SY", _ARCHIVE))
_ENDINGS = {
    ".mht": ("a saved web page (MHTML)", "Save the page as HTML or PDF and add that file."),
    ".mhtml": ("a saved web page (MHTML)", "Save the page as HTML or PDF and add that file."),
    ".svg": ("a drawing (SVG)", "Open it in a browser, print it to PDF, and add that file."),
    ".exe": _PROGRAM,
    ".dll": _PROGRAM,
    ".bmp": _PICTURE,
    ".mp3": _SOUND,
}
# A text may begin with the two letters of a program or of a bitmap; their files have zero bytes soon after.
_SHORT_SIGNATURES = {b"MZ": _PROGRAM, b"BM": _PICTURE}
_ZEROS_WITHIN = 64


def refuse_by_signature(data: bytes, name: str) -> None:
    """Refuse ``data`` if it begins as a format that cannot be read. Raises UnreadableFileError."""
    for beginning, what, advice in _SIGNATURES:
        if data.startswith(beginning):
            raise _refusal(name, what, advice)
    if (data.startswith(b"RIFF") and data[8:12] in _KINDS) or data[4:8] == b"ftyp":
        raise _refusal(name, *_KINDS.get(data[8:12], _VIDEO))
    for place, sign, found in _LATER:
        if data.startswith(sign, place):
            raise _refusal(name, *found)
    if data[:2] in _SHORT_SIGNATURES and b"\0\0" in data[:_ZEROS_WITHIN]:
        raise _refusal(name, *_SHORT_SIGNATURES[data[:2]])


def refuse_by_ending(ending: str, name: str) -> None:
    """Refuse a file that is named as a format that cannot be read. Raises UnreadableFileError."""
    if ending in _ENDINGS:
        raise _refusal(name, *_ENDINGS[ending])


def _refusal(name: str, what: str, advice: str) -> UnreadableFileError:
    return UnreadableFileError(f"{name} is {what}, which cannot be read. {advice}")
