"""Compares editions of a report: their answers side by side, quotes in pairs, and what became of the trends.

What is quoted is chosen and checked for each edition alone, as for any question; nothing here changes a quote.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from time import perf_counter

from trendsqa.answering.answer import Answer
from trendsqa.answering.answering import Answering
from trendsqa.comparing.editions.comparison import ComparedEdition, ComparedTrend, Comparison, EditionStep
from trendsqa.comparing.editions.edition_text import read_edition
from trendsqa.comparing.editions.held_report import choose_editions, held_reports
from trendsqa.comparing.editions.matched_editions import MatchedEditions, match_editions
from trendsqa.comparing.editions.quote_pairs import pair_quotes
from trendsqa.questions.question import Question
from trendsqa.retrieval.hit import Filters

__all__ = ["compare"]


def compare(assistant: Answering, topic: str, editions: Sequence[str], *, report: str = "") -> Comparison:
    """Answers of two or more ``editions`` of one report to ``topic``, oldest first, each asked alone.

    ``report`` chooses one of several reports that are held in these editions; it is what their ids share.

    Raises:
        InputError: Fewer than two different editions are named, or several reports have them.
        UnknownItemError: The collection does not hold a report in these editions; the message lists what it holds.
    """
    started = perf_counter()
    chosen = choose_editions(held_reports(assistant.documents()), editions, report)
    among = [Filters(edition=held.edition, document_id=held.document_id) for held in chosen.editions]
    question = assistant.interpret(topic, among=among)
    answers = assistant.answers_within(question, among)
    matched = match_editions([read_edition(assistant.opened, held.document_id) for held in chosen.editions])
    compared = tuple(
        ComparedEdition(held.edition, held.document_id, held.title, answer)
        for held, answer in zip(chosen.editions, _quoted_in_pairs(assistant, question, answers, matched), strict=True)
    )
    return Comparison(
        topic=topic,
        interpreted_topic=question.interpreted,
        report=chosen.id,
        editions=compared,
        pairs=pair_quotes(compared, matched),
        steps=tuple(_step(older, newer, matched) for older, newer in pairwise(compared)),
        generation=answers[0].generation,
        took_ms=(perf_counter() - started) * 1000,
    )


def _quoted_in_pairs(
    assistant: Answering, question: Question, answers: Sequence[Answer], matched: MatchedEditions
) -> Iterator[Answer]:
    """The answers, with the counterparts of what is quoted in another quoted too, numbered from 1 over all of them.

    A number thus means one source. An edition that does not answer stays without a quote.
    """
    before = 0
    for document_id, answer in zip(matched.texts, answers, strict=True):
        also = _counterparts(document_id, answer, answers, matched) if answer.answered else ()
        paired = assistant.quoting_also(question, answer, also)
        yield replace(
            paired,
            citations=tuple(replace(cited, n=cited.n + before) for cited in paired.citations),
            quotes=tuple(replace(quote, citation=quote.citation + before) for quote in paired.quotes),
        )
        before += len(paired.citations)


def _counterparts(
    document_id: str, answer: Answer, answers: Sequence[Answer], matched: MatchedEditions
) -> tuple[str, ...]:
    """The sections of a document that match one quoted in another and that its own ``answer`` does not quote."""
    own = {cited.passage.section.id for cited in answer.citations}
    found = (
        matched.counterparts.get((cited.passage.section.id, document_id)) for one in answers for cited in one.citations
    )
    return tuple(dict.fromkeys(match.section_id for match in found if match and match.section_id not in own))


def _step(older: ComparedEdition, newer: ComparedEdition, matched: MatchedEditions) -> EditionStep:
    without = [edition.edition for edition in (older, newer) if not matched.texts[edition.document_id].trends]
    if without:
        note = (
            f"What became of the trends cannot be told: of edition {' and '.join(without)} no outline with trends "
            "is held."
        )
        return EditionStep(older.edition, newer.edition, (), note)
    quoted = _quoted_trends(older, matched), _quoted_trends(newer, matched)
    trends = tuple(
        ComparedTrend(
            change.outcome,
            change.older,
            change.newer,
            quoted=not (quoted[0].isdisjoint(change.older) and quoted[1].isdisjoint(change.newer)),
        )
        for change in matched.changes[older.document_id, newer.document_id]
    )
    return EditionStep(older.edition, newer.edition, trends, "")


def _quoted_trends(edition: ComparedEdition, matched: MatchedEditions) -> set[str]:
    sections = (matched.sections[cited.passage.section.id] for cited in edition.answer.citations)
    return {section.trend for section in sections if section.trend}
