"""The course of learning how signals combine, from questions whose places are known.

What is reported is cross-validated by section: the model that is measured on a section never saw its questions. What is
written is fitted on all.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict

import numpy as np

import trendsqa
from trendsqa.answering.assistant import Assistant
from trendsqa.errors import InputError
from trendsqa.index.generations.manifest import Scoring
from trendsqa.index.texts.lexical import tokenise
from trendsqa.questions.keywords import is_keywords
from trendsqa.retrieval.hit import Hit
from trendsqa.retrieval.ranking_model import UNTUNED, RankingModel, SignalWeights
from trendsqa.tuning.progress_counter import ProgressCounter
from trendsqa.tuning.ranking_fit import RankedExample, fit_ranking, reciprocal_ranks
from trendsqa.tuning.scored_case import ScoredCase

__all__ = ["FOLDS", "AssistantOf", "learn_scoring", "trial_scoring"]

FOLDS = 5
"""Groups of sections; each is measured by what the other groups taught."""
_FEWEST_CASES = 50
_CANDIDATES = 1000
"""More than any question has, so that all candidates come back."""
_EQUAL = RankingModel.of_weights(SignalWeights(**dict.fromkeys(SignalWeights.names(), 1.0)))
_DENSE_AND_BM25 = RankingModel.of_weights(SignalWeights(passage=0.5, sentence=0.0, lexical=0.5))
_PASSAGES_ALONE = RankingModel.of_weights(SignalWeights(passage=1.0, sentence=0.0, lexical=0.0))
_BM25_ALONE = RankingModel.of_weights(SignalWeights(passage=0.0, sentence=0.0, lexical=1.0))

AssistantOf = Callable[[RankingModel], Assistant]
"""A new assistant that ranks by the model, over an index without the cases' questions, with an encoder that does not
know them and without a judge."""


def learn_scoring(
    cases: Sequence[ScoredCase],
    assistant_of: AssistantOf,
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> Scoring:
    """Weights of signals, learned from ``cases``, all of which have an answer.

    ``on_progress`` is told (questions asked, questions to ask in all).

    Raises:
        InputError: There are too few questions.
    """
    if len(cases) < _FEWEST_CASES:
        raise InputError(
            f"There are {len(cases)} questions with an answer about sections that measure; learning needs at least "
            f"{_FEWEST_CASES}. Put more into the corpus folder, questions/*-staff.jsonl"
        )
    advance = ProgressCounter(on_progress, len(cases)).advance
    with closing(assistant_of(_EQUAL)) as assistant:
        ranked = list(_ranked(cases, assistant, advance))
    ranking = fit_ranking(ranked)
    return Scoring(
        ranking={"sentences": asdict(ranking.sentences), "keywords": asdict(ranking.keywords)},
        report={
            "code_version": trendsqa.__version__,
            "documents": sorted({case.document_id for case in cases}),
            "questions": len(cases),
            "sections": len({case.section_id for case in cases}),
            "cross_validation": f"{FOLDS} groups of sections",
            "mrr_at_10": _ranking_report(ranked),
        },
    )


def trial_scoring(ranking: RankingModel) -> Scoring:
    """Scoring of an assistant that ranks by ``ranking``."""
    return Scoring({"sentences": asdict(ranking.sentences), "keywords": asdict(ranking.keywords)}, report={})


def _ranked(cases: Sequence[ScoredCase], assistant: Assistant, advance: Callable[[], None]) -> Iterator[RankedExample]:
    for case in cases:
        hits = assistant.search(case.question, limit=_CANDIDATES).hits
        yield RankedExample(
            signals=np.array([_signals(hit) for hit in hits], dtype=np.float32),
            answers=np.array([_answers(case, hit) for hit in hits], dtype=np.bool_),
            keywords=is_keywords(case.question, tokenise(case.question)),
            section_id=case.section_id,
        )
        advance()


def _signals(hit: Hit) -> list[float]:
    scaled = {part.signal: part.scaled for part in hit.parts}
    return [scaled.get(name, 0.0) for name in SignalWeights.names()]


def _answers(case: ScoredCase, hit: Hit) -> bool:
    return case.answered_by(hit.passage.document.id, hit.passage.char_start, hit.passage.char_end)


def _crossed(examples: Sequence[RankedExample]) -> Iterator[tuple[RankingModel, RankedExample]]:
    """Each example, in order, with the model that the other groups of sections taught."""
    sections = sorted({example.section_id for example in examples})
    group = {section: number % FOLDS for number, section in enumerate(sections)}
    models = [
        fit_ranking([example for example in examples if group[example.section_id] != number])
        for number in range(min(FOLDS, len(sections)))
    ]
    return ((models[group[example.section_id]], example) for example in examples)


def _ranking_report(examples: Sequence[RankedExample]) -> dict[str, float]:
    learned = [float(reciprocal_ranks(model, [example])[0]) for model, example in _crossed(examples)]
    fixed = {
        "BM25 alone": _BM25_ALONE,
        "passages alone": _PASSAGES_ALONE,
        "passages and BM25, 0.5 each": _DENSE_AND_BM25,
        "untuned": UNTUNED,
    }
    return {
        **{name: round(float(reciprocal_ranks(model, examples).mean()), 4) for name, model in fixed.items()},
        "learned, unseen sections": round(float(np.mean(learned)), 4),
    }
