"""Slots and members: who can open a submission, without its shape telling (docs/protocol.md section 4.4).

Stanza i belongs to slot i. A member's stanza holds the file key; every other
slot's holds the public decoy constant, sealed to its real key if it has one.
"""

import hashlib
from collections.abc import Callable, Sequence

from crypto.header import Stanza
from crypto.hybrid import Recipient, throwaway_recipient
from crypto.labels import DECOY_LABEL
from crypto.sizes import FILE_KEY_SIZE

DECOY_FILE_KEY = hashlib.sha256(DECOY_LABEL).digest()[:FILE_KEY_SIZE]
"""The first 16 bytes of SHA-256("sluis/v1/decoy"): public, so a decoy can be told from damage."""


def wrap_for_members(
    slot_recipients: Sequence[Recipient | None], members: frozenset[int]
) -> Callable[[bytes], list[Stanza]]:
    """Return the `wrap` of `crypto.sealing` that gives the file key to `members` and decoys to the rest.

    `slot_recipients[i]` is the period key of slot i, or None where it has none.
    Raises `ValueError` if a member has no key: the caller leaves such a slot out.
    """
    if not members or any(slot_recipients[slot] is None for slot in members):
        raise ValueError("every member needs a key, and there must be one")

    def wrap(file_key: bytes) -> list[Stanza]:
        if file_key == DECOY_FILE_KEY:
            raise ValueError("the file key is the decoy constant")
        return [
            (recipient or throwaway_recipient()).wrap(
                file_key if slot in members else DECOY_FILE_KEY
            )
            for slot, recipient in enumerate(slot_recipients)
        ]

    return wrap
