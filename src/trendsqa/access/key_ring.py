"""The keys that a running server takes. It follows the file: a revoked key stops working at the next request."""

import hmac
import logging
import secrets
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock

from trendsqa.access.access_key import AccessKey
from trendsqa.access.hashing import fits_hash, fits_nothing
from trendsqa.access.key_file import FileMark, KeyFile
from trendsqa.access.key_text import KeyText
from trendsqa.errors import KeyFileError

__all__ = ["KeyRing"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Held:
    """Content of one state of the file: active keys by id, and digests of the secrets that were found to fit."""

    mark: FileMark
    keys: dict[str, AccessKey] = field(default_factory=dict)
    fitting: dict[str, bytes] = field(default_factory=dict)


class KeyRing:
    """Checks keys against the file; safe to use from many threads.

    Argon2 takes some 20 ms, so a secret that was found to fit is remembered until the file changes, as a digest under
    a key that only this process has.
    """

    def __init__(self, file: KeyFile | None) -> None:
        self._file = file
        self._digest_key = secrets.token_bytes(32)
        self._lock = Lock()
        self._held = _Held(())

    def remembered(self, key: KeyText) -> AccessKey | None:
        """The key, at once, if its secret was found to fit before and the file is still the same."""
        held = self._now()
        fitting, found = held.fitting.get(key.id), held.keys.get(key.id)
        if fitting is None or found is None or not hmac.compare_digest(fitting, self._digest(key)):
            return None
        return found

    def verified(self, key: KeyText) -> AccessKey | None:
        """The key if its secret fits; takes some 20 ms, whatever the result."""
        held = self._now()
        found = held.keys.get(key.id)
        if found is None:
            fits_nothing(key.secret)
            return None
        if not fits_hash(key.secret, found.hashed):
            return None
        now = self._now()
        if now.keys.get(key.id) != found:
            return None  # Revoked while it was checked.
        now.fitting[key.id] = self._digest(key)
        return found

    def holds(self, key: AccessKey) -> bool:
        """True if ``key``, as it was found before, works still."""
        return self._now().keys.get(key.id) == key

    def _digest(self, key: KeyText) -> bytes:
        return blake2b(key.secret.encode(), key=self._digest_key).digest()

    def _now(self) -> _Held:
        """The present state of the file; none works while the file cannot be used."""
        if self._file is None:
            return self._held
        with self._lock:
            mark = self._file.mark()
            if mark != self._held.mark:
                self._held = self._read(self._file, mark)
            return self._held

    @staticmethod
    def _read(file: KeyFile, mark: FileMark) -> _Held:
        try:
            read = file.read()
        except KeyFileError as error:
            _LOG.error("No API key works: %s", error)
            return _Held(mark)
        return _Held(read.mark, {key.id: key for key in read.keys if key.is_active})
