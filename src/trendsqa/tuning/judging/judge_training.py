"""Trains a judge: every weight of a small BERT but its word embeddings, on this machine's processors.

The loss is the cross-entropy of "answers" and, where the answering words are known, that of pointing at them (Devlin et
al., 2019, section 4.3): a model that must find the answer learns sooner what answers.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.models import ModelFiles
from trendsqa.retrieval.judging.judge_network import build_network, restore, trained_tensors
from trendsqa.tuning.judging.judge_examples import JudgeExample

__all__ = ["JudgeRecipe", "JudgeTrainer"]

_SMOOTHING = 0.02
"""Of the labels: some of what is written by rule or by hand is wrong."""
_SPAN_SHARE = 0.3
_WARM_UP = 0.06
_LONGEST_CHANGE = 1.0
_WEIGHT_DECAY = 0.01
_BUCKETS = 40
"""Batches that are sorted by length together: padding is computed for nothing."""
_NOWHERE = -1e4


@dataclass(frozen=True, slots=True)
class JudgeRecipe:
    """Recipe of a judge: passes over the examples, largest step, pairs a step, tokens of a pair, and the seed."""

    epochs: int = 3
    learning_rate: float = 7e-5
    batch_size: int = 32
    max_tokens: int = 208
    seed: int = 7


class JudgeTrainer:
    """A judge's network and its training."""

    def __init__(self, files: ModelFiles, recipe: JudgeRecipe) -> None:
        """Begin from the model in ``files``. Raises ModelError if no judge can be made from it."""
        import torch

        torch.manual_seed(recipe.seed)
        self._recipe, self._network = recipe, build_network(files.folder)

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """The trained parameters."""
        return trained_tensors(self._network)

    def continue_from(self, tensors: dict[str, NDArray[np.float32]]) -> None:
        """Begin from an earlier judge instead. Raises ModelError if it is another network's."""
        restore(self._network, tensors)

    def train(self, examples: Sequence[JudgeExample], *, on_step: Callable[[int, int], None] | None = None) -> None:
        """Train on ``examples``; ``on_step`` is told (steps done, steps in all)."""
        import torch

        recipe, network = self._recipe, self._network
        for parameter in network.bert.embeddings.word_embeddings.parameters():
            parameter.requires_grad = False
        trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
        optimiser: Any = torch.optim.AdamW(
            [
                {"params": [one for one in trained if one.ndim > 1], "weight_decay": _WEIGHT_DECAY},
                {"params": [one for one in trained if one.ndim <= 1], "weight_decay": 0.0},
            ],
            lr=recipe.learning_rate,
        )
        steps = recipe.epochs * -(-len(examples) // recipe.batch_size)
        schedule: Any = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: min((step + 1) / (_WARM_UP * steps), (steps - step) / steps, 1.0)
        )
        # faiss sets the threads of a search to one, and with them those of everything that shares its OpenMP.
        torch.set_num_threads(os.cpu_count() or 1)
        random, done = Random(recipe.seed), 0
        for _ in range(recipe.epochs):
            network.train()
            for batch in self._batches(examples, random):
                loss = self._loss(batch)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(trained, _LONGEST_CHANGE)
                optimiser.step()
                schedule.step()
                optimiser.zero_grad()
                done += 1
                if on_step:
                    on_step(done, steps)

    def scores(self, examples: Sequence[JudgeExample]) -> NDArray[np.float32]:
        """Log-odds that each passage answers its question, shape (examples,)."""
        import torch

        self._network.eval()
        order = sorted(range(len(examples)), key=lambda n: len(examples[n].text))
        scores = np.zeros(len(examples), dtype=np.float32)
        size = 2 * self._recipe.batch_size
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for first in range(0, len(order), size):
                rows = order[first : first + size]
                encoded = self._encoded([examples[n] for n in rows])
                encoded.pop("offset_mapping")
                scores[rows] = self._network(**encoded)[0].float().numpy()
        return scores

    def _batches(self, examples: Sequence[JudgeExample], random: Random) -> list[list[JudgeExample]]:
        size = self._recipe.batch_size
        shuffled = random.sample(list(examples), len(examples))
        batches = []
        for first in range(0, len(shuffled), size * _BUCKETS):
            bucket = sorted(shuffled[first : first + size * _BUCKETS], key=lambda example: len(example.text))
            batches += [bucket[n : n + size] for n in range(0, len(bucket), size)]
        random.shuffle(batches)
        return batches

    def _encoded(self, batch: Sequence[JudgeExample]) -> Any:
        encoded = self._network.tokenizer(
            [example.question for example in batch],
            [example.text for example in batch],
            truncation="only_second",
            max_length=self._recipe.max_tokens,
            padding=True,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        return {name: encoded[name] for name in ("input_ids", "attention_mask", "token_type_ids", "offset_mapping")}

    def _loss(self, batch: Sequence[JudgeExample]) -> Any:
        import torch

        encoded = self._encoded(batch)
        starts, ends = _span_tokens(batch, encoded["token_type_ids"], encoded.pop("offset_mapping"))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            log_odds, pointing = self._network(**encoded)
        wanted = torch.tensor([float(example.answered) for example in batch])
        functional = torch.nn.functional
        loss = functional.binary_cross_entropy_with_logits(log_odds.float(), wanted * (1 - 2 * _SMOOTHING) + _SMOOTHING)
        # Without an answer both point at the first token; an answer whose words are not known points nowhere.
        known = torch.tensor([bool(example.span) or not example.answered for example in batch])
        if known.any():
            pointing = pointing.float().masked_fill((encoded["attention_mask"] == 0).unsqueeze(-1), _NOWHERE)
            for end, places in enumerate((starts, ends)):
                loss = loss + _SPAN_SHARE / 2 * functional.cross_entropy(pointing[known, :, end], places[known])
        return loss


def _span_tokens(batch: Sequence[JudgeExample], kinds: Any, offsets: Any) -> tuple[Any, Any]:
    """First and last token of each span, each of shape (pairs,); 0 if there is none or it was cut off."""
    import torch

    places = []
    for row, example in enumerate(batch):
        first = example.text.find(example.span, len(example.titles)) if example.span else -1
        within = (kinds[row] == 1) & (offsets[row, :, 0] < first + len(example.span)) & (offsets[row, :, 1] > first)
        tokens = within.nonzero().flatten().tolist() if first >= 0 else []
        places.append((tokens[0], tokens[-1]) if tokens else (0, 0))
    spans = torch.tensor(places)
    return spans[:, 0], spans[:, 1]
