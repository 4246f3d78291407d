"""Enrolment requests: what a new workstation carries to the ceremony, and nothing secret in it.

Canonical JSON: kind "request", role, name, and the verify key (hex) of a
confidant or the recipient (base64 of 1,216 bytes) of a recipient.
"""

import base64
import binascii
from typing import Literal

import msgspec

from crypto.canonical import encode, parse_object
from crypto.errors import Malformed
from crypto.fingerprint import key_fingerprint
from crypto.keyring import Hex32
from crypto.messages import Short
from crypto.opening.identity import Identity
from crypto.signing import verify_key_of
from crypto.sizes import RECIPIENT_SIZE
from journalist_ui.workstation.desk import CONFIDANT
from journalist_ui.workstation.records import Owner

MAX_REQUEST = 1 << 14


class ConfidantKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=CONFIDANT):
    """The verify key of a confidant's slot."""

    verify_key: Hex32


class RecipientKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="recipient"):
    """The key to which handovers are sealed."""

    recipient: str


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who asks for a place, and their public key."""

    kind: Literal["request"]
    key: ConfidantKey | RecipientKey
    name: Short

    @property
    def public_key(self) -> bytes:
        """The bytes of the key: 32 for a confidant, 1,216 for a recipient."""
        if isinstance(self.key, ConfidantKey):
            return bytes.fromhex(self.key.verify_key)
        return base64.b64decode(self.key.recipient)

    @property
    def fingerprint(self) -> str:
        """Eight words, to be read aloud at the ceremony."""
        return " ".join(key_fingerprint(self.public_key))


def make_request(owner: Owner) -> Request:
    """Return the request of a vault's owner."""
    if owner.role == CONFIDANT:
        return Request("request", ConfidantKey(verify_key_of(owner.seed).hex()), owner.name)
    recipient = Identity(owner.seed).recipient.raw
    return Request("request", RecipientKey(base64.b64encode(recipient).decode()), owner.name)


def encode_request(request: Request) -> bytes:
    """Return the canonical bytes of a request."""
    return encode(msgspec.to_builtins(request))


def parse_request(raw: bytes) -> Request:
    """Return the request in `raw`, or raise `Malformed`."""
    try:
        request = msgspec.convert(parse_object(raw, limit=MAX_REQUEST), Request)
        size = len(request.public_key)
    except (msgspec.ValidationError, binascii.Error, ValueError) as error:
        raise Malformed("this is not the request of a workstation") from error
    if size != (32 if isinstance(request.key, ConfidantKey) else RECIPIENT_SIZE):
        raise Malformed("the key in a request has the wrong size")
    return request
