"""``trendsqa corpus show``: a document's text as it is stored, to compare with the file that it came from."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trendsqa.cli.console import note, print_json
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble
from trendsqa.errors import UnknownItemError

if TYPE_CHECKING:
    from trendsqa.corpus.documents.document import Block, Document
    from trendsqa.corpus.documents.held_document import HeldDocument

__all__ = ["show"]


def show(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="The source's id.", show_default=False)],
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Print a document's text as it is stored, with marks for pages, headings and notes."""
    from trendsqa.corpus.documents.text_cleaning import legible

    held = assemble(corpus, index).collection().document(source_id)
    if not held.document.blocks:
        raise UnknownItemError(f"The collection holds no text of {source_id!r}, only its title and address.")
    if as_json:
        print_json(_held_to_dict(held))
        return
    if held.form == "brief":
        note("This is our summary of it, not the publisher's words.")
    if held.document.coverage:
        for loss in held.document.coverage.losses:
            note(f"Lost: {loss}")
    # Written as it is: the console would wrap lines and replace what looks like an emoji code.
    sys.stdout.write(legible("".join(_marked(held.document))) + "\n")


def _marked(document: "Document") -> Iterator[str]:
    """The text in pieces, with a mark before each page, heading and note."""
    page: int | None = None
    end = 0
    for block in document.blocks:
        yield document.text[end : block.char_start]
        if block.page is not None and block.page != page:
            yield f"{_page_mark(document, block.page)}\n"
        yield _kind_mark(document, block)
        yield from _with_turns(document, block)
        page = block.turns[-1].page if block.turns else block.page
        end = block.char_end


def _page_mark(document: "Document", page: int) -> str:
    label = _label(document, page)
    return f"[page {label}, {page} in the file]" if label else f"[page {page}]"


def _label(document: "Document", page: int | None) -> str:
    """The page's printed number if it differs from its place in the file."""
    labels = document.page_labels
    label = labels[page - 1] if page and page <= len(labels) else ""
    return "" if label == str(page) else label


def _kind_mark(document: "Document", block: "Block") -> str:
    if block.kind == "heading":
        return f"{'#' * document.sections[block.section].level} "
    return "[note] " if block.note else "  " * block.depth


def _with_turns(document: "Document", block: "Block") -> Iterator[str]:
    """The block's words, with a mark where a later page begins."""
    start = block.char_start
    for turn in block.turns:
        yield document.text[start : turn.start]
        yield _page_mark(document, turn.page)
        yield "\n" if turn.start == block.char_start or document.text[turn.start - 1] == "\n" else " "
        start = turn.start
    yield document.text[start : block.char_end]


def _held_to_dict(held: "HeldDocument") -> dict[str, Any]:
    document = held.document
    return {
        "id": document.id,
        "title": held.source.title,
        "form": held.form.value,
        "page_count": document.page_count,
        "coverage": asdict(document.coverage) if document.coverage else None,
        "blocks": [_block_to_dict(document, block) for block in document.blocks],
    }


def _block_to_dict(document: "Document", block: "Block") -> dict[str, Any]:
    heading = block.kind == "heading"
    return {
        "kind": block.kind.value,
        "level": document.sections[block.section].level if heading else None,
        "section": document.sections[block.section].id,
        "page": block.page,
        "page_label": _label(document, block.page),
        "start": block.char_start,
        "end": block.char_end,
        "note": block.note,
        "header_rows": block.header_rows,
        "turns": [{"start": turn.start, "page": turn.page} for turn in block.turns],
        "text": document.quote(block),
    }
