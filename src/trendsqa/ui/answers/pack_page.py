"""An evidence pack as a page of its own: everything in one file, which needs nothing from outside and prints well."""

from dataclasses import dataclass
from itertools import groupby

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.packs import wording
from trendsqa.packs.bibtex import bibtex
from trendsqa.packs.evidence_pack import EvidencePack
from trendsqa.packs.harvard import harvard
from trendsqa.packs.pack_block import PackBlock
from trendsqa.packs.ris import ris
from trendsqa.ui.answers.nesting import Nested, nest
from trendsqa.ui.frame.rendering import Renderer
from trendsqa.ui.frame.wording import Language

__all__ = ["PackGroup", "group_blocks", "pack_page"]


@dataclass(frozen=True, slots=True)
class PackGroup:
    """A block, or the ``items`` of a whole list."""

    block: PackBlock
    items: tuple[Nested[PackBlock], ...] = ()


def pack_page(renderer: Renderer, pack: EvidencePack, language: Language = Language.ENGLISH) -> str:
    """The whole page, its own words in ``language``. Raises SettingsError where the template is missing or broken."""
    managers: list[tuple[str, str]] = []
    if pack.references:
        managers = [("BibTeX", bibtex(pack.references)), ("RIS", ris(pack.references).replace("\r\n", "\n"))]
    return renderer.page(
        "pack.html",
        language=language,
        pack=pack,
        quotes=[(quote, group_blocks(quote.blocks)) for quote in pack.quotes],
        contexts=[(context, group_blocks(context.blocks)) for context in pack.contexts],
        references=[(reference, harvard(reference)) for reference in pack.references],
        managers=managers,
        words=wording,
    )


def group_blocks(blocks: tuple[PackBlock, ...]) -> tuple[PackGroup, ...]:
    """``blocks`` in their order, the items of a list together and nested."""
    groups: list[PackGroup] = []
    for in_list, run in groupby(blocks, key=lambda block: block.kind is BlockKind.LIST_ITEM):
        if in_list:
            items = tuple(run)
            groups.append(PackGroup(items[0], nest(items, lambda block: block.depth)))
        else:
            groups += map(PackGroup, run)
    return tuple(groups)
