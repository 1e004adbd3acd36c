"""The statement of rights that ``trendsqa corpus list --rights`` prints."""

from typing import TYPE_CHECKING

from trendsqa.cli.console import plain, print_table

if TYPE_CHECKING:
    from trendsqa.corpus.collection import CollectionItem

__all__ = ["MEANING", "print_rights"]

MEANING = {
    "full": "stored and shown",
    "quote": "local use: passages are shown, not the whole text",
    "link": "never stored: title, address and our own brief",
}
"""Words for each of the terms of use."""


def print_rights(items: "tuple[CollectionItem, ...]") -> None:
    """Print one page on the terms of use of each source, and the attributions."""
    plain("Rights in this collection\n")
    for terms, meaning in MEANING.items():
        of_terms = [item for item in items if item.source.terms == terms]
        held = sum(item.form == "full" for item in of_terms)
        plain(f"{terms}: {meaning}. {len(of_terms)} sources, the full text of {held} is held.")
    attributions = sorted({item.source.attribution for item in items if item.source.attribution})
    for line in attributions:
        plain(f"\nShown with every citation of the sources it covers: {line}")
    plain("\nBriefs are this project's own words about a source; they are not the publisher's.\n")
    rows = [
        (
            item.source.id,
            item.source.publisher or item.source.organisation,
            item.source.licence,
            item.source.terms.value,
        )
        for item in items
    ]
    print_table("", ("id", "publisher", "licence", "terms"), rows)
