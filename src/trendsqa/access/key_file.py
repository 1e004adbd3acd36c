"""The file of API keys: read as a whole, and changed by one process at a time.

Only hashes are in it. It is for its owner's eyes only, and one that others may read or write is refused: who can write
it can make keys.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from trendsqa.access.access_key import AccessKey
from trendsqa.access.access_scope import AccessScope
from trendsqa.access.hashing import hash_secret
from trendsqa.access.key_text import KEY_PREFIX, KeyText
from trendsqa.durable_files import not_written, write_durably, writing
from trendsqa.errors import InputError, KeyFileError, StorageError, UnknownItemError

__all__ = ["FileMark", "KeyFile", "KeysRead"]

_MOST_NAME_CHARACTERS = 100
_LOCK_WAIT_S = 10.0
_OTHERS = 0o077

FileMark: TypeAlias = tuple[int, ...]
"""Numbers of a file that differ once it has been changed or replaced, or its rights have; empty for no file."""

_OUT_OF_REACH: FileMark = (-1,)


class _KeyRecord(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{8}$")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=_MOST_NAME_CHARACTERS)]
    scopes: list[AccessScope]
    created: str
    revoked: str = ""
    hashed: Annotated[
        str, StringConstraints(pattern=r"^(\$argon2id\$v=19\$m=\d{1,6},t=\d{1,2},p=\d\$[\w+/]+\$[\w+/]+)?$")
    ]

    def key(self) -> AccessKey:
        return AccessKey(self.id, self.name, frozenset(self.scopes), self.created, self.revoked, self.hashed)


class _KeyRecords(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Literal[1]
    keys: list[_KeyRecord]


@dataclass(frozen=True, slots=True)
class KeysRead:
    """The keys in the file, and the mark of the file that they were read from."""

    keys: tuple[AccessKey, ...]
    mark: FileMark


class KeyFile:
    """The file of keys at ``path``; it comes to be with the first key. A writer waits ``lock_wait_s`` for another."""

    def __init__(self, path: Path, *, lock_wait_s: float = _LOCK_WAIT_S) -> None:
        self.path = path
        self._lock_wait_s = lock_wait_s

    def mark(self) -> FileMark:
        """The present mark of the file."""
        try:
            return _mark_of(self.path.stat())
        except FileNotFoundError:
            return ()
        except OSError:
            return _OUT_OF_REACH

    def read(self) -> KeysRead:
        """Every key, revoked ones included, oldest first; none if there is no file.

        Raises:
            KeyFileError: The file is damaged, may be read or written by others, or may not be read by this process.
        """
        try:
            with self.path.open("rb") as file:
                found = os.fstat(file.fileno())
                content = file.read()
        except FileNotFoundError:
            return KeysRead((), ())
        except OSError as error:
            raise KeyFileError(
                f"{self.path} with the API keys cannot be read ({error.strerror or error}). It must belong to the user "
                f"that runs the server."
            ) from error
        self._check_rights(found)
        return KeysRead(tuple(record.key() for record in self._records(content)), _mark_of(found))

    def create(self, name: str, scopes: Iterable[AccessScope]) -> tuple[AccessKey, KeyText]:
        """A new key, and what its holder sends, which nobody can be told again.

        Raises:
            InputError: The name cannot be used, or an active key has it.
            KeyFileError: The file cannot be used.
            StorageError: The file cannot be written, or another process keeps it.
        """
        _check_name(name)
        text = KeyText.new()
        key = AccessKey(text.id, name, frozenset(scopes), _now(), hashed=hash_secret(text.secret))

        def added(keys: tuple[AccessKey, ...]) -> tuple[AccessKey, ...]:
            if any(other.is_active and other.name == name for other in keys):
                raise InputError(
                    f"There is an active key {name!r} already. Take another name, or revoke that one: "
                    f"trendsqa keys revoke {name!r}"
                )
            return (*keys, key)

        self._change(added)
        return key, text

    def revoke(self, name_or_id: str) -> AccessKey:
        """The key that was active under ``name_or_id`` and works no longer.

        Raises:
            UnknownItemError: No active key has that name or id.
            KeyFileError: The file cannot be used.
            StorageError: The file cannot be written, or another process keeps it.
        """
        revoked: list[AccessKey] = []

        def without(keys: tuple[AccessKey, ...]) -> tuple[AccessKey, ...]:
            key = _active(keys, name_or_id)
            # The hash goes too: what is not there cannot be let in again by mistake.
            revoked.append(replace(key, revoked=_now(), hashed=""))
            return tuple(revoked[0] if other is key else other for other in keys)

        self._change(without)
        return revoked[0]

    def _change(self, change: Callable[[tuple[AccessKey, ...]], tuple[AccessKey, ...]]) -> None:
        with self._alone():
            write_durably(self.path, _as_json(change(self.read().keys)), private=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = self.path.parent
        with writing(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(self.path.with_suffix(".lock"), timeout=self._lock_wait_s)
        try:
            lock.acquire()
        except Timeout as error:  # an OSError itself, so it comes first
            raise StorageError(
                f"{self.path} is being changed by another process for more than {self._lock_wait_s} s. Try again."
            ) from error
        except OSError as error:
            raise not_written(self.path, error.strerror or error) from error
        try:
            yield
        finally:
            lock.release()

    def _check_rights(self, found: os.stat_result) -> None:
        if os.name == "posix" and found.st_mode & _OTHERS:
            raise KeyFileError(
                f"{self.path} with the API keys may be used by others (mode {found.st_mode & 0o777:04o}, expected "
                f"0600). Look that nobody added a key (trendsqa keys list), after: chmod 600 {self.path}"
            )

    def _records(self, content: bytes) -> list[_KeyRecord]:
        try:
            return _KeyRecords.model_validate_json(content).keys
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(map(str, first["loc"])) or "the file"
            raise KeyFileError(
                f"{self.path} with the API keys is damaged ({place}: {first['msg']}). Bring it back from a backup, or "
                f"delete it and make new keys: trendsqa keys create NAME"
            ) from error


def _mark_of(found: os.stat_result) -> FileMark:
    # The time of the last change of rights, too: a file that was closed to others must be read anew.
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _active(keys: Iterable[AccessKey], name_or_id: str) -> AccessKey:
    active = [key for key in keys if key.is_active]
    found = [key for key in active if key.id == name_or_id] or [key for key in active if key.name == name_or_id]
    if not found:
        raise UnknownItemError(f"No active key has the name or id {name_or_id!r}. Those there are: trendsqa keys list")
    return found[0]


def _check_name(name: str) -> None:
    if not name.isprintable() or name != name.strip() or not 0 < len(name) <= _MOST_NAME_CHARACTERS:
        raise InputError(
            f"{name[:_MOST_NAME_CHARACTERS]!r} cannot name a key: it takes 1 to {_MOST_NAME_CHARACTERS} printable "
            "characters without blanks around them, for example: trendsqa keys create intranet"
        )
    if name.startswith(KEY_PREFIX):
        raise InputError(f"The name of a key must not begin with {KEY_PREFIX!r}, as keys themselves do.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _as_json(keys: Iterable[AccessKey]) -> bytes:
    records = [
        {
            "id": key.id,
            "name": key.name,
            "scopes": sorted(key.scopes),
            "created": key.created,
            "revoked": key.revoked,
            "hashed": key.hashed,
        }
        for key in keys
    ]
    return json.dumps({"version": 1, "keys": records}, ensure_ascii=False, indent=1).encode() + b"\n"
