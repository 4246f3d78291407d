"""Frames, and who vouches for one (sections 2.2 and 2.3)."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from newcomer.reader.encoding import Cursor
from newcomer.reader.refused import Refused, need


@dataclass(frozen=True)
class Frame:
    """What is signed or MACed (2.2)."""

    type: bytes
    body: bytes
    signatures: Mapping[int, bytes]
    mac: bytes

    def encoding(self, context: bytes) -> bytes:
        """Return what a signature or a MAC is over (2.3)."""
        body = context + self.body
        return b"DSSEv1 %d %b %d %b" % (len(self.type), self.type, len(body), body)

    def verify(self, signer: int, key: bytes, context: bytes = b"") -> None:
        """Demand this signer's signature (2.3)."""
        need(signer in self.signatures, "UnknownSigner", "did not sign")
        try:
            VerifyKey(key).verify(self.encoding(context), self.signatures[signer])
        except BadSignatureError:
            raise Refused("Tampered", "signature") from None

    def verify_threshold(self, keys: Sequence[bytes], threshold: int) -> None:
        """Demand enough of these signers, no stranger and no wrong signature (5.1)."""
        need(all(signer < len(keys) for signer in self.signatures), "UnknownSigner", "a stranger")
        for signer in self.signatures:
            self.verify(signer, keys[signer])
        need(len(self.signatures) >= threshold, "UnknownSigner", "too few")

    def verify_mac(self, key: bytes, context: bytes = b"") -> None:
        """Demand the MAC under a key (2.3)."""
        right = hmac.digest(key, self.encoding(context), "sha256")
        need(hmac.compare_digest(right, self.mac), "Tampered", "MAC")


def take_frame(cursor: Cursor, kind: str) -> Frame:
    """Return the frame that stands here (2.2)."""
    need(cursor.take(cursor.number(1)) == kind.encode(), why="another type")
    body = cursor.take(cursor.number(4, most=1 << 20))
    pairs = [(cursor.number(1), cursor.take(64)) for _ in range(cursor.number(1, most=16))]
    need(len(dict(pairs)) == len(pairs), why="one signer twice")
    mac = cursor.take(cursor.number(1))
    need(len(mac) in {0, 32})
    return Frame(kind.encode(), body, dict(pairs), mac)


def parse_frame(raw: bytes, kind: str) -> Frame:
    """Return a frame that stands alone."""
    cursor = Cursor(raw)
    frame = take_frame(cursor, kind)
    cursor.end()
    return frame
