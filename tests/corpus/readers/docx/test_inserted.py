import pytest

from documents.docx_package import WordFile, in_list, levels, numbered, paragraph, style
from documents.reading_aloud import lines, links, read
from trendsqa.corpus.documents.coverage import LossKind
from trendsqa.errors import UnreadableFileError

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LIST = levels(0, ("decimal", "%1.")) + numbered(1, 0)
PAGE = (
    b"<html><body><h2>Page</h2><p>With <a href='https://x.example'>a link</a>.</p><ul><li>one</li></ul></body></html>"
)


def chunk(key):
    return f'<w:altChunk r:id="{key}"/>'


def inserted(data, media_type, name="word/other.bin"):
    return {"other": ("aFChunk", name, data, media_type)}


def test_an_inserted_page_stands_in_its_place():
    """A page inside a document is read, and its lists are its own."""
    item = paragraph("item", properties=in_list(1))
    found = read(
        WordFile(body=item + chunk("other") + item, numbering=LIST, others=inserted(PAGE, "text/html")).saved(),
        "a.docx",
    )
    assert lines(found) == [
        "list_item 0: 1. item",
        "heading 1: Page",
        "paragraph: With a link.",
        "list_item 0: one",
        "list_item 0: 2. item",
    ]
    assert links(found) == ["a link -> https://x.example"]
    assert len({block.list_number for block in found.blocks}) == 4
    assert found.coverage.losses == ()


def test_an_inserted_document_and_a_text_are_read():
    """Another document inside is read with its own styles and numbers."""
    inner = WordFile(
        body=paragraph("Inner", style="Own") + paragraph("one", properties=in_list(1)),
        styles=style("Own", "heading 2"),
        numbering=LIST,
    ).saved()
    found = read(WordFile(body=paragraph("Before") + chunk("other"), others=inserted(inner, WORD)).saved(), "a.docx")
    assert lines(found) == ["paragraph: Before", "heading 1: Inner", "list_item 0: 1. one"]
    plain = inserted(b"Only words", "text/plain")
    assert lines(read(WordFile(body=chunk("other"), others=plain).saved(), "a.docx")) == ["paragraph: Only words"]


def test_an_inserted_document_of_another_format_is_a_loss():
    """A part that cannot be read is counted as lost."""
    rich = inserted(b"{\\rtf1 words}", "application/rtf")
    found = read(WordFile(body=paragraph("Before") + chunk("other"), others=rich).saved(), "a.docx")
    loss = found.coverage.losses[0]
    assert (loss.kind, loss.count, loss.total, loss.unit) == (LossKind.DROPPED, 1, 1, "inserted documents")


def test_documents_in_documents_without_end_are_refused():
    """Nesting is bounded."""
    inner = WordFile(body=paragraph("deep")).saved()
    for _ in range(5):
        inner = WordFile(body=chunk("other"), others=inserted(inner, WORD)).saved()
    with pytest.raises(UnreadableFileError, match=r"nest\.docx contains other documents"):
        read(inner, "nest.docx")
