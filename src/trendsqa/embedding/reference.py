"""The reference encoder: sentence-transformers on torch. Used for export and checks, never for serving."""

import os
from collections.abc import Sequence
from typing import Any

from trendsqa.embedding.adapter import Adapter, merge
from trendsqa.embedding.encoder import EncoderIdentity, Vectors
from trendsqa.embedding.models import ModelFiles, hash_weights, read_prompts
from trendsqa.errors import ModelError

__all__ = ["ReferenceEncoder"]


class ReferenceEncoder:
    """A sentence-transformers model with its own prompts and pooling, and an adapter merged into its weights."""

    def __init__(self, files: ModelFiles, *, max_tokens: int, adapter: Adapter | None = None) -> None:
        """Load ``files``.

        Raises:
            ModelError: The model cannot be loaded, or ``adapter`` was tuned from other weights.
        """
        # No request goes to the hub while a model is loaded.
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
            os.environ.setdefault(name, "1")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self._model: Any = SentenceTransformer(str(files.folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"The model in {files.folder} cannot be loaded: {error}") from error
        self._model.max_seq_length = min(max_tokens, self._model.max_seq_length or max_tokens)
        weights_sha256 = hash_weights(files.folder)
        if adapter:
            merge(adapter, self._model[0].auto_model, weights_sha256)
        query_prompt, passage_prompt = read_prompts(files.folder)
        self._identity = EncoderIdentity(
            model=files.name,
            weights_sha256=weights_sha256,
            adapter_sha256=adapter.sha256 if adapter else "",
            pooling=_pooling_mode(self._model),
            dimension=_dimension(self._model),
            max_tokens=self._model.max_seq_length,
            query_prompt=query_prompt,
            passage_prompt=passage_prompt,
        )

    @property
    def identity(self) -> EncoderIdentity:
        """Identity of this encoder."""
        return self._identity

    @property
    def model(self) -> Any:
        """The SentenceTransformer, for exporting."""
        return self._model

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages."""
        return self._encode(texts, self._identity.passage_prompt)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return self._encode(texts, self._identity.query_prompt)

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` without special tokens and without cutting."""
        return len(self._model.tokenizer.encode(text, add_special_tokens=False, verbose=False))

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors: Vectors = self._model.encode(
            [prompt + text for text in texts],
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return vectors.reshape(len(texts), self._identity.dimension)


def _dimension(model: Any) -> int:
    return int(model.get_embedding_dimension())


def _pooling_mode(model: Any) -> str:
    modes = [str(getattr(module, "pooling_mode", "")) for module in model]
    return next((mode for mode in modes if mode), "none")
