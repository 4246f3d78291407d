"""The records of a case: what was reported, what became of it, what is remembered when its key is gone."""

import msgspec


class Attached(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that a message names: upload id, the reporter's name for it, SHA-256, bytes, MIME type."""

    id: bytes
    name: str
    sha256: str
    size: int
    type: str


class CaseFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the report of a case says of it, and the seed of the identity that opens its attachments here."""

    line: str
    members: list[int]
    language: str
    thread_key: bytes
    recipient: bytes
    identity: bytes
    opened: int
    consents: list[str]


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the reporter wrote: `day` is that of arrival at the server, `number` its place in the order of import.

    `submission` is the id under which the server had it. Of a consent `says` is its word,
    and `draft` the hash in hexadecimal that it is about, if any.
    """

    id: bytes
    number: int
    kind: str
    day: int
    period: int
    line: str
    members: list[int]
    language: str
    text: str
    answers: dict[str, str] = {}
    attachments: list[Attached] = []
    warnings: list[str] = []
    submission: bytes = b""
    says: str = ""
    draft: str = ""


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A recipient's answer to a handover of the case: its id in hex, who answered, days as in `Message`."""

    handover: str
    recipient: str
    day: int
    period: int
    text: str


class Summary(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the list of cases; `heard` is how many messages whoever stated the state had."""

    line: str
    opened: int
    messages: int
    last_message: int
    replies: int = 0
    notes: int = 0
    drafted_by: int | None = None
    approved_by: list[int] = []
    handed_over: list[str] = []
    destroyed: dict[int, int] = {}
    answers: int = 0
    last_reply: int | None = None
    assigned: int | None = None
    state: str = ""
    heard: int = 0
    held_until: int | None = None
    consent: str = ""
    answer_by: int | None = None
    consented: int | None = None


class Tombstone(msgspec.Struct, frozen=True, omit_defaults=True):
    """A case whose key was destroyed here: who else has it, who destroyed it when, until when a key may open it."""

    line: str
    day: int
    members: list[int]
    handed_over: list[str]
    unreadable_after: int
    destroyed: dict[int, int]


class StoredAttachment(msgspec.Struct, frozen=True, omit_defaults=True):
    """An attachment in the vault: its header, sealed anew for this vault, and how many chunks its payload has."""

    header: bytes
    chunks: int
    size: int
