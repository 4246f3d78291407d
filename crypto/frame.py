"""Raw frames: the envelope of everything that is signed or MACed (docs/protocol.md section 2.2).

    type_length (1) || type || body_length (4) || body
    || signature_count (1) || count * (signer (1) || Ed25519 signature (64))
    || mac_length (1; 0 or 32) || mac

What is signed or MACed is the DSSE pre-authentication encoding of (type,
context || body); the context is fixed by the type and does not travel. A parsed
frame is well formed and nothing more: `crypto.signing` verifies.
"""

from dataclasses import dataclass

from crypto.errors import Malformed

SIGNATURE_SIZE = 64
"""Ed25519, RFC 8032."""
MAC_SIZE = 32
"""HMAC-SHA256, untruncated."""
MAX_SIGNATURES = 16
"""Twice the root holders that a ceremony can seat."""
MAX_BODY = 1 << 20
"""No body of the protocol comes near 1 MiB; the bound stops a length that lies."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A 64-byte Ed25519 signature and the index of its signer: a slot, or a place among the roots."""

    signer: int
    value: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """A type, a body, the signatures over both, and a MAC of 32 bytes or none."""

    type: str
    body: bytes
    signatures: tuple[Signature, ...] = ()
    mac: bytes = b""


def pre_authentication_encoding(frame_type: str, body: bytes) -> bytes:
    """Return DSSE's PAE: `DSSEv1 SP length SP type SP length SP body`."""
    type_bytes = frame_type.encode("ascii")
    return b"DSSEv1 %d %b %d %b" % (len(type_bytes), type_bytes, len(body), body)


def encode_frame(frame: Frame) -> bytes:
    """Return the bytes of a frame."""
    type_bytes = frame.type.encode("ascii")
    parts = [
        len(type_bytes).to_bytes(1, "big"),
        type_bytes,
        len(frame.body).to_bytes(4, "big"),
        frame.body,
        len(frame.signatures).to_bytes(1, "big"),
    ]
    for signature in frame.signatures:
        parts += [signature.signer.to_bytes(1, "big"), signature.value]
    parts += [len(frame.mac).to_bytes(1, "big"), frame.mac]
    return b"".join(parts)


def parse_frame(raw: bytes, expected_type: str) -> Frame:
    """Return the one frame of `expected_type` that fills `raw`, or raise `Malformed`."""
    reader = Reader(raw)
    frame = reader.frame(expected_type)
    reader.end()
    return frame


class Reader:
    """Takes fields off the front of a byte string; a field that is not there is `Malformed`."""

    __slots__ = ("_offset", "_raw")

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._offset = 0

    @property
    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self._offset == len(self._raw)

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes."""
        end = self._offset + size
        if end > len(self._raw):
            raise Malformed("the bytes end too early")
        field = self._raw[self._offset : end]
        self._offset = end
        return field

    def rest(self) -> bytes:
        """Return all that is left."""
        return self.take(len(self._raw) - self._offset)

    def integer(self, width: int) -> int:
        """Return the next big-endian integer of `width` bytes."""
        return int.from_bytes(self.take(width), "big")

    def frame(self, expected_type: str) -> Frame:
        """Return the next frame, which must be of `expected_type`."""
        if self.take(self.integer(1)) != expected_type.encode("ascii"):
            raise Malformed(f"this is not a frame of type {expected_type}")
        body_length = self.integer(4)
        if body_length > MAX_BODY:
            raise Malformed("the body of a frame is too long")
        body = self.take(body_length)
        count = self.integer(1)
        if count > MAX_SIGNATURES:
            raise Malformed("a frame has too many signatures")
        signatures = tuple(
            Signature(signer=self.integer(1), value=self.take(SIGNATURE_SIZE)) for _ in range(count)
        )
        if len({signature.signer for signature in signatures}) != count:
            raise Malformed("one signer signed a frame twice")
        mac_length = self.integer(1)
        if mac_length not in (0, MAC_SIZE):
            raise Malformed("a MAC has 32 bytes or is absent")
        return Frame(expected_type, body, signatures, self.take(mac_length))

    def raw_frame(self, expected_type: str) -> bytes:
        """Return the bytes of the next frame as they are, after parsing them."""
        start = self._offset
        self.frame(expected_type)
        return self._raw[start : self._offset]

    def end(self) -> None:
        """Raise `Malformed` if anything is left."""
        if not self.at_end:
            raise Malformed("there are bytes behind the end")
