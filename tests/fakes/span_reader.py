"""Readers that point at known words: one computed from content, and a real BERT whose logits are known on paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trendsqa.answering.quoting.span_reader import Span

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_DIMENSIONS = 16


class KeywordSpanReader:
    """Points at the first place of each known word, as sure as the word's score, and keeps what it was shown."""

    def __init__(self, **scores: float) -> None:
        self._scores = scores
        self.shown: list[tuple[str, tuple[str, ...]]] = []

    def spans(self, question: str, passages: Sequence[str]) -> Sequence[Span | None]:
        self.shown.append((question, tuple(passages)))
        return [self._best(passage) for passage in passages]

    def _best(self, passage: str) -> Span | None:
        found = [
            Span(passage.index(word), passage.index(word) + len(word), score)
            for word, score in self._scores.items()
            if word in passage
        ]
        return max(found, key=lambda span: span.score, default=None)


def save_reader(folder: Path, words: Sequence[str], *, seed: int = 0, window: int = 512) -> Any:
    """A random BERT for question answering that reads ``window`` tokens and knows ``words``; it comes out loaded."""
    import torch
    from transformers import BertConfig, BertForQuestionAnswering

    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(SPECIAL) + len(words), hidden_size=_DIMENSIONS, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=window, initializer_range=1.0,
    )  # fmt: skip
    return _save(folder, BertForQuestionAnswering(config), words)


def save_pointing_reader(folder: Path, words: Sequence[str], *, first: str, last: str, window: int = 512) -> Any:
    """A BERT without layers whose answer starts at ``first`` and ends at ``last``, and whose "no answer" is neutral.

    The embedding of a word is zero but for the axis that ``first`` or ``last`` has to itself, and so are its logits.
    """
    import torch
    from transformers import BertConfig, BertForQuestionAnswering

    config = BertConfig(
        vocab_size=len(SPECIAL) + len(words), hidden_size=_DIMENSIONS, num_hidden_layers=0, num_attention_heads=2,
        max_position_embeddings=window,
    )  # fmt: skip
    model = BertForQuestionAnswering(config)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if "LayerNorm" not in name:
                weights.zero_()
        for axis, word in enumerate((first, last)):
            model.bert.embeddings.word_embeddings.weight[len(SPECIAL) + words.index(word), axis] = 1
            model.qa_outputs.weight[axis, axis] = 1
    return _save(folder, model, words)


def _save(folder: Path, model: Any, words: Sequence[str]) -> Any:
    from transformers import BertTokenizerFast  # type: ignore[attr-defined] # its names are made when it is asked

    model.save_pretrained(folder)
    vocabulary = {word: number for number, word in enumerate((*SPECIAL, *words))}
    BertTokenizerFast(vocab=vocabulary).save_pretrained(folder)
    return model.eval()
