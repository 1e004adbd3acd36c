"""References in Harvard style, as "Cite Them Right" has it for a report of an organisation.

``Organisation (Year) Title, edition, Publisher, place. Available at: URL.`` No date of access is given: the index does
not hold the day on which a text was captured, and whoever cites has to have opened the address.
"""

from dataclasses import dataclass

from trendsqa.packs.reference import SUMMARY_MARK, Reference

__all__ = ["HarvardEntry", "harvard"]

NO_DATE = "n.d."


@dataclass(frozen=True, slots=True)
class HarvardEntry:
    """A reference in parts: the ``title`` stands in italics between ``lead`` and ``details``, ``url`` is a link."""

    lead: str
    title: str
    details: str
    url: str

    @property
    def text(self) -> str:
        """The reference without italics."""
        return f"{self.lead}{self.title}{self.details}{f' Available at: {self.url}' if self.url else ''}"


def harvard(reference: Reference) -> HarvardEntry:
    """``reference`` in Harvard style; the title comes first where no organisation is known."""
    year = f"({reference.year or NO_DATE})"
    mark = f" {SUMMARY_MARK}" if reference.summary else ""
    by_author = bool(reference.author)
    said = [
        f"{reference.edition} edn" if reference.edition else "",
        reference.publisher if reference.publisher.casefold() != reference.author.casefold() else "",
        reference.where,
    ]
    details = "".join(f", {part}" for part in said if part)
    return HarvardEntry(
        lead=f"{reference.author} {year} " if by_author else "",
        title=reference.title,
        details=f"{mark}{'' if by_author else f' {year}'}{details}.",
        url=reference.url,
    )
