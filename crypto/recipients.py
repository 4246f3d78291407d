"""The recipients' file: to whom a report can be handed over (docs/protocol.md section 5.3).

Carried by hand to the workstations and never served. The keyring holds its
hash, so it needs no signature of its own.
"""

import hashlib
from typing import Annotated

import msgspec

from crypto.errors import Malformed, Tampered
from crypto.keyring import Hex16, Keyring
from crypto.messages import Short, decode_recipient
from crypto.schema import encode_struct, parse_struct

MAX_RECIPIENTS_FILE = 1 << 20
RecipientId = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{1,39}\Z")]


class Reader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One workstation of a recipient: its name there, and its key (base64 of 1,216 bytes)."""

    name: Short
    recipient: str

    @property
    def recipient_bytes(self) -> bytes:
        """The 1,216 bytes of the reader's key, or `Malformed` if it is none."""
        return decode_recipient(self.recipient)


class Authority(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who may receive: the Rijksrecherche, an employer's highest authority, an expert."""

    id: RecipientId
    name: Short
    readers: list[Reader]


class RecipientsFile(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="recipients", tag_field="kind"
):
    """Everybody outside the team to whom something can be sealed."""

    recipients: list[Authority]
    service: Hex16

    def authority(self, recipient_id: str) -> Authority:
        """Return the recipient of this id; `ValueError` if there is none."""
        for authority in self.recipients:
            if authority.id == recipient_id:
                return authority
        raise ValueError(f"there is no recipient {recipient_id}")


def encode_recipients(recipients: RecipientsFile) -> bytes:
    """Return the canonical bytes of the file."""
    return encode_struct(recipients)


def recipients_hash(raw: bytes) -> str:
    """Return the hex SHA-256 that the keyring names."""
    return hashlib.sha256(raw).hexdigest()


def open_recipients(raw: bytes, *, keyring: Keyring) -> RecipientsFile:
    """Return the recipients' file that `keyring` names, or raise `Tampered` or `Malformed`."""
    if recipients_hash(raw) != keyring.recipients:
        raise Tampered("this recipients' file is not the one that the keyring names")
    recipients = parse_struct(
        raw, RecipientsFile, limit=MAX_RECIPIENTS_FILE, what="a recipients' file"
    )
    keys = [r.recipient_bytes for a in recipients.recipients for r in a.readers]
    if len(set(keys)) != len(keys):
        raise Malformed("a reader's key stands there twice")
    ids = [authority.id for authority in recipients.recipients]
    if len(set(ids)) != len(ids) or not all(a.readers for a in recipients.recipients):
        raise Malformed("a recipient stands there twice, or has nobody who reads")
    return recipients
