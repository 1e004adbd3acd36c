"""Pages of a PDF that are pictures of text: told as a loss, and refused if there is nothing else."""

import shutil
from collections.abc import Sequence
from shlex import quote

from trendsqa.corpus.documents.coverage import Loss, LossKind
from trendsqa.corpus.readers.pdf.page import PdfPage
from trendsqa.corpus.readers.pdf.pages.page_ranges import page_ranges
from trendsqa.errors import UnreadableFileError

__all__ = ["refuse_without_text", "unread_pages"]

_OCR = "ocrmypdf"
# A file of so many pages may have covers that are pictures.
_PAGES_WITH_COVERS = 4


def refuse_without_text(pages: Sequence[PdfPage], name: str) -> None:
    """Refuse a file without text on any page that is not a picture.

    Raises:
        UnreadableFileError: It is scanned, or empty.
    """
    if any(run.text.strip() for page in pages if not page.is_picture for run in page.runs):
        return
    if any(page.is_picture or page.has_images for page in pages):
        count = f"its {len(pages)} pages are pictures" if len(pages) > 1 else "its only page is a picture"
        raise UnreadableFileError(
            f"{name} is scanned: {count} without text. Run it through text recognition (OCR){_advice(name)} and "
            f"add the new file."
        )
    raise UnreadableFileError(f"{name} holds no text. Check that it is the file you meant and add it again.")


def unread_pages(pages: Sequence[PdfPage]) -> tuple[Loss, ...]:
    """The pages that are pictures, as a loss; covers of a longer file are none."""
    found = {page.number for page in pages if page.is_picture}
    if len(pages) >= _PAGES_WITH_COVERS and found <= {1, len(pages)} and 1 in found:
        return ()
    return (Loss(LossKind.NO_TEXT, len(found), len(pages), "pages", page_ranges(found)),) if found else ()


def _advice(name: str) -> str:
    """The command to run, and if this computer has it."""
    file = name.rpartition("/")[2]
    command = f"`{_OCR} {quote(file)} {quote(f'ocr-{file}')}`"
    if shutil.which(_OCR) is None:
        return f", for example with OCRmyPDF: {command},"
    return f" with OCRmyPDF, which is installed here: {command},"
