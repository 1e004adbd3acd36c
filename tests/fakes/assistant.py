"""An assistant that ranks by shared words, so that every outcome is worked out on paper, and one that always fails."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from typing import Any, NoReturn

import numpy as np

from fakes.records import LaidOutDocument, untitled
from trendsqa.answering.answer import Answer, Citation, Outcome
from trendsqa.answering.answering import Answering
from trendsqa.answering.catalogue import CollectionStatus, DocumentOutline, SectionBlock, SectionView
from trendsqa.answering.filter_choices import CHOSEN_BY, FilterChoice, FilterChoices
from trendsqa.answering.quoting.citing import show
from trendsqa.corpus.documents.document import Block, BlockKind
from trendsqa.errors import IndexUnavailableError, RightsError, UnknownItemError
from trendsqa.index.opening import OpenGeneration
from trendsqa.index.texts.records import DocumentRecord, PassageRecord, SectionRecord
from trendsqa.questions.answer_type import AnswerType
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.intent import Intent
from trendsqa.questions.question import Question
from trendsqa.questions.suggesting.suggestion import Suggestion, SuggestionKind
from trendsqa.retrieval.hit import Filters, Hit, Ranking, ScorePart

_FUNCTION_WORDS = frozenset(
    {"a", "an", "and", "are", "do", "does", "for", "how", "in", "is", "it", "of", "on", "or", "the", "to"}
    | {"what", "when", "where", "which", "who"}
)
_NEAREST = 3


def content_words(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, in lower case."""
    return frozenset(re.findall(r"\w+", text.lower())) - _FUNCTION_WORDS


def _outcome(answered: bool, held: bool) -> Outcome:
    if answered:
        return Outcome.ANSWERED
    return Outcome.CLOSE if held else Outcome.NOT_HELD


_SENTENCE = re.compile(r"[^.?!]+[.?!]*")


def _left_open(question: str, quoted: PassageRecord) -> tuple[str, ...]:
    """The sentences of a question of several that share no word with what is quoted."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(question)]
    return tuple(one for one in sentences if len(sentences) > 1 and not _overlap(content_words(one), quoted))


class PaperAssistant(Answering):
    """Ranks passages by the share of the question's content words they hold; ties keep the documents' order.

    If that share of the best passage, its confidence, is at least ``threshold``, it quotes the passage: a quote for
    each list and one for what stands between lists. Sentences of the question that share no word with it stay open. A
    passage with a smaller share is close, and if none shares a word the question is not held. Earlier questions are
    read as part of the question. Every question is kept in ``asked``, with its history.
    """

    def __init__(
        self,
        *documents: LaidOutDocument,
        threshold: float = 0.5,
        ranks_all: bool = False,
        withheld: Sequence[str] = (),
        spelling: Mapping[str, str] | None = None,
        examples: Sequence[str] = (),
        replies: Mapping[str, str] | None = None,
        quote_shift: int = 0,
    ) -> None:
        """``ranks_all`` ranks passages too that share no word. ``spelling`` corrects words.

        ``replies`` is what is said to inputs that are no question; ``examples`` are then suggested. Documents named in
        ``withheld`` refuse to give their text. ``quote_shift`` moves every citation by so many characters: a defect for
        a test to find.
        """
        self._documents = {one.record.id: one for one in sorted(documents, key=lambda one: one.record.id)}
        self._passages = [passage for laid_out in documents for passage in laid_out.passages]
        self._threshold = threshold
        self._ranks_all = ranks_all
        self._withheld = withheld
        self._spelling = spelling or {}
        self._examples = tuple(examples)
        self._replies = replies or {}
        self._quote_shift = quote_shift
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.closed = False

    @property
    def opened(self) -> OpenGeneration:
        """Nothing: what is worked out on paper has no index."""
        raise IndexUnavailableError("No index is published. Run: trendsqa index build")

    def close(self) -> None:
        self.closed = True

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        as_written: bool = False,
        limit: int = 10,
        filters: Filters | None = None,
    ) -> Answer:
        self.asked.append((question, tuple(history)))
        return self._answer(question, question if as_written else self._read(question, history), limit, filters)

    def interpret(self, text: str, history: Sequence[str] = (), *, among: Sequence[Filters]) -> Question:
        read, nowhere = self._read(text, history), np.zeros((1, 1), dtype=np.float32)
        words = tuple(sorted(content_words(read)))
        return Question(
            typed=text, interpreted=read, kind=InputKind.QUESTION, context="", terms=words, query_terms=words,
            names=(), numbers=(), answer_type=AnswerType.OPEN, sides=None, is_keywords=False,
            intent=Intent(), asked_term=None, overview=None, parts=(), of_each_name=(),
            vector=nowhere, search_vector=nowhere,
        )  # fmt: skip

    def answers_within(self, question: Question, among: Sequence[Filters]) -> tuple[Answer, ...]:
        return tuple(self._answer(question.typed, question.interpreted, 5, filters) for filters in among)

    def quoting_also(self, question: Question, answer: Answer, section_ids: Sequence[str]) -> Answer:
        best = _best_of_sections(answer.hits)
        cited = [citation for found in section_ids if found in best for citation in self._cite(best[found])]
        also = tuple(replace(citation, n=n) for n, citation in enumerate(cited, start=len(answer.citations) + 1))
        quotes = tuple(show(citation, self._blocks(citation.passage), self) for citation in also)
        return replace(answer, citations=(*answer.citations, *also), quotes=(*answer.quotes, *quotes))

    def search(self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters | None = None) -> Ranking:
        self._check_open()
        words = content_words(query)
        scored = [(_overlap(words, passage), passage) for passage in self._passages if _passes(filters, passage)]
        kept = [(score, passage) for score, passage in scored if score or self._ranks_all]
        kept.sort(key=lambda pair: -pair[0])
        hits = tuple(
            Hit(rank, passage, score, (ScorePart("overlap", score * len(words), score, score),), ())
            for rank, (score, passage) in enumerate(kept, start=1)
        )
        return Ranking(query, query, hits[offset : offset + limit], len(hits), "paper")

    def documents(self) -> tuple[DocumentRecord, ...]:
        self._check_open()
        return tuple(laid_out.record for laid_out in self._documents.values())

    def outline(self, document_id: str) -> DocumentOutline:
        laid_out = self._laid_out(document_id)
        return DocumentOutline(laid_out.record, laid_out.sections, (), ())

    def text(self, document_id: str) -> str:
        if document_id in self._withheld:
            raise RightsError(f"The terms of {document_id} allow a link only.")
        return self._laid_out(document_id).text

    def section(self, section_id: str) -> SectionView:
        laid_out = self._laid_out(section_id.partition("#")[0])
        around: list[SectionRecord | None] = [None, *laid_out.sections, None]
        for before, section, after in zip(around, laid_out.sections, around[2:], strict=False):
            if section.id == section_id:
                blocks = tuple(_shown(block, laid_out.text) for block in laid_out.blocks_of(section))
                return SectionView(section, blocks, (), before, after)
        raise UnknownItemError(f"There is no section {section_id!r} in this collection.")

    def status(self) -> CollectionStatus:
        self._check_open()
        documents = [laid_out.record for laid_out in self._documents.values()]
        return CollectionStatus(
            generation="paper",
            created="2024-01-01T00:00:00Z",
            documents=len(documents),
            passages=len(self._passages),
            editions=tuple(sorted({document.edition for document in documents}, reverse=True)),
            encoder="shared words",
        )

    def filter_choices(self, filters: Filters) -> FilterChoices:
        self._check_open()
        passages, documents = self._count(filters)
        of_each: dict[str, Any] = {name: self._choices_of(name, filters) for name in CHOSEN_BY}
        return FilterChoices(passages=passages, documents=documents, **of_each)

    def _choices_of(self, name: str, filters: Filters) -> tuple[FilterChoice, ...]:
        """By name, editions newest first; a value for which nothing is left counts 0."""
        values = sorted(
            {_about(passage)[name] for passage in self._passages} - {""}, reverse=name in {"edition", "form"}
        )
        with_each: list[dict[str, Any]] = [{name: value} for value in values]
        return tuple(FilterChoice(one[name], *self._count(replace(filters, **one))) for one in with_each)

    def _count(self, filters: Filters) -> tuple[int, int]:
        passing = [passage for passage in self._passages if _passes(filters, passage)]
        return len(passing), len({passage.document.id for passage in passing})

    def example_questions(self, *, filters: Filters | None = None) -> tuple[str, ...]:
        self._check_open()
        return self._examples

    def suggest(self, text: str, *, limit: int = 6, edition: str = "") -> tuple[Suggestion, ...]:
        """Examples, then headings, in which each word of ``text`` begins a word."""
        self._check_open()
        offered = [Suggestion(one, SuggestionKind.QUESTION, "", "", "", "") for one in self._examples]
        for record, section in ((one.record, section) for one in self._documents.values() for section in one.sections):
            offered.append(
                Suggestion(section.title, SuggestionKind.HEADING, record.id, record.title, section.id, record.edition)
            )
        words = [re.compile(rf"\b{word}", re.IGNORECASE) for word in re.findall(r"\w+", text)]
        found = [one for one in offered if words and all(word.search(one.text) for word in words)]
        return tuple(one for one in found if edition in {"", one.edition})[:limit]

    def _read(self, question: str, history: Sequence[str]) -> str:
        read = " ".join((*history, question))
        for wrong, right in self._spelling.items():
            read = read.replace(wrong, right)
        return read

    def _answer(self, question: str, read: str, limit: int, filters: Filters | None) -> Answer:
        if question in self._replies:
            return self._reply(question)
        ranking = self.search(read, limit=limit, filters=filters)
        best = ranking.hits[0] if ranking.hits else None
        answered = best is not None and best.score >= self._threshold
        citations = self._cite(best.passage) if best and answered else ()
        closest = self._cite(best.passage)[0] if best and best.score and not answered else None
        return Answer(
            question=question,
            interpreted_question=read,
            outcome=_outcome(answered, best is not None and best.score > 0),
            input_kind=InputKind.QUESTION,
            confidence=best.score if best else 0.0,
            quotes=tuple(show(citation, self._blocks(citation.passage), self) for citation in citations),
            citations=citations,
            linked=(),
            hits=ranking.hits,
            reason=None if answered else "The documents held here do not answer this.",
            nearest=() if answered else tuple(_best_of_sections(ranking.hits).values())[:_NEAREST],
            closest=closest,
            closest_quote=show(closest, self._blocks(closest.passage), self) if closest else None,
            missing=(),
            open=_left_open(question, best.passage) if best and answered else (),
            suggestions=(),
            generation=ranking.generation,
            took_ms=1.0,
        )

    def _reply(self, question: str) -> Answer:
        return Answer(
            question=question, interpreted_question=question, outcome=Outcome.REPLY, input_kind=InputKind.GREETING,
            confidence=0.0, quotes=(), citations=(), linked=(), hits=(), reason=self._replies[question], nearest=(),
            closest=None, closest_quote=None, missing=(), open=(), suggestions=self._examples, generation="paper",
            took_ms=1.0,
        )  # fmt: skip

    def _cite(self, passage: PassageRecord) -> tuple[Citation, ...]:
        own = [block for block in self._blocks(passage) if passage.char_start <= block.char_start < passage.char_end]
        shift = self._quote_shift
        moved = replace(passage, char_start=passage.char_start + shift, char_end=passage.char_end + shift)
        runs = [list(run) for _, run in groupby(own, key=lambda block: block.kind is BlockKind.LIST_ITEM)]
        return tuple(
            Citation(n, moved, run[0].char_start + shift, run[-1].char_end + shift, run[0].page)
            for n, run in enumerate(runs, start=1)
        )

    def slice(self, document_id: str, char_start: int, char_end: int) -> str:
        return self._laid_out(document_id).text[char_start:char_end]

    def _blocks(self, passage: PassageRecord) -> tuple[Block, ...]:
        return self._laid_out(passage.document.id).blocks_of(passage.section)

    def _laid_out(self, document_id: str) -> LaidOutDocument:
        self._check_open()
        if document_id not in self._documents:
            raise UnknownItemError(f"There is no document {document_id!r}.")
        return self._documents[document_id]

    def _check_open(self) -> None:
        if self.closed:
            raise RuntimeError("a closed assistant is asked")


def on_paper(
    passages: Mapping[str, Sequence[str]], *, threshold: float = 0.5, withheld: Sequence[str] = (), quote_shift: int = 0
) -> PaperAssistant:
    """An assistant over documents without headings, by their ids: one paragraph a passage."""
    documents = (LaidOutDocument.of(untitled(document_id, *parts)) for document_id, parts in passages.items())
    return PaperAssistant(*documents, threshold=threshold, withheld=withheld, quote_shift=quote_shift)


class FailingAssistant(Answering):
    """Raises the same error whatever is asked."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def _fail(self, *_: object, **__: object) -> NoReturn:
        raise self._error

    opened = property(_fail)
    ask = interpret = answers_within = quoting_also = search = documents = outline = text = section = status = _fail
    example_questions = filter_choices = suggest = _fail

    def close(self) -> None:
        """Nothing is held."""


def _best_of_sections(hits: Sequence[Hit]) -> dict[str, PassageRecord]:
    best: dict[str, PassageRecord] = {}
    for hit in hits:
        best.setdefault(hit.passage.section.id, hit.passage)
    return best


def _about(passage: PassageRecord) -> dict[str, str]:
    section, document = passage.section, passage.document
    return {
        "edition": document.edition, "kind": document.kind, "publisher": document.publisher,
        "trend": section.trend, "facet": section.facet, "document_id": document.id, "form": section.form,
    }  # fmt: skip


def _passes(filters: Filters | None, passage: PassageRecord) -> bool:
    about, wanted = _about(passage), asdict(filters or Filters())
    without = wanted.pop("without_editions")
    return about["edition"] not in without and all(about[name] == value for name, value in wanted.items() if value)


def _overlap(words: frozenset[str], passage: PassageRecord) -> float:
    return len(words & content_words(passage.text)) / len(words) if words else 0.0


def _shown(block: Block, text: str) -> SectionBlock:
    words = text[block.char_start : block.char_end]
    start, end, turns = block.char_start, block.char_end, block.turns
    return SectionBlock(block.kind, words, start, end, block.page, block.depth, block.header_rows, turns)
