"""The serving encoder: an exported model on ONNX Runtime. The only file that imports onnxruntime and tokenizers."""

from collections.abc import Callable, Sequence

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from trendsqa.embedding.encoder import EncoderIdentity, Vectors
from trendsqa.embedding.exported_model import ExportedGraph, ExportedModel
from trendsqa.errors import ModelError

__all__ = ["ServingEncoder", "open_graph"]

_QUIET = 3
"""ONNX Runtime's lowest logged severity: errors."""


class ServingEncoder:
    """Encodes with an exported model. Safe to share between threads."""

    def __init__(self, exported: ExportedModel, *, threads: int = 0, batch_size: int = 32) -> None:
        """Open ``exported``; ``threads`` = 0 lets the runtime choose.

        Raises:
            ModelError: A file is missing or altered, or is not an ONNX graph.
        """
        self._session, self._tokenizer = open_graph(exported, threads)
        self._identity = exported.identity()
        self._batch_size = batch_size
        self._counter = Tokenizer.from_str(self._tokenizer.to_str())
        self._tokenizer.enable_truncation(self._identity.max_tokens)
        self._padding_id = _padding_id(self._tokenizer)

    @property
    def identity(self) -> EncoderIdentity:
        """Identity of this encoder."""
        return self._identity

    def encode_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of passages; ``on_progress`` is called with the number of texts in each finished batch."""
        return self._encode(texts, self._identity.passage_prompt, on_progress)

    def encode_queries(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of questions; ``on_progress`` as for passages."""
        return self._encode(texts, self._identity.query_prompt, on_progress)

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` without special tokens and without cutting."""
        return len(self._counter.encode(text, add_special_tokens=False).ids)

    def _encode(self, texts: Sequence[str], prompt: str, on_progress: Callable[[int], None] | None) -> Vectors:
        vectors = np.zeros((len(texts), self._identity.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch([prompt + text for text in texts])
        # Texts of similar length share a batch, since computing over padding is wasted time.
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        for first in range(0, len(order), self._batch_size):
            rows = order[first : first + self._batch_size]
            vectors[rows] = self._run([encodings[i] for i in rows])
            if on_progress:
                on_progress(len(rows))
        return vectors

    def _run(self, encodings: Sequence[Encoding]) -> Vectors:
        length = max(len(encoding.ids) for encoding in encodings)
        ids = np.full((len(encodings), length), self._padding_id, dtype=np.int64)
        mask = np.zeros((len(encodings), length), dtype=np.int64)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        result: Vectors = vectors
        return result


def open_graph(exported: ExportedGraph, threads: int) -> tuple[onnxruntime.InferenceSession, Tokenizer]:
    """A session on a verified graph, and its tokenizer, which neither pads nor cuts; ``threads`` = 0 leaves it open.

    Raises:
        ModelError: A file is missing or altered, or is not an ONNX graph.
    """
    exported.verify()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that spin while they wait would take the processor from another model.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Plans of memory fit one shape of input, and no two questions have the same: kept for each, they take 50 MB.
    options.enable_mem_pattern = False
    options.log_severity_level = _QUIET
    try:
        session = onnxruntime.InferenceSession(
            str(exported.graph), sess_options=options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_file(str(exported.tokenizer))
    except Exception as error:
        # Both libraries raise classes of their own with no common base but Exception.
        raise ModelError(f"The model in {exported.folder} cannot be opened: {error}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return session, tokenizer


def _padding_id(tokenizer: Tokenizer) -> int:
    for token in ("[PAD]", "<pad>"):
        found = tokenizer.token_to_id(token)
        if found is not None:
            return int(found)
    # Padding is masked out, so any id works if the tokenizer has no padding token.
    return 0
