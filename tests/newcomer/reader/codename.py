"""The codename, and all that is derived from it (sections 8.3, 8.4 and 6.5)."""

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from newcomer.reader.refused import need
from newcomer.reader.stanza import hkdf


def codename_numbers(typed: str, words: Sequence[str]) -> list[int]:
    """Return the eight numbers of a codename typed in the words of one list (8.3)."""
    flat = unicodedata.normalize("NFKD", typed.lower())
    bare = (c for c in flat if unicodedata.category(c) not in {"Mn", "Mc", "Me", "Cf"})
    found = "".join(c if c.isalnum() else " " for c in bare).split()
    need(len(found) == 8, why="eight words")
    need(set(found) <= set(words), why="a word outside the list")
    return [words.index(word) for word in found]


def entropy_of(numbers: Sequence[int]) -> bytes:
    """Return the 11 bytes behind eight numbers of 12 bits (8.3)."""
    need(len(numbers) == 8 and all(n in range(4_096) for n in numbers))
    raw = bytes.fromhex("".join(f"{n:03x}" for n in numbers))
    need(hashlib.sha256(raw[:11]).digest()[:1] == raw[11:], why="check")
    return raw[:11]


@dataclass(frozen=True)
class Reporter:
    """What a codename is worth at one service (8.4)."""

    identity: bytes
    thread_key: bytes

    @classmethod
    def derive(cls, entropy: bytes, service: bytes) -> "Reporter":
        """Derive both keys."""
        seed = hash_secret_raw(entropy, service, 1, 8_192, 1, 32, Type.ID, 0x13)
        return cls(hkdf(seed, b"sluis/v1/reply-identity"), hkdf(seed, b"sluis/v1/thread-key"))

    def named(self, name: bytes) -> bytes:
        """Return what the thread key makes of a label (6.5)."""
        return hmac.digest(self.thread_key, b"sluis/v1/" + name, "sha256")

    @property
    def thread_id(self) -> bytes:
        """The thread's name."""
        return self.named(b"thread")[:16]

    def pseudonym(self, recipient_id: str) -> bytes:
        """Return the reporter's name at a recipient."""
        return self.named(b"pseudonym\0" + recipient_id.encode())[:8]

    def tags(self, slot: int, generation: int, batch: int) -> list[bytes]:
        """Return the four tags in a batch of a slot's generation."""
        key = self.named(b"tag-key")
        place = bytes([slot]) + generation.to_bytes(4, "big") + batch.to_bytes(4, "big")
        return [hmac.digest(key, place + bytes([i]), "sha256")[:16] for i in range(4)]

    def bucket_value(self) -> int:
        """Return the 16 bits of which a label is the first (6.6)."""
        value = hmac.digest(self.named(b"tag-key"), b"sluis/v1/bucket", "sha256")
        return int.from_bytes(value[:2], "big")
