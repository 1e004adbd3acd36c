"""The course of learning how signals combine and when to stop, from questions whose places are known.

What is reported is cross-validated by section: the model that is measured on a section never saw its questions. What is
written is fitted on all.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from typing import Any, TypeVar

import numpy as np

import trendsqa
from trendsqa.answering.answerable_kind import KindModel
from trendsqa.answering.assistant import Assistant, Considered
from trendsqa.answering.confidence import ConfidenceModel
from trendsqa.embedding.encoder import EncoderIdentity
from trendsqa.errors import InputError
from trendsqa.evaluation.measures.abstention_metrics import auroc
from trendsqa.evaluation.measures.calibration import Calibration, RatedAnswer
from trendsqa.index.generations.manifest import Scoring, fingerprint
from trendsqa.index.texts.lexical import tokenise
from trendsqa.questions.keywords import is_keywords
from trendsqa.retrieval.hit import Hit
from trendsqa.retrieval.ranking_model import UNTUNED, RankingModel, SignalWeights
from trendsqa.tuning.confidence_fit import ASKED_AND_ANSWERABLE, JudgedExample, fit_confidence, operating_point
from trendsqa.tuning.progress_counter import ProgressCounter
from trendsqa.tuning.ranking_fit import RankedExample, fit_ranking, reciprocal_ranks
from trendsqa.tuning.scored_case import ScoredCase

__all__ = ["FOLDS", "REFUSED", "AssistantOf", "learn_scoring", "trial_scoring"]

FOLDS = 5
"""Groups of sections; each is measured by what the other groups taught."""
REFUSED = 0.06
"""Share of answerable questions that the operating point gives up to be right about the rest."""
_FEWEST_CASES = 50
_CANDIDATES = 1000
"""More than any question has, so that all candidates come back."""
_EQUAL = RankingModel.of_weights(SignalWeights(**dict.fromkeys(SignalWeights.names(), 1.0)))
_DENSE_AND_BM25 = RankingModel.of_weights(SignalWeights(passage=0.5, sentence=0.0, lexical=0.5))
_PASSAGES_ALONE = RankingModel.of_weights(SignalWeights(passage=1.0, sentence=0.0, lexical=0.0))
_BM25_ALONE = RankingModel.of_weights(SignalWeights(passage=0.0, sentence=0.0, lexical=1.0))

AssistantOf = Callable[[RankingModel], Assistant]
"""A new assistant that ranks by the model, over an index without the cases' questions, with an encoder and a model of
kinds of questions that do not know them."""
_Example = TypeVar("_Example", RankedExample, JudgedExample)


def learn_scoring(
    cases: Sequence[ScoredCase],
    assistant_of: AssistantOf,
    *,
    kinds: KindModel,
    encoder: EncoderIdentity,
    on_progress: Callable[[int, int], None] | None = None,
) -> Scoring:
    """Weights of signals and coefficients of evidence, learned from ``cases``.

    ``encoder`` and ``kinds`` are those that will serve, and go into the outcome as they are.
    ``on_progress`` is told (questions asked, questions to ask in all): each that has an answer is asked twice.

    Raises:
        InputError: There are too few questions of either kind.
    """
    answerable = [case for case in cases if case.answerable]
    if min(len(answerable), len(cases) - len(answerable)) < _FEWEST_CASES:
        raise InputError(
            f"There are {len(answerable)} questions with an answer and {len(cases) - len(answerable)} near misses "
            f"about sections that measure; learning needs at least {_FEWEST_CASES} of each. Put more into the corpus "
            "folder, questions/*-staff.jsonl and near-misses/*.jsonl"
        )
    advance = ProgressCounter(on_progress, len(answerable) + len(cases)).advance
    with closing(assistant_of(_EQUAL)) as assistant:
        ranked = list(_ranked(answerable, assistant, advance))
    ranking = fit_ranking(ranked)
    with closing(assistant_of(ranking)) as assistant:
        judged = list(_judged(cases, assistant, advance))
    confidence = fit_confidence(judged)
    unseen = np.array([model.confidence(example.evidence) for model, example in _crossed(judged, fit_confidence)])
    threshold = operating_point(
        [value for value, example in zip(unseen, judged, strict=True) if example.answerable], refused=REFUSED
    )
    return Scoring(
        ranking={"sentences": asdict(ranking.sentences), "keywords": asdict(ranking.keywords)},
        confidence={"intercept": confidence.intercept, **confidence.coefficients},
        kind=kinds.write(),
        threshold=threshold,
        encoder=fingerprint(encoder),
        documents=sorted({case.document_id for case in cases}),
        report={
            "code_version": trendsqa.__version__,
            "questions": len(answerable),
            "near_misses": len(cases) - len(answerable),
            "sections": len({case.section_id for case in cases}),
            "cross_validation": f"{FOLDS} groups of sections",
            "answerable_share_assumed": ASKED_AND_ANSWERABLE,
            "mrr_at_10": _ranking_report(ranked),
            "abstention": _confidence_report(judged, unseen, threshold),
        },
    )


def trial_scoring(
    ranking: RankingModel, kinds: KindModel, encoder: EncoderIdentity, documents: Sequence[str]
) -> Scoring:
    """Scoring of an assistant over ``documents`` while its confidence is being learned."""
    return Scoring(
        ranking={"sentences": asdict(ranking.sentences), "keywords": asdict(ranking.keywords)},
        confidence={"intercept": 0.0},
        kind=kinds.write(),
        threshold=0.0,
        encoder=fingerprint(encoder),
        documents=list(documents),
        report={},
    )


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


def _judged(cases: Sequence[ScoredCase], assistant: Assistant, advance: Callable[[], None]) -> Iterator[JudgedExample]:
    for case in cases:
        considered = assistant.consider(case.question)
        if considered.evidence:
            yield JudgedExample(considered.evidence, _is_right(case, considered), case.answerable, case.section_id)
        advance()


def _is_right(case: ScoredCase, considered: Considered) -> bool:
    return any(
        case.answered_by(excerpt.passage.document.id, excerpt.char_start, excerpt.char_end)
        for excerpt in considered.excerpts
    )


_Model = TypeVar("_Model", RankingModel, ConfidenceModel)


def _crossed(
    examples: Sequence[_Example], fit: Callable[[Sequence[_Example]], _Model]
) -> Iterator[tuple[_Model, _Example]]:
    """Each example, in order, with the model that the other groups of sections taught."""
    sections = sorted({example.section_id for example in examples})
    group = {section: number % FOLDS for number, section in enumerate(sections)}
    models = [
        fit([example for example in examples if group[example.section_id] != number])
        for number in range(min(FOLDS, len(sections)))
    ]
    return ((models[group[example.section_id]], example) for example in examples)


def _ranking_report(examples: Sequence[RankedExample]) -> dict[str, float]:
    learned = [float(reciprocal_ranks(model, [example])[0]) for model, example in _crossed(examples, fit_ranking)]
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


def _confidence_report(
    examples: Sequence[JudgedExample], unseen: "np.ndarray[Any, np.dtype[np.float64]]", threshold: float
) -> dict[str, float | None]:
    answerable = np.array([example.answerable for example in examples], dtype=np.bool_)
    verdicts = [RatedAnswer(float(value), example.right) for value, example in zip(unseen, examples, strict=True)]
    refused = unseen < threshold
    area = auroc(positive=list(-unseen[~answerable]), negative=list(-unseen[answerable]))
    return {
        "right": round(float(np.mean([example.right for example in examples if example.answerable])), 4),
        "auroc": area and round(area, 4),
        "expected_calibration_error": Calibration.of(verdicts).error,
        "refused_of_answerable": round(float(refused[answerable].mean()), 4),
        "refused_of_near_misses": round(float(refused[~answerable].mean()), 4),
    }
