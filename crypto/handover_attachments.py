"""Attachments of handovers: files made anew, sealed to readers among decoys (docs/protocol.md section 9.4).

A stored object like a reporter's attachment, with as many stanzas as the service
has slots. Which of them are real stands in the signed handover and nowhere else,
so the server sees that there is a file, and not for whom.
"""

from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec

from crypto.errors import Malformed
from crypto.header import Stanza
from crypto.hybrid import Recipient
from crypto.keyring import SlotNumber
from crypto.messages import Attachment
from crypto.randomness import random_places
from crypto.slots import wrap_for_members
from crypto.submission import MAX_ATTACHMENTS

MAX_READERS = 16
"""A keyring has at most so many slots, and each reader needs a stanza of its own."""


class HandoverAttachment(Attachment, frozen=True, forbid_unknown_fields=True):
    """A file beside a handover; `stanzas` names the stanza of each reader, in the order of the recipients' file."""

    stanzas: Annotated[list[SlotNumber], msgspec.Meta(min_length=1, max_length=MAX_READERS)]


HandoverAttachments = Annotated[list[HandoverAttachment], msgspec.Meta(max_length=MAX_ATTACHMENTS)]


def check_attachments(attachments: Sequence[HandoverAttachment]) -> None:
    """Raise `Malformed` unless each id and each reader's stanza is there once, and all are for as many readers."""
    if len({attachment.id for attachment in attachments}) != len(attachments):
        raise Malformed("a handover names an attachment twice")
    if len({len(attachment.stanzas) for attachment in attachments}) > 1:
        raise Malformed("the attachments of a handover are not for the same readers")
    if any(len(set(a.stanzas)) != len(a.stanzas) for a in attachments):
        raise Malformed("two readers of an attachment have the same stanza")


def draw_stanzas(readers: int, *, slots: int) -> list[int]:
    """Return a stanza for each of a recipient's readers, drawn at random; `ValueError` if there are not enough."""
    if not 1 <= readers <= slots:
        raise ValueError(f"a file has room for 1 to {slots} readers, not for {readers}")
    return random_places(readers, below=slots)


def wrap_for_readers(
    readers: Sequence[Recipient], stanzas: Sequence[int], *, slots: int
) -> Callable[[bytes], list[Stanza]]:
    """Return the `wrap` of `crypto.sealing`: the file key in the named stanzas, and in all others a decoy for nobody.

    Raises `ValueError` unless there is one stanza below `slots` for each reader.
    """
    places = dict(zip(stanzas, readers, strict=True))
    if len(places) != len(readers) or not set(places) <= set(range(slots)):
        raise ValueError("each reader needs a stanza of their own")
    return wrap_for_members([places.get(place) for place in range(slots)], frozenset(places))
