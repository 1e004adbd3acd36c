"""Pairs of quotes, from real answers of two small editions and matchings written by hand."""

from dataclasses import replace

import pytest

from fakes.editions import both_editions
from trendsqa.comparing.editions.compare import compare
from trendsqa.comparing.editions.edition_matching import MatchedBy
from trendsqa.comparing.editions.edition_text import read_edition
from trendsqa.comparing.editions.matched_editions import Counterpart, match_editions
from trendsqa.comparing.editions.quote_pairs import pair_quotes


@pytest.fixture
def both(tmp_path):
    return both_editions(tmp_path)


@pytest.fixture
def editions(both):
    return compare(both, "What does the lamp do?", ["2024", "2025"]).editions


@pytest.fixture
def unmatched(both, editions):
    found = match_editions([read_edition(both.opened, edition.document_id) for edition in editions])
    return replace(found, counterparts={})


def quoted(edition):
    return list(dict.fromkeys(citation.passage.section.id for citation in edition.answer.citations))


def numbers(pairs):
    return sorted(n for pair in pairs for cell in pair.cells for n in cell.citations)


def test_a_section_without_a_counterpart_stands_beside_nothing(editions, unmatched):
    pairs = pair_quotes(editions, unmatched)
    assert [tuple(cell.section_id for cell in pair.cells) for pair in pairs] == [
        *((section_id, "") for section_id in quoted(editions[0])),
        *(("", section_id) for section_id in quoted(editions[1])),
    ]


def test_sections_quoted_on_both_sides_come_first_and_each_quote_once(editions, unmatched):
    first, last = quoted(editions[0])[0], quoted(editions[0])[-1]
    assert first != last
    matched = replace(
        unmatched, counterparts={(last, editions[1].document_id): Counterpart(quoted(editions[1])[0], MatchedBy.ID)}
    )
    pairs = pair_quotes(editions, matched)
    assert [cell.section_id for cell in pairs[0].cells] == [last, quoted(editions[1])[0]]
    assert [cell.matched_by for cell in pairs[0].cells] == [None, MatchedBy.ID]
    assert numbers(pairs) == numbers(pair_quotes(editions, unmatched))


def test_a_section_quoted_beside_an_earlier_one_is_not_quoted_a_second_time(editions, unmatched):
    one, two = quoted(editions[0])[:2]
    shared = Counterpart(quoted(editions[1])[0], MatchedBy.MEANING)
    document_id = editions[1].document_id
    matched = replace(unmatched, counterparts={(one, document_id): shared, (two, document_id): shared})
    sides = {pair.cells[0].section_id: pair.cells[1] for pair in pair_quotes(editions, matched)}
    assert sides[one].section_id == sides[two].section_id == shared.section_id
    assert sides[one].citations
    assert not sides[two].citations
