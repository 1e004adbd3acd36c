"""Word documents to blocks: headings, lists with their numbers, tables, notes and links.

Deleted and hidden text is left out, since a person does not see it; how much there was is counted.
"""

from trendsqa.corpus.documents.coverage import Amounts, Loss, LossKind
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.damage import check_archive, damage_reported
from trendsqa.corpus.readers.docx.amounts import COMMENTS, HEADERS, DocxTally, seen_of, shown_text, total
from trendsqa.corpus.readers.docx.body import BodyReader, OpenDocument
from trendsqa.corpus.readers.docx.inline.drawings import all_diagrams
from trendsqa.corpus.readers.docx.inserted import InsertedReader, ReadingBudget
from trendsqa.corpus.readers.docx.notes import Notes
from trendsqa.corpus.readers.docx.parts.namespaces import qualified
from trendsqa.corpus.readers.docx.parts.numbering import Numbering
from trendsqa.corpus.readers.docx.parts.package import DocxPart, Package
from trendsqa.corpus.readers.docx.parts.styles import Styles
from trendsqa.corpus.readers.docx.titles import with_titles
from trendsqa.corpus.readers.docx.writing import written

__all__ = ["read_docx"]


def read_docx(data: bytes, name: str) -> ParsedDocument:
    """The blocks of a Word document with its notes; ``name`` is for messages.

    Raises:
        UnreadableFileError: The file is damaged or unpacks to an unreasonable size.
    """
    check_archive(data, name)
    with damage_reported(name, "a DOCX document"):
        return _read(data, name, ReadingBudget())


def _read(data: bytes, name: str, budget: ReadingBudget) -> ParsedDocument:
    package = Package(data)
    main = package.main
    styles = Styles(main.related("styles"))
    inserted = InsertedReader(package, name, budget, _read)
    document = OpenDocument(styles, Numbering(main.related("numbering"), styles), Notes(main), inserted.read)
    document.fields.learn(main.root)
    body = main.root.find(qualified("w:body"))
    items = [] if body is None else BodyReader(document, main).read(body)
    blocks = written(with_titles(items))
    margins = _leave_margins(main, document.tally)
    inner = inserted.documents
    return ParsedDocument(
        package.title,
        blocks,
        changed=package.changed,
        seen=_seen(main, document, margins, inner),
        left_out=(*document.tally.left_out(), *(part for one in inner for part in one.left_out)),
        losses=(*_losses(document.tally), *inserted.losses(), *(loss for one in inner for loss in one.losses)),
    )


def _leave_margins(main: DocxPart, tally: DocxTally) -> list[str]:
    """The texts of headers, footers and comments, which are counted as left out."""
    texts: list[str] = []
    for kind, reason in (("header", HEADERS), ("footer", HEADERS), ("comments", COMMENTS)):
        for part in main.all_related(kind):
            text = shown_text(part.root)
            tally.leave(reason, text)
            texts.append(text)
    return texts


def _seen(main: DocxPart, document: OpenDocument, margins: list[str], inner: list[ParsedDocument]) -> Amounts:
    """The amounts that the parts show, counted from the parts themselves."""
    notes = document.notes.texts(main.root)
    drawn = [shown_text(part.root) for part in all_diagrams(main)]
    tables = sum(1 for _ in main.root.iter(qualified("w:tbl")))
    seen = document.tally.seen([shown_text(main.root), *notes, *drawn, *margins], tables=tables, notes=len(notes))
    return total([seen, *map(seen_of, inner)])


def _losses(tally: DocxTally) -> list[Loss]:
    """The equations and symbols of which the text does not show what they are."""
    losses: list[Loss] = []
    if tally.equations_marked:
        losses.append(Loss(LossKind.MARKED, tally.equations_marked, tally.equations, "equations"))
    if tally.symbols_unknown:
        losses.append(Loss(LossKind.ILLEGIBLE, tally.symbols_unknown, tally.symbols, "symbols"))
    return losses
