"""A PDF as a reader of its text needs it: without hidden layers, and with fonts whose glyphs have their characters.

The open file is changed in memory. Another library gets the changed bytes, and the stored ones if nothing had to be
changed, as in nearly all files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from trendsqa.corpus.documents.coverage import LeftOut
from trendsqa.corpus.readers.pdf.objects.fonts import FontReader
from trendsqa.corpus.readers.pdf.objects.hidden_content import remove_hidden_content
from trendsqa.corpus.readers.pdf.objects.layers import Layers

__all__ = ["MendedPdf", "mended_bytes", "mended_pdf"]


@dataclass(frozen=True, slots=True)
class MendedPdf:
    """Text left out of each page, by its number from 1, and if the open file is another than the stored one."""

    left_out: Mapping[int, tuple[LeftOut, ...]]
    changed: bool


def mended_pdf(reader: PdfReader, layers: Layers, fonts: FontReader) -> MendedPdf:
    """Change the file open in ``reader``: what was left out of it, and if anything was changed."""
    left_out = {}
    for number, page in enumerate(reader.pages, start=1):
        fonts.mend(page.get("/Resources"))
        hidden = remove_hidden_content(page, layers)
        if hidden:
            left_out[number] = hidden
    return MendedPdf(left_out, bool(left_out) or fonts.changes)


def mended_bytes(reader: PdfReader, fonts: FontReader) -> bytes:
    """The pages of the file open in ``reader`` as bytes, not encrypted; its tags and bookmarks stay behind."""
    fonts.write_identities()
    writer = PdfWriter()
    # A clone of the whole file would have its pages as they are stored.
    for page in reader.pages:
        writer.add_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
