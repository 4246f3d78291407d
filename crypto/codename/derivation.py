"""What a codename derives: the reply identity and the thread key (docs/protocol.md section 8.4).

seed = Argon2id(password = 11 bytes, salt = service id, 8 MiB, 1 pass, 1 lane, 32 bytes)
HKDF-SHA256(seed, no salt, info), 32 bytes each
"""

from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.codename.codename import Codename
from crypto.labels import REPLY_IDENTITY_INFO, THREAD_KEY_INFO
from crypto.opening.identity import Identity

MEMORY_KIB = 8 * 1024
PASSES = 1
LANES = 1
"""The strongest that Tor Browser bears at level Safer: 2 to 2.5 seconds without WebAssembly and JIT."""
SEED_SIZE = 32


@dataclass(frozen=True, slots=True)
class ThreadSecrets:
    """Opens the replies of a thread, and proves that a follow-up belongs to it."""

    identity: Identity
    thread_key: bytes = field(repr=False)


def derive(codename: Codename, *, service_id: bytes) -> ThreadSecrets:
    """Return the secrets of a codename at the service with this 16-byte id."""
    seed = hash_secret_raw(
        codename.entropy,
        service_id,
        time_cost=PASSES,
        memory_cost=MEMORY_KIB,
        parallelism=LANES,
        hash_len=SEED_SIZE,
        type=Type.ID,
    )
    return ThreadSecrets(
        Identity(_expand(seed, REPLY_IDENTITY_INFO)), _expand(seed, THREAD_KEY_INFO)
    )


def _expand(seed: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), length=SEED_SIZE, salt=None, info=info).derive(seed)
