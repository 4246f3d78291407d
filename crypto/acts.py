"""Acts: what a team event can say, a closed list (docs/protocol.md section 11.1)."""

from typing import Annotated, Literal, TypeAlias, get_args

import msgspec

from crypto.keyring import Day, Hex16, Hex32
from crypto.messages import Key, Text
from crypto.recipients import RecipientId

State: TypeAlias = Literal[
    "received", "assessing", "in-progress", "handed-over", "not-forwarded", "advised", "closed"
]
"""How a case stands, as confidants say it: on its way, with an outcome, or closed; any may follow any."""
Fact: TypeAlias = Literal["who", "what", "where", "when", "how"]
"""What a report can say: who did it, what, where, when, and how the reporter knows."""
Circle: TypeAlias = Literal["1-3", "4-10", "11-or-more"]
"""How many people could know what stands in the new text, as far as the accused can tell."""
Consent: TypeAlias = Literal["agreed", "silent-go", "silent-stop", "not-shown"]
"""What the reporter said of the new text; who is silent has chosen beforehand what that means."""
FACTS: tuple[Fact, ...] = get_args(Fact)
MOST_WORDS = 200
LONGEST_WORD = 100
"""Characters. 200 words of 160 bytes fit in an event: of 100 characters in a Latin script, of 80 in others."""
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


class Marked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="marked"):
    """A confidant says which words may not leave, in place of all that the same slot said before; none twice."""

    words: Annotated[
        list[Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_WORD)]],
        msgspec.Meta(max_length=MOST_WORDS),
    ]

    def __post_init__(self) -> None:
        """Raise `ValueError` for a word that stands there twice."""
        if len(set(self.words)) != len(self.words):
            raise ValueError("a word is marked twice")


class Judged(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="judged"):
    """A confidant answers two questions before a handover: is it concrete enough, and could it be traced.

    The facts stand in the order of `FACTS`, each once.
    """

    circle: Circle
    consent: Consent
    facts: list[Fact]

    def __post_init__(self) -> None:
        """Raise `ValueError` for facts in another order, twice, or unknown."""
        if self.facts != [fact for fact in FACTS if fact in self.facts]:
            raise ValueError("the facts are not a set in its order")


class Objected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="objected"):
    """A confidant says why the draft with this hash is not approved."""

    draft: Hex32
    text: Text


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="shown"):
    """A confidant showed the draft with this hash to the reporter, who has until the end of `answer_by`."""

    answer_by: Day
    draft: Hex32
    message: Hex16


Act: TypeAlias = (
    Noted
    | Replied
    | Drafted
    | Approved
    | HandedOver
    | Held
    | Destroyed
    | Assigned
    | Stated
    | Marked
    | Judged
    | Objected
    | Shown
)
