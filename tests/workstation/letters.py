"""Messages made field by field and put at the server in memory, so that each can have one fault."""

import base64
from dataclasses import dataclass
from typing import Literal, TypeVar

from world import World
from world_server import Held

from crypto.hybrid import Recipient
from crypto.messages import (
    Consent,
    FollowUp,
    ReplyTo,
    Report,
    encode_consent,
    encode_followup,
    encode_report,
)
from crypto.opening.identity import Identity
from crypto.padding import pad
from crypto.parts import split
from crypto.randomness import random_bytes
from crypto.sealing import seal_chunks
from crypto.sizes import LENGTH_SIZE, TEXT_SIZE
from crypto.slots import wrap_for_members
from crypto.stored import encode_prefix
from crypto.thread import thread_id
from crypto.trust import open_today

LINE = "integriteit"
_Message = TypeVar("_Message", Report, FollowUp, Consent)


@dataclass
class Letters:
    """Somebody with a thread of their own, who can break every rule."""

    world: World
    thread_key: bytes
    identity: Identity

    @property
    def case(self) -> str:
        """The number of the case that these letters make."""
        return thread_id(self.thread_key).hex()

    def report(
        self, text: str = "een melding", *, members: tuple[int, ...] = (0, 1, 2), **fields: object
    ) -> Report:
        """Return a report of this thread, with some fields as the caller wants them."""
        key = base64.b64encode(self.identity.recipient.raw).decode()
        report = Report(
            answers={},
            attachments=[],
            consents=[],
            id=random_bytes(16).hex(),
            language="nl",
            line=LINE,
            members=list(members),
            reply=ReplyTo(key, self.thread_key.hex()),
            text=text,
        )
        return _replace(report, fields)

    def followup(self, text: str = "nog iets", **fields: object) -> FollowUp:
        """Return a follow-up of this thread."""
        followup = FollowUp(
            attachments=[],
            id=random_bytes(16).hex(),
            language="nl",
            line=LINE,
            members=[0, 1, 2],
            text=text,
            thread=self.case,
        )
        return _replace(followup, fields)

    def consent(
        self,
        says: Literal["agreed", "traceable", "withdrawn"],
        draft: bytes | None = None,
        **fields: object,
    ) -> Consent:
        """Return the reporter's word on a draft, or a withdrawal."""
        consent = Consent(
            draft=draft.hex() if draft else None,
            id=random_bytes(16).hex(),
            language="nl",
            line=LINE,
            members=[0, 1],
            says=says,
            text="",
            thread=self.case,
        )
        return _replace(consent, fields)

    def post(
        self,
        message: Report | FollowUp | Consent,
        *,
        key: bytes | None = None,
        seal_to: tuple[int, ...] | None = None,
        attachments: dict[bytes, bytes] | None = None,
    ) -> bytes:
        """Seal a message and put it at the server; return its submission's id."""
        if isinstance(message, Report):
            frame = encode_report(message)
        elif isinstance(message, Consent):
            frame = encode_consent(message, thread_key=key or self.thread_key)
        else:
            frame = encode_followup(message, thread_key=key or self.thread_key)
        members = tuple(message.members) if seal_to is None else seal_to
        texts = self.seal(frame, bytes.fromhex(message.id), members)
        return self.put(texts, attachments or {})

    def seal(self, frame: bytes, message_id: bytes, members: tuple[int, ...]) -> list[bytes]:
        """Return the stored text parts of a frame."""
        return [
            self.seal_stored(pad(part, size=TEXT_SIZE), members)
            for part in split(frame, message_id=message_id, room=TEXT_SIZE - LENGTH_SIZE)
        ]

    def seal_stored(self, padded: bytes, members: tuple[int, ...]) -> bytes:
        """Return a stored object of this period, sealed to some slots."""
        world = self.world
        trusted = open_today(world.server.fetch_today(), root=world.root, day=world.day)
        recipients = [
            Recipient(trusted.recipients[slot]) if slot in trusted.recipients else None
            for slot in range(8)
        ]
        wrap = wrap_for_members(recipients, frozenset(members))
        return encode_prefix(trusted.period) + b"".join(seal_chunks([padded], wrap=wrap))

    def put(
        self,
        texts: list[bytes],
        attachments: dict[bytes, bytes] | None = None,
        *,
        name: bytes | None = None,
    ) -> bytes:
        """Put stored text parts at the server under a submission's id."""
        name = name or random_bytes(16)
        period = int.from_bytes(texts[0][1:5], "big")
        held = Held(self.world.day, period, b"", tuple(texts), attachments or {})
        self.world.server.submissions[name] = held
        return name


def _replace(message: _Message, fields: dict[str, object]) -> _Message:
    values = {name: getattr(message, name) for name in message.__struct_fields__}
    return type(message)(**(values | fields))
