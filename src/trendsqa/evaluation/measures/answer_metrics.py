"""Scores one answer: its points, the gold quotes it holds, its length, and whether it is verbatim."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from trendsqa.answering.answer import Answer, Citation, Quote
from trendsqa.evaluation.measures.answer_point import is_point_found
from trendsqa.evaluation.measures.retrieval_metrics import is_hit, mean
from trendsqa.evaluation.questions.locating import Extent, SourceTexts, Target, joined
from trendsqa.evaluation.questions.normalising import words_of
from trendsqa.evaluation.questions.question import GoldQuestion

__all__ = ["AnswerScore", "AnswerSummary", "score_answer"]


@dataclass(frozen=True, slots=True)
class AnswerScore:
    """Scores of one answer; an abstention finds no point and holds no quote.

    ``answered`` is false for an abstention. ``points_found`` of ``points`` answer points were found by the
    automatic stand-in. Of the ``golds``, of which ``needed`` are needed, ``golds_held`` stand in the answer
    word for word as one run, and ``golds_hit`` by the looser rule for passages (60 % in one run).
    ``quotes_checked`` counts the quotes whose document's text was at hand, and ``quotes_verbatim`` those of
    them that equal it at their citation's offsets. ``words`` is the answer's length.
    """

    answered: bool
    points: int
    points_found: int
    golds: int
    needed: int
    golds_held: int
    golds_hit: int
    words: int
    quotes: int
    quotes_checked: int
    quotes_verbatim: int

    @property
    def point_recall(self) -> float | None:
        """Points found / points; None where the question lists none."""
        return self.points_found / self.points if self.points else None

    @property
    def gold_share(self) -> float:
        """The share of what is needed that the answer holds: of all golds, or of one where one is enough."""
        return min(1.0, self.golds_held / self.needed)


@dataclass(frozen=True, slots=True)
class AnswerSummary:
    """Means over questions, each 0 to 1 unless said otherwise; None where there is nothing to average.

    Over answerable questions, abstentions counting 0: ``point_recall``; ``holds_any`` (some gold quote
    stands whole in the answer), ``holds_needed`` (every needed one does), ``gold_share`` (the share of the
    needed ones); ``hits_any`` and ``hits_needed``, the same two by the looser rule for passages.
    Over questions that were answered, rightly or not: ``words_median`` and ``words_mean`` (words),
    ``quotes_mean`` (quotes an answer).
    Over quotes: ``verbatim``, the share of ``quotes_checked`` that equal their document's text; ``quotes`` is
    their number, with those of documents whose text is not at hand.
    """

    point_recall: float | None
    holds_any: float | None
    holds_needed: float | None
    gold_share: float | None
    hits_any: float | None
    hits_needed: float | None
    words_median: float | None
    words_mean: float | None
    quotes_mean: float | None
    quotes: int
    quotes_checked: int
    verbatim: float | None

    @classmethod
    def of(cls, scores: Sequence[AnswerScore]) -> "AnswerSummary":
        """The means of ``scores``: of all questions, answerable or not."""
        answerable = [score for score in scores if score.golds]
        answered = [score for score in scores if score.answered]
        recalls = [score.point_recall for score in answerable]
        checked = sum(score.quotes_checked for score in scores)
        return cls(
            point_recall=mean([recall for recall in recalls if recall is not None]),
            holds_any=mean([score.golds_held > 0 for score in answerable]),
            holds_needed=mean([score.golds_held >= score.needed for score in answerable]),
            gold_share=mean([score.gold_share for score in answerable]),
            hits_any=mean([score.golds_hit > 0 for score in answerable]),
            hits_needed=mean([score.golds_hit >= score.needed for score in answerable]),
            words_median=float(median(score.words for score in answered)) if answered else None,
            words_mean=mean([score.words for score in answered]),
            quotes_mean=mean([score.quotes for score in answered]),
            quotes=sum(score.quotes for score in scores),
            quotes_checked=checked,
            verbatim=sum(score.quotes_verbatim for score in scores) / checked if checked else None,
        )


def score_answer(
    answer: Answer, question: GoldQuestion, targets: Sequence[Target], sources: SourceTexts
) -> AnswerScore:
    """The score of ``answer`` to ``question``, whose gold quotes are ``targets``."""
    quotes = answer.quotes if answer.answered else ()
    text = "\n".join(quote.text for quote in quotes)
    words = words_of(text)
    by_number = {citation.n: citation for citation in answer.citations}
    cited = [by_number.get(quote.citation) for quote in quotes]
    extents = _extents(cited, sources)
    verbatim = [_is_verbatim(quote, citation, sources) for quote, citation in zip(quotes, cited, strict=True)]
    return AnswerScore(
        answered=answer.answered,
        points=len(question.answer_points),
        points_found=sum(is_point_found(point, text) for point in question.answer_points),
        golds=len(targets),
        needed=len(targets) if question.need_all else 1,
        golds_held=sum(_is_held(target, extents, words.run) for target in targets),
        golds_hit=sum(is_hit(target, [*extents, words]) for target in targets),
        words=len(words),
        quotes=len(quotes),
        quotes_checked=sum(verdict is not None for verdict in verbatim),
        quotes_verbatim=sum(verdict is True for verdict in verbatim),
    )


def _extents(cited: Sequence[Citation | None], sources: SourceTexts) -> list[Extent]:
    """The places of the citations whose document's text is at hand."""
    extents = [
        sources.extent(citation.passage.document.id, citation.char_start, citation.char_end)
        for citation in cited
        if citation is not None
    ]
    return [extent for extent in extents if extent is not None]


def _is_held(target: Target, extents: Sequence[Extent], run: str) -> bool:
    """True if the answer's words, or its citations in source order, contain the whole gold quote."""
    if target.run in run:
        return True
    blocks = joined(extents)
    return any(place.shared(block) == target.length for place in target.places for block in blocks)


def _is_verbatim(quote: Quote, citation: Citation | None, sources: SourceTexts) -> bool | None:
    """True if the quote is its citation's and the text at its offsets; None if the text is not at hand."""
    if citation is None or quote.text != citation.quote:
        return False
    return sources.is_verbatim(citation.passage.document.id, citation.char_start, citation.char_end, citation.quote)
