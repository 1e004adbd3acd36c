"""Hashes of secrets by Argon2id. The only file that imports cryptography."""

import secrets
from functools import cache

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

__all__ = ["fits_hash", "fits_nothing", "hash_secret"]

# OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane.
_MEMORY_KIB = 19 * 1024
_PASSES = 2
_LANES = 1
_SALT_BYTES = 16
_HASH_BYTES = 32


def hash_secret(secret: str) -> str:
    """The Argon2id hash of ``secret``, with its salt and parameters, as a PHC string."""
    hashing = Argon2id(
        salt=secrets.token_bytes(_SALT_BYTES),
        length=_HASH_BYTES,
        iterations=_PASSES,
        lanes=_LANES,
        memory_cost=_MEMORY_KIB,
    )
    return hashing.derive_phc_encoded(secret.encode())


def fits_hash(secret: str, hashed: str) -> bool:
    """True if ``hashed`` is the hash of ``secret``; takes some 20 ms."""
    try:
        Argon2id.verify_phc_encoded(secret.encode(), hashed)
    except InvalidKey:
        return False
    return True


def fits_nothing(secret: str) -> bool:
    """False, after the work of a check: a key that is unknown must not be told from a wrong one by the clock."""
    fits_hash(secret, _hash_of_nothing())
    return False


@cache
def _hash_of_nothing() -> str:
    return hash_secret(secrets.token_hex(_HASH_BYTES))
