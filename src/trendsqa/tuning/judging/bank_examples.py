"""Examples for a judge from a collection's curated questions and near misses, with passages that its ranking gives."""

from collections.abc import Iterator, Sequence
from random import Random

from trendsqa.answering.assistant import Assistant
from trendsqa.retrieval.hit import Hit
from trendsqa.retrieval.searcher import judged_titles
from trendsqa.tuning.judging.judge_examples import JudgeExample
from trendsqa.tuning.scored_case import ScoredCase

__all__ = ["examples_of_bank"]

_LOOKED_AT = 10
_FURTHER = 5
"""Hits that are looked at; from this one on, a passage of another section is taken not to answer."""
_SHARE_WITH_FURTHER = 0.35


def examples_of_bank(cases: Sequence[ScoredCase], assistant: Assistant, *, most: int, seed: int) -> list[JudgeExample]:
    """Examples from ``most`` cases at most, which ``seed`` draws.

    A question with an answer comes with the best passage that overlaps its place, and some also with a passage further
    down; a near miss comes with the passage that ranks first.
    """
    random = Random(seed)
    drawn = random.sample(list(cases), min(most, len(cases)))
    return [example for case in drawn for example in _of_case(case, assistant, random)]


def _of_case(case: ScoredCase, assistant: Assistant, random: Random) -> Iterator[JudgeExample]:
    hits = assistant.search(case.question, limit=_LOOKED_AT).hits
    if not case.answerable:
        yield from (_example(case, hit, answered=False) for hit in hits[:1])
        return
    answering = [hit for hit in hits if _answers(case, hit)]
    yield from (_example(case, hit, answered=True) for hit in answering[:1])
    further = [hit for hit in hits[_FURTHER:] if hit not in answering and hit.passage.section.id != case.section_id]
    if further and random.random() < _SHARE_WITH_FURTHER:
        yield _example(case, further[0], answered=False)


def _answers(case: ScoredCase, hit: Hit) -> bool:
    return case.answered_by(hit.passage.document.id, hit.passage.char_start, hit.passage.char_end)


def _example(case: ScoredCase, hit: Hit, *, answered: bool) -> JudgeExample:
    return JudgeExample(case.question, judged_titles(hit.passage), hit.passage.text, answered)
