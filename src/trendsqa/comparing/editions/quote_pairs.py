"""Pairs of quotes: each quoted section beside its counterparts in the other editions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trendsqa.answering.answer import Answer
from trendsqa.comparing.editions.comparison import ComparedEdition, Pair, PairCell
from trendsqa.comparing.editions.matched_editions import MatchedEditions

__all__ = ["pair_quotes"]

_Numbers = Mapping[str, tuple[int, ...]]
"""The numbers of the quotes of each quoted section, by its id."""


def pair_quotes(editions: Sequence[ComparedEdition], matched: MatchedEditions) -> tuple[Pair, ...]:
    """A pair for each quoted section, those that are quoted in several editions first."""
    quoted = [_numbers_by_section(edition.answer) for edition in editions]
    pairs: list[Pair] = []
    placed: set[str] = set()
    for section_id in [section_id for numbers in quoted for section_id in numbers]:
        if section_id not in placed:
            cells = [_cell(section_id, *side, matched) for side in zip(editions, quoted, strict=True)]
            # A section quoted beside an earlier one is not quoted a second time.
            cells = [replace(cell, citations=()) if cell.section_id in placed else cell for cell in cells]
            placed |= {cell.section_id for cell in cells if cell.citations}
            pairs.append(Pair(tuple(cells)))
    return tuple(sorted(pairs, key=lambda pair: -sum(bool(cell.citations) for cell in pair.cells)))


def _cell(quoted_id: str, edition: ComparedEdition, numbers: _Numbers, matched: MatchedEditions) -> PairCell:
    """The side of ``edition`` in the pair of the quoted section ``quoted_id``, which is its own or another's."""
    counterpart = matched.counterparts.get((quoted_id, edition.document_id))
    own = quoted_id if matched.sections[quoted_id].document.id == edition.document_id else ""
    section_id = counterpart.section_id if counterpart else own
    return PairCell(
        edition=edition.edition,
        section_id=section_id,
        heading_path=matched.sections[section_id].heading_path if section_id else (),
        citations=numbers.get(section_id, ()),
        matched_by=counterpart.matched_by if counterpart else None,
    )


def _numbers_by_section(answer: Answer) -> _Numbers:
    numbers: dict[str, tuple[int, ...]] = {}
    for cited in answer.citations:
        numbers[cited.passage.section.id] = (*numbers.get(cited.passage.section.id, ()), cited.n)
    return numbers
