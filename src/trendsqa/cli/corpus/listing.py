"""``trendsqa corpus list``: every source, with what is held of it."""

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trendsqa.cli.console import note, plain, print_json, print_table
from trendsqa.cli.corpus.rights_statement import print_rights
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble

if TYPE_CHECKING:
    from trendsqa.corpus.collection import CollectionItem
    from trendsqa.corpus.snapshot import KeptCoverage

__all__ = ["list_sources"]

_FORMS = {"full": "full text", "brief": "our brief", "none": "none"}
_LOSS_MARK = " !"


def list_sources(
    rights: Annotated[bool, typer.Option("--rights", help="A statement of licences, terms and attributions.")] = False,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Show every source: whose words are held, since when, on which terms, and how much."""
    items = assemble(corpus, index).collection().items()
    if as_json:
        print_json({"sources": [_item_to_dict(item) for item in items]})
    elif not items:
        plain("The collection is empty. Add a file: trendsqa corpus add FILE")
    elif rights:
        print_rights(items)
    else:
        columns = ("id", "title", "form", "date", "captured", "size", "words", "licence", "terms", "page")
        print_table("", columns, [_row(item) for item in items])
        if any(one.losses for item in items for one in _coverages(item)):
            note("! Something of the file is lost. What it is: trendsqa corpus show ID")


def _item_to_dict(item: "CollectionItem") -> dict[str, Any]:
    source = item.source
    found = _coverages(item)
    plain_fields = [field.name for field in fields(source) if field.name not in {"pages", "mentions"}]
    return {
        **{name: getattr(source, name) for name in plain_fields},
        "attribution": source.attribution,
        "form": item.form,
        "captured": max((snapshot.captured for snapshot in item.snapshots), default=None),
        "bytes": sum(snapshot.size for snapshot in item.snapshots) or None,
        "words": sum(one.words for one in found) if found else None,
        "words_shown": sum(one.shown for one in found) if found else None,
        "losses": [line for one in found for line in one.losses],
        "snapshots": [
            {
                "asked": one.asked, "got": one.got, "captured": one.captured, "sha256": one.sha256, "bytes": one.size,
                "coverage": asdict(one.coverage) if one.coverage else None,
            }
            for one in item.snapshots
        ],
    }  # fmt: skip


def _coverages(item: "CollectionItem") -> "list[KeptCoverage]":
    return [snapshot.coverage for snapshot in item.snapshots if snapshot.coverage]


def _words(item: "CollectionItem") -> str:
    """The words stored, and a mark if something is lost; empty if nobody counted."""
    from trendsqa.corpus.adding.coverage_words import kept_words

    found = _coverages(item)
    return kept_words(found) + (_LOSS_MARK if any(one.losses for one in found) else "")


def _row(item: "CollectionItem") -> tuple[str, ...]:
    source, size = item.source, sum(snapshot.size for snapshot in item.snapshots)
    page = (
        "none known" if source.status == "unresolved" else f"as {source.same_as}" if source.same_as else source.status
    )
    return (
        source.id,
        source.title,
        _FORMS[item.form.value],
        source.published,
        max((snapshot.captured[:10] for snapshot in item.snapshots), default=""),
        f"{size / 1024:,.0f} KiB" if size else "",
        _words(item),
        source.licence,
        source.terms.value,
        page,
    )
