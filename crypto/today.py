"""`today`: the one file a client needs before it sends (docs/protocol.md section 6.3).

    version (1) || period (4) || count (1) || rotations || keyring
    || count (1) || revocations || count (1) || period keys || count (1) || heads

Parsed here, trusted nowhere: `crypto.trust` says what of it holds. The same
bytes are for everybody, and may be carried by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crypto import labels
from crypto.errors import Malformed
from crypto.frame import Reader
from crypto.sizes import PREFIX_SIZE
from crypto.stored import encode_prefix, parse_prefix

MAX_TODAY = 1 << 18
"""Sixteen slots with everything in it are 100 kB."""


@dataclass(frozen=True, slots=True)
class Today:
    """The encoded frames of `today`, not verified."""

    period: int
    keyring: bytes
    revocations: tuple[bytes, ...]
    period_keys: tuple[bytes, ...]
    heads: tuple[bytes, ...]
    rotations: tuple[bytes, ...] = ()


def encode_today(today: Today) -> bytes:
    """Return the bytes of `today`."""
    return b"".join(
        [
            encode_prefix(today.period),
            _encode_list(today.rotations),
            today.keyring,
            _encode_list(today.revocations),
            _encode_list(today.period_keys),
            _encode_list(today.heads),
        ]
    )


def parse_today(raw: bytes) -> Today:
    """Return the frames of `today`, or raise `Malformed`."""
    if len(raw) > MAX_TODAY:
        raise Malformed("the server's keys of today are too long to be that")
    period = parse_prefix(raw)
    reader = Reader(raw[PREFIX_SIZE:])
    rotations = _parse_list(reader, labels.ROTATION)
    today = Today(
        period=period,
        rotations=rotations,
        keyring=reader.raw_frame(labels.KEYRING),
        revocations=_parse_list(reader, labels.REVOCATION),
        period_keys=_parse_list(reader, labels.PERIOD_KEY),
        heads=_parse_list(reader, labels.HEAD),
    )
    reader.end()
    return today


def _encode_list(frames: Sequence[bytes]) -> bytes:
    return len(frames).to_bytes(1, "big") + b"".join(frames)


def _parse_list(reader: Reader, frame_type: str) -> tuple[bytes, ...]:
    return tuple(reader.raw_frame(frame_type) for _ in range(reader.integer(1)))
