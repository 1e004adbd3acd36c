"""A reader that finds the words of a passage that answer a question. It only points: what is quoted, selection decides.

Extractive question answering with a "no answer" to compare with: Devlin et al., BERT, 2019 (arXiv:1810.04805, section
4.3), on SQuAD 2.0 (Rajpurkar et al., 2018, arXiv:1806.03822). None is shipped; an operator may name any that
transformers loads. It costs torch, memory and one pass of the model for each passage that it reads.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol

import numpy as np

from trendsqa.errors import ModelError
from trendsqa.index.rows import Scores
from trendsqa.retrieval.hit import Hit

__all__ = ["ExtractiveReader", "Span", "SpanReader", "SpanReading"]

_WINDOW_TOKENS = 384
_OVERLAP_TOKENS = 128
_LONGEST_QUESTION = 64
_LONGEST_SPAN = 30
"""Tokens of a window, of what two windows share, of a question and of an answer, as BERT's run_squad.py has them."""
_QUESTION_PART = 3
"""A question gets at most one of so many parts of a window: a model with short windows must see some passage too."""
_WINDOWS_AT_ONCE = 16
"""Windows of one pass: what bounds its memory."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words that may answer, by offsets into the passage's text; ``score`` is their log-odds against "no answer"."""

    char_start: int
    char_end: int
    score: float


class SpanReader(Protocol):
    """Whatever finds answers in passages."""

    def spans(self, question: str, passages: Sequence[str]) -> Sequence[Span | None]:
        """The best span of each passage, in their order; None for a passage that has no words."""


@dataclass(frozen=True, slots=True)
class SpanReading:
    """A reader that reads the best ``passages`` of a ranking."""

    reader: SpanReader
    passages: int

    def spans(self, question: str, hits: Sequence[Hit]) -> Mapping[str, Span]:
        """The spans that are likelier than no answer, by passage id; empty where there is none."""
        read = [hit.passage for hit in hits[: self.passages]]
        found = self.reader.spans(question, [passage.text for passage in read])
        return {passage.id: span for passage, span in zip(read, found, strict=True) if span and span.score > 0}


class ExtractiveReader:
    """A question-answering model with its tokenizer. Safe to share between threads."""

    def __init__(self, model: str) -> None:
        """Load ``model``, a folder or the name of a model on a hub.

        Raises:
            ModelError: It cannot be loaded, was not trained to answer, or its tokenizer gives no offsets.
        """
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(model)
            loaded, report = AutoModelForQuestionAnswering.from_pretrained(model, output_loading_info=True)
        except Exception as error:
            raise ModelError(
                f"answering.reader = {model!r} cannot be loaded as a question-answering model ({error}). Name a folder "
                "that holds one, or a hub's model after `hf download NAME`, or set it to nothing."
            ) from error
        # transformers fills what a checkpoint lacks with random numbers and only warns of it.
        if report["missing_keys"]:
            raise ModelError(
                f"answering.reader = {model!r} lacks the weights {', '.join(sorted(report['missing_keys']))}. Name a "
                "model that was trained on questions with answers, such as SQuAD 2.0."
            )
        if not self._tokenizer.is_fast or self._tokenizer.cls_token_id is None:
            raise ModelError(
                f"answering.reader = {model!r} has a tokenizer that gives no offsets or no place for “no answer”. Name "
                "a model with a fast tokenizer and a [CLS] token."
            )
        # bfloat16, in which some models are published, has no NumPy type; and nothing is trained here.
        self._model: Any = loaded.float().requires_grad_(requires_grad=False)
        limits = (self._tokenizer.model_max_length, getattr(loaded.config, "max_position_embeddings", None))
        # A model without a longest input has -1 or nothing there.
        self._window = min(_WINDOW_TOKENS, *(limit for limit in limits if limit and limit > 0))
        # Each call sets how the tokenizer cuts and pads, and two threads that do so at once make it fail.
        self._one_at_a_time = Lock()

    def spans(self, question: str, passages: Sequence[str]) -> Sequence[Span | None]:
        """The best span of each passage over all its windows, in their order; None for a passage that has no words.

        With the logits s and e of a window, score(i, j) = s_i + e_j - s_[CLS] - e_[CLS] for i <= j in the passage and
        j - i < 30. It is a log-odds, so windows compare: what a window's softmax divides by falls out.
        """
        best: list[Span | None] = [None] * len(passages)
        for place, span in self._by_window(question, passages) if passages else ():
            known = best[place]
            if known is None or span.score > known.score:
                best[place] = span
        return best

    def _by_window(self, question: str, passages: Sequence[str]) -> Iterator[tuple[int, Span]]:
        """(place of the passage, best span) of each window that holds words of a passage."""
        with self._one_at_a_time:
            windows = self._windows(question, passages)
        places = windows["overflow_to_sample_mapping"].tolist()
        inputs = {name: windows[name] for name in self._tokenizer.model_input_names if name in windows}
        for first in range(0, len(places), _WINDOWS_AT_ONCE):
            some = slice(first, first + _WINDOWS_AT_ONCE)
            output = self._model(**{name: tensor[some] for name, tensor in inputs.items()})
            starts, ends = output.start_logits.numpy(), output.end_logits.numpy()
            for row, (start, end) in enumerate(zip(starts, ends, strict=True), start=first):
                span = self._best_of_window(windows, row, start, end)
                if span:
                    yield places[row], span

    def _windows(self, question: str, passages: Sequence[str]) -> Any:
        """The tokens of every window of every passage, padded to one length, each after the question."""
        tokenizer, longest = self._tokenizer, min(_LONGEST_QUESTION, self._window // _QUESTION_PART)
        asked = tokenizer(
            question, add_special_tokens=False, truncation=True, max_length=longest, return_offsets_mapping=True
        )["offset_mapping"]
        room = self._window - len(asked) - tokenizer.num_special_tokens_to_add(pair=True)
        return tokenizer(
            [question[: asked[-1][1]] if asked else ""] * len(passages),
            list(passages),
            truncation="only_second",
            max_length=self._window,
            stride=min(_OVERLAP_TOKENS, room // 2),
            padding=True,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )

    def _best_of_window(self, windows: Any, row: int, start: Scores, end: Scores) -> Span | None:
        offsets = windows["offset_mapping"][row].numpy()
        of_passage = np.array([part == 1 for part in windows.sequence_ids(row)]) & (offsets[:, 0] < offsets[:, 1])
        length = np.arange(len(start))[None, :] - np.arange(len(start))[:, None]
        possible = of_passage[:, None] & of_passage[None, :] & (length >= 0) & (length < _LONGEST_SPAN)
        if not possible.any():
            return None
        scores = np.where(possible, start[:, None] + end[None, :], -np.inf)
        first, last = np.unravel_index(np.argmax(scores), scores.shape)
        none = windows["input_ids"][row].tolist().index(self._tokenizer.cls_token_id)
        score = scores[first, last] - start[none] - end[none]
        return Span(int(offsets[first, 0]), int(offsets[last, 1]), float(score))
