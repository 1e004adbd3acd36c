"""Opens a PDF: one that needs no password is read, whatever its cipher; any other is refused by its true reason."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

from trendsqa.errors import UnreadableFileError

__all__ = ["opened_pdf"]

_ADVICE = "print it to PDF or save it without protection, and add the new file."


def opened_pdf(data: bytes, name: str) -> PdfReader:
    """The file in ``data``, open.

    Raises:
        UnreadableFileError: It needs a password or a certificate.
    """
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        # Its pages are needed too: a file may open and still keep its objects locked.
        locked = reader.is_encrypted and not (reader.decrypt("") and len(reader.pages) >= 0)
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        # A damaged lock: opening with an empty password raises in place of saying no.
        locked = True
    except NotImplementedError as error:
        raise UnreadableFileError(
            f"{name} is encrypted in a way that only its own program opens ({error}). Open it there, {_ADVICE}"
        ) from error
    if locked:
        raise UnreadableFileError(f"{name} is encrypted. Open it with its password, {_ADVICE}")
    return reader
