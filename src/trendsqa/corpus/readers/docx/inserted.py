"""Documents that a Word document inserts whole: pages and Word documents, each read by the reader for its format."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from trendsqa.corpus.documents.coverage import Loss, LossKind
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.damage import check_archive
from trendsqa.corpus.readers.docx.parts.package import DocxPart, Package
from trendsqa.corpus.readers.html.reader import read_html
from trendsqa.corpus.readers.text import read_text
from trendsqa.errors import UnreadableFileError

__all__ = ["InsertedReader", "ReadingBudget"]

# Documents in documents in documents: deeper ones are an attack.
_DEEPEST = 3
# All of them together, unpacked; the text of a thousand pages has a tenth of it.
_MOST_BYTES = 64 * 2**20
_PAGES = ("text/html", "application/xhtml+xml")
_NOT_READ = (b"{\\rtf", b"MIME-Version")


@dataclass(slots=True)
class ReadingBudget:
    """Limits for the documents inside one file: how deep this one is, and the bytes read so far for all of them."""

    depth: int = 0
    spent: list[int] = field(default_factory=list)

    def spend(self, size: int, name: str) -> None:
        """Count ``size`` unpacked bytes.

        Raises:
            UnreadableFileError: They are too many together, or documents are nested too deep.
        """
        self.spent.append(size)
        if sum(self.spent) > _MOST_BYTES or self.depth >= _DEEPEST:
            raise UnreadableFileError(
                f"{name} contains other documents of more than {_MOST_BYTES // 2**20} MiB, or nested more than "
                f"{_DEEPEST} deep. Save them as files of their own, and add those."
            )


class InsertedReader:
    """Reads the documents that one document inserts."""

    def __init__(
        self,
        package: Package,
        name: str,
        budget: ReadingBudget,
        read_word: Callable[[bytes, str, ReadingBudget], ParsedDocument],
    ) -> None:
        self._package = package
        self._name = name
        self._budget = budget
        self._read_word = read_word
        self._unread = 0
        self.documents: list[ParsedDocument] = []

    def read(self, part: DocxPart) -> ParsedDocument | None:
        """The inserted document in a part; None if its format cannot be read here."""
        data = self._package.read(part.name)
        found = self._document(data, self._package.content_type(part.name))
        if found is None:
            self._unread += 1
        else:
            self.documents.append(found)
        return found

    def losses(self) -> tuple[Loss, ...]:
        """The inserted documents that could not be read."""
        if not self._unread:
            return ()
        total = self._unread + len(self.documents)
        return (Loss(LossKind.DROPPED, self._unread, total, "inserted documents", "rich text or an archived page"),)

    def _document(self, data: bytes, media_type: str) -> ParsedDocument | None:
        if is_zipfile(BytesIO(data)):
            check_archive(data, self._name)
            with ZipFile(BytesIO(data)) as archive:
                self._budget.spend(sum(entry.file_size for entry in archive.infolist()), self._name)
            return self._read_word(data, self._name, ReadingBudget(self._budget.depth + 1, self._budget.spent))
        self._budget.spend(len(data), self._name)
        if media_type in _PAGES or b"<html" in data[:1024].lower():
            return read_html(data, self._name)
        if data.lstrip().startswith(_NOT_READ) or media_type != "text/plain":
            return None
        return read_text(data, self._name)
