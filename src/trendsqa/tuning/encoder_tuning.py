"""Trains a low-rank adapter of an encoder. The only file that imports peft and datasets.

Contrastive learning with the other passages of a batch as negatives: van den Oord et al., Representation Learning with
Contrastive Predictive Coding, 2018 (arXiv:1807.03748); Henderson et al., Efficient Natural Language Response Suggestion
for Smart Reply, 2017 (arXiv:1705.00652). No batch holds the same text twice, so no passage is its own negative.
Everything happens on this machine's processors; nothing is asked of a network and no file is left.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from math import isfinite
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.models import ModelFiles
from trendsqa.embedding.reference import ReferenceEncoder
from trendsqa.errors import ModelError
from trendsqa.tuning.recipe import Precision, Recipe
from trendsqa.tuning.training_pairs import PassagePair, QuestionPair
from trendsqa.tuning.tuning_report import Environment

__all__ = ["EncoderTuner"]

_LIBRARIES = ("accelerate", "datasets", "peft", "sentence-transformers", "torch", "transformers")
_ADAPTER = "default"
"""The name under which peft keeps an adapter."""
_NATIVE_BFLOAT16 = ("avx512_bf16", "amx_bf16", "sve_bf16", "bf16")
"""A processor with any of these computes 16-bit products in hardware; without one they are slower than 32-bit."""

AfterEpoch = Callable[[int, float], bool]
"""Told an epoch's number from 1 and its mean loss; whether to go on."""


class EncoderTuner:
    """A model from its published weights, and the adapter it has been given since."""

    def __init__(self, files: ModelFiles, recipe: Recipe, *, max_tokens: int) -> None:
        """Load ``files``; measures read up to ``max_tokens`` of a text, as serving does.

        Raises:
            ModelError: The model cannot be loaded.
        """
        self._files, self._recipe, self._max_tokens = files, recipe, max_tokens
        self._encoder = ReferenceEncoder(files, max_tokens=max_tokens)

    @property
    def encoder(self) -> ReferenceEncoder:
        """The model with the adapter that it has now."""
        return self._encoder

    @property
    def environment(self) -> Environment:
        """Numbers and libraries that training computes with on this machine."""
        return Environment(str(self._precision()), {name: version(name) for name in _LIBRARIES})

    def train(
        self,
        passage_pairs: Sequence[PassagePair],
        question_pairs: Sequence[QuestionPair],
        *,
        on_step: Callable[[], None],
        after_epoch: AfterEpoch,
    ) -> None:
        """Give the model, from its published weights on, a new adapter for these pairs.

        Each batch holds pairs of one kind. ``after_epoch`` may encode with the model as it then is, and says whether to
        go on; the recipe's number of epochs is the most.

        Raises:
            ModelError: The model has no linear layers in blocks, or its loss is not finite.
        """
        self._encoder = ReferenceEncoder(self._files, max_tokens=self._max_tokens)
        model = self._encoder.model
        _add_adapter(model, self._recipe)
        steps = self._recipe.epochs * self._recipe.steps_per_epoch(passage_pairs, question_pairs)
        reads = model.max_seq_length

        def measured(epoch: int, loss: float) -> bool:
            if not isfinite(loss):
                raise ModelError(f"The loss of epoch {epoch} is {loss}, no number. Give a smaller --learning-rate.")
            model.max_seq_length = reads
            going_on = after_epoch(epoch, loss)
            model.max_seq_length = min(self._recipe.max_tokens, reads)
            return going_on

        model.max_seq_length = min(self._recipe.max_tokens, reads)
        try:
            with TemporaryDirectory(prefix="trendsqa-tuning-") as folder:
                self._trainer(folder, self._datasets(passage_pairs, question_pairs), steps, on_step, measured).train()
        finally:
            model.max_seq_length = reads

    def adapter(self) -> dict[str, NDArray[np.float32]]:
        """The adapter as a file keeps it: ``<parameter>.down`` and ``<parameter>.up``, alpha / rank within ``up``."""
        return {
            f"{name}.weight.{part}": (scale * layer.weight).detach().float().cpu().numpy().copy()
            for name, part, layer, scale in _adapter_layers(self._encoder.model)
        }

    def restore(self, adapter: Mapping[str, NDArray[np.float32]]) -> None:
        """Give the model back an earlier state that ``adapter()`` gave."""
        import torch

        with torch.no_grad():
            for name, part, layer, scale in _adapter_layers(self._encoder.model):
                layer.weight.copy_(torch.from_numpy(adapter[f"{name}.weight.{part}"] / scale))

    def _precision(self) -> Precision:
        if self._recipe.precision is not Precision.AUTO:
            return self._recipe.precision
        import torch

        # Older versions of torch do not tell what the processor has; 32-bit is right everywhere.
        has: Mapping[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
        return Precision.BFLOAT16 if any(has.get(name) for name in _NATIVE_BFLOAT16) else Precision.FLOAT32

    def _datasets(self, passage_pairs: Sequence[PassagePair], question_pairs: Sequence[QuestionPair]) -> dict[str, Any]:
        from datasets import Dataset

        identity = self._encoder.identity
        query, passage = identity.query_prompt, identity.passage_prompt
        columns = {
            "passages": (
                [query + pair.question for pair in passage_pairs],
                [passage + pair.passage for pair in passage_pairs],
            ),
            "questions": (
                [query + pair.question for pair in question_pairs],
                [query + pair.other for pair in question_pairs],
            ),
        }
        return {
            name: Dataset.from_dict({"anchor": anchors, "positive": positives})
            for name, (anchors, positives) in columns.items()
            if anchors
        }

    def _loss(self) -> Any:
        from sentence_transformers.sentence_transformer import losses

        recipe, model = self._recipe, self._encoder.model
        scale = 1 / recipe.temperature
        if not recipe.cached_batch:
            return losses.MultipleNegativesRankingLoss(model, scale=scale)
        # Gao et al., Scaling Deep Contrastive Learning Batch Size under Memory Limited Setup, 2021 (arXiv:2101.06983).
        return losses.CachedMultipleNegativesRankingLoss(model, scale=scale, mini_batch_size=recipe.batch_size)

    def _trainer(
        self, folder: str, datasets: Mapping[str, Any], steps: int, on_step: Callable[[], None], measured: AfterEpoch
    ) -> Any:
        from datasets import disable_progress_bars
        from sentence_transformers import SentenceTransformerTrainer, SentenceTransformerTrainingArguments
        from sentence_transformers.sentence_transformer.training_args import BatchSamplers, MultiDatasetBatchSamplers
        from transformers import PrinterCallback

        disable_progress_bars()
        recipe = self._recipe
        arguments = SentenceTransformerTrainingArguments(
            output_dir=folder,
            num_train_epochs=recipe.epochs,
            per_device_train_batch_size=recipe.pairs_per_step,
            learning_rate=recipe.learning_rate,
            lr_scheduler_type="linear",
            warmup_steps=round(recipe.warmup_share * steps),
            bf16=self._precision() is Precision.BFLOAT16,
            use_cpu=True,
            batch_sampler=BatchSamplers.NO_DUPLICATES,
            multi_dataset_batch_sampler=MultiDatasetBatchSamplers.PROPORTIONAL,
            dataloader_pin_memory=False,
            save_strategy="no",
            logging_strategy="epoch",
            logging_nan_inf_filter=False,
            report_to="none",
            disable_tqdm=True,
            seed=recipe.seed,
        )

        class Trainer(SentenceTransformerTrainer):
            def add_model_card_callback(self, default_args_dict: dict[str, Any]) -> None:
                """No model card is written, and none of the texts is put into one."""

        trainer = Trainer(
            model=self._encoder.model,
            args=arguments,
            train_dataset=dict(datasets),
            loss=self._loss(),
            callbacks=[_epoch_callback(on_step, measured)],
        )
        # It prints losses to stdout, which belongs to the result.
        trainer.remove_callback(PrinterCallback)
        return trainer


def _epoch_callback(on_step: Callable[[], None], measured: AfterEpoch) -> Any:
    from transformers import TrainerCallback

    class EpochCallback(TrainerCallback):
        epoch = 0

        def on_step_end(self, args: Any, state: Any, control: Any, **_more: Any) -> None:  # noqa: ARG002 - its signature
            on_step()

        def on_log(self, args: Any, state: Any, control: Any, **more: Any) -> None:  # noqa: ARG002 - its signature
            # The trainer logs a loss after each epoch, and once more without one when all is done.
            loss = more["logs"].get("loss")
            if loss is not None:
                self.epoch += 1
                control.should_training_stop = not measured(self.epoch, float(loss))

    return EpochCallback()


def _add_adapter(model: Any, recipe: Recipe) -> None:
    """Put a new adapter into ``model`` (Hu et al., LoRA, 2021, arXiv:2106.09685); nothing else stays trainable.

    It changes every linear layer of the transformer's blocks, named by their full names, so that any architecture made
    of them can be tuned; what comes before and after the blocks (embeddings, poolers) stays as it is.
    """
    import torch
    from peft import LoraConfig

    transformer = getattr(model[0], "auto_model", None)
    layers = [] if transformer is None else [
        name
        for name, module in transformer.named_modules()
        if isinstance(module, torch.nn.Linear) and any(part.isdecimal() for part in name.split("."))
    ]  # fmt: skip
    if not layers:
        raise ModelError(
            f"{type(transformer or model[0]).__name__} has no linear layers in numbered blocks, so it takes no "
            "low-rank adapter. Set encoder.model to a transformer such as all-MiniLM-L6-v2."
        )
    torch.manual_seed(recipe.seed)
    model.add_adapter(
        LoraConfig(r=recipe.rank, lora_alpha=recipe.alpha, lora_dropout=0.0, target_modules=layers),
        adapter_name=_ADAPTER,
    )
    for name, parameter in model.named_parameters():
        parameter.requires_grad = f".{_ADAPTER}." in name


def _adapter_layers(model: Any) -> Iterator[tuple[str, str, Any, float]]:
    """(name of the changed layer, part, the part's own layer, what the file's tensor is multiplied by)."""
    for name, module in model[0].auto_model.named_modules():
        if _ADAPTER in getattr(module, "lora_A", ()):
            yield name, "down", module.lora_A[_ADAPTER], 1.0
            yield name, "up", module.lora_B[_ADAPTER], float(module.scaling[_ADAPTER])
