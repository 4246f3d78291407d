"""Acts: what a team event can say, a closed list (docs/protocol.md section 11.1)."""

from typing import Annotated, Literal, TypeAlias

import msgspec

from crypto.keyring import Day, Hex16, Hex32
from crypto.messages import Key, Text
from crypto.recipients import RecipientId

State: TypeAlias = Literal[
    "received", "assessing", "in-progress", "handed-over", "not-forwarded", "advised", "closed"
]
"""How a case stands, as confidants say it: on its way, with an outcome, or closed; any may follow any."""
SignatureHex = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{128}\Z")]


class Noted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="noted"):
    """A confidant wrote something down for the others."""

    text: Text


class Replied(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="replied"):
    """A confidant answered the reporter."""

    message: Hex16
    text: Text


class Drafted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="drafted"):
    """A confidant wrote a handover (its canonical body) and signed it."""

    body: Text
    signature: SignatureHex


class Approved(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="approved"):
    """A confidant signed the draft with this hash."""

    draft: Hex32
    signature: SignatureHex


class HandedOver(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="handed-over"):
    """The handover with this hash was put in a batch for a recipient."""

    draft: Hex32
    recipient: RecipientId


class Held(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="held"):
    """A confidant asks that the case be kept until `until` for a reason; it counts when two do, in the same words."""

    reason: Key
    until: Day


class Destroyed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="destroyed"):
    """This workstation has destroyed its key of the case."""


class Assigned(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="assigned"):
    """A confidant says who sees to the case: the slot of a member, or nobody."""

    slot: Annotated[int, msgspec.Meta(ge=0, le=15)] | None


class Stated(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="stated"):
    """A confidant says how the case stands, knowing so many of the reporter's messages."""

    state: State
    messages: Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]


Act: TypeAlias = (
    Noted | Replied | Drafted | Approved | HandedOver | Held | Destroyed | Assigned | Stated
)
