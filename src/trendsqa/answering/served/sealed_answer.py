"""Answers sealed under the question that they answer: only who asks the same again can open one.

The question and a secret of this process give both the name under which an answer is kept and the key that it is
encrypted with (AES-256-GCM, NIST SP 800-38D). Neither the question nor the key is kept, and the secret is drawn at the
start and never leaves the process.
"""

import json
import pickle
from dataclasses import astuple, dataclass
from hashlib import blake2b
from secrets import token_bytes

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from trendsqa.answering.answer import Answer
from trendsqa.retrieval.hit import Filters

__all__ = ["Asked", "Seal"]

_SECRET = token_bytes(32)
_NAME_BYTES, _KEY_BYTES = 16, 32
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """All that an answer depends on, within one generation."""

    question: str
    history: tuple[str, ...]
    as_written: bool
    limit: int
    filters: Filters

    def seal(self) -> "Seal":
        """The seal of the answer to this."""
        said = json.dumps([self.question, self.history, self.as_written, self.limit, astuple(self.filters)])
        drawn = blake2b(said.encode(), key=_SECRET, digest_size=_NAME_BYTES + _KEY_BYTES).digest()
        return Seal(drawn[:_NAME_BYTES], AESGCM(drawn[_NAME_BYTES:]))


class Seal:
    """Seals and opens the answer to one question; ``name`` tells equal questions, and nobody what was asked."""

    __slots__ = ("_cipher", "name")

    def __init__(self, name: bytes, cipher: AESGCM) -> None:
        self.name = name
        self._cipher = cipher

    def close(self, answer: Answer) -> bytes:
        """``answer``, encrypted."""
        nonce = token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, pickle.dumps(answer), self.name)

    def open(self, sealed: bytes) -> Answer:
        """The answer in ``sealed``."""
        plain = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], self.name)
        answer: Answer = pickle.loads(plain)  # noqa: S301 - written by this process, and authenticated
        return answer
