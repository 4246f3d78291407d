"""A lock: a 32-byte key sealed under a passphrase with Argon2id (RFC 9106) and XChaCha20-Poly1305.

    version (1) || memory KiB (4) || passes (4) || lanes (1) || salt (16)
    || nonce (24) || sealed key (48) || SHA-256 of everything before, first 16

The hash at the end is no protection: it tells a damaged lock from a wrong
passphrase. Everything before the nonce is authenticated with the key.
"""

import hashlib
import time
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError

from crypto.frame import Reader
from crypto.randomness import random_bytes
from journalist_ui.workstation.errors import Refused, VaultDamaged, WrongPassphrase

VERSION = 1
KEY_SIZE = 32
SALT_SIZE = 16
NONCE_SIZE = 24
LOCK_SIZE = 1 + 4 + 4 + 1 + SALT_SIZE + NONCE_SIZE + KEY_SIZE + 16 + 16
MIN_PASSPHRASE = 12
"""Characters: shorter ones are guessed, whatever Argon2id costs."""
MAX_MEMORY_KIB = 4 * 1024 * 1024
MAX_PASSES = 1000
"""A damaged or hostile lock shall not take the machine's memory or the day."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int = 1


LEAST = Cost(memory_kib=64 * 1024, passes=3)
"""The second choice of RFC 9106, the least that this program makes by itself."""
MEASUREMENTS = 3
"""The quickest counts: a machine that is busy for a moment must not get a cheaper lock for good."""
ONLY_FOR_TESTS = Cost(memory_kib=8, passes=1)


def calibrate(*, seconds: float = 1.0) -> Cost:
    """Return a cost of about `seconds` on this machine when nothing else runs, never below `LEAST`."""
    taken = min(_seconds_of_least() for _ in range(MEASUREMENTS))
    return Cost(LEAST.memory_kib, max(LEAST.passes, round(LEAST.passes * seconds / taken)))


def check_passphrase(passphrase: str) -> None:
    """Raise `Refused` for a passphrase too short to protect anything."""
    if len(passphrase) < MIN_PASSPHRASE:
        raise Refused(f"a passphrase has at least {MIN_PASSPHRASE} characters; choose a longer one")


def make_lock(key: bytes, *, passphrase: str, cost: Cost) -> bytes:
    """Return the lock that opens to the 32-byte `key` with this passphrase."""
    start = (
        bytes([VERSION])
        + cost.memory_kib.to_bytes(4, "big")
        + cost.passes.to_bytes(4, "big")
        + bytes([cost.lanes])
        + random_bytes(SALT_SIZE)
    )
    nonce = random_bytes(NONCE_SIZE)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(
        key, start, nonce, _derive(passphrase, start[-SALT_SIZE:], cost)
    )
    return _with_checksum(start + nonce + sealed)


def open_lock(lock: bytes, *, passphrase: str) -> bytes:
    """Return the key behind a lock, or raise `WrongPassphrase`, or `VaultDamaged` if it is no lock."""
    if len(lock) != LOCK_SIZE or _with_checksum(lock[:-16]) != lock:
        raise VaultDamaged("the lock of this file is damaged; use another copy, or a colleague's")
    reader = Reader(lock[:-16])
    version = reader.integer(1)
    cost = Cost(reader.integer(4), reader.integer(4), reader.integer(1))
    salt, nonce, sealed = (
        reader.take(SALT_SIZE),
        reader.take(NONCE_SIZE),
        reader.take(KEY_SIZE + 16),
    )
    if version != VERSION or cost.memory_kib > MAX_MEMORY_KIB or cost.passes > MAX_PASSES:
        raise VaultDamaged(
            "the lock of this file is of a kind that this version does not know;"
            " use the one that made it"
        )
    start = lock[: -16 - len(sealed) - NONCE_SIZE]
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed, start, nonce, _derive(passphrase, salt, cost)
        )
    except CryptoError as error:
        raise WrongPassphrase("this is not the passphrase; try again") from error


def _seconds_of_least() -> float:
    started = time.perf_counter()
    _derive("calibration", bytes(SALT_SIZE), LEAST)
    return time.perf_counter() - started


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_SIZE,
        type=Type.ID,
    )


def _with_checksum(raw: bytes) -> bytes:
    return raw + hashlib.sha256(raw).digest()[:16]
