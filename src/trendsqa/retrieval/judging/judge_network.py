"""The judge's network: question and passage read together by a BERT encoder, one log-odds for the pair.

Devlin et al., BERT, 2019 (arXiv:1810.04805, section 4.2). The head sees the first token and the mean and maximum over
the passage's tokens. While it is trained, a second head points at the answer in the passage.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trendsqa.errors import ModelError

__all__ = ["build_network", "restore", "trained_tensors"]

_HIDDEN = 128
_FAR_BELOW = -1e4
"""Added to what is masked out of a maximum; a 16-bit float still holds it."""


def build_network(folder: Path) -> Any:
    """A new network on the BERT model in ``folder``: a torch module with ``tokenizer``, ``bert``, ``head``, ``span``.

    Its output for (input_ids, attention_mask, token_type_ids), each of shape (pairs, length), is the log-odds of each
    pair, shape (pairs,), and the logits of first and last token of the answer, shape (pairs, length, 2).

    Raises:
        ModelError: The folder holds no BERT model.
    """
    import torch
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            self.bert: Any = AutoModel.from_pretrained(folder, local_files_only=True)
            size = self.bert.config.hidden_size
            self.dropout = torch.nn.Dropout(0.1)
            self.head = torch.nn.Sequential(
                torch.nn.Linear(3 * size, _HIDDEN), torch.nn.Tanh(), torch.nn.Linear(_HIDDEN, 1)
            )
            self.span = torch.nn.Linear(size, 2)

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            states = self.bert(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state
            of_passage = (token_type_ids * attention_mask).unsqueeze(-1).to(states.dtype)
            mean = (states * of_passage).sum(1) / of_passage.sum(1).clamp(min=1)
            highest = (states + (1 - of_passage) * _FAR_BELOW).amax(1)
            log_odds = self.head(self.dropout(torch.cat([states[:, 0], mean, highest], -1))).squeeze(-1)
            return log_odds, self.span(states)

    try:
        return Network()
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ModelError(f"{folder} holds no model that a judge can be made from ({error}).") from error


def trained_tensors(network: Any) -> dict[str, NDArray[np.float32]]:
    """The trained parameters of ``network``: all but the word embeddings, which stay those of the model it began as."""
    return {
        name: parameter.detach().float().numpy()
        for name, parameter in network.named_parameters()
        if "word_embeddings" not in name and "pooler" not in name
    }


def restore(network: Any, tensors: Mapping[str, NDArray[np.float32]]) -> None:
    """Give ``network`` the parameters of ``trained_tensors``. Raises ModelError if they are another network's."""
    import torch

    parameters = dict(network.named_parameters())
    wanted = trained_tensors(network)
    if {name: tensor.shape for name, tensor in wanted.items()} != {name: t.shape for name, t in tensors.items()}:
        raise ModelError("The judge's weights are of another network. Train it again: trendsqa models judge")
    with torch.no_grad():
        for name, tensor in tensors.items():
            parameters[name].copy_(torch.from_numpy(tensor))
