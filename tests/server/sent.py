"""What people send to a server and get from it: reports, attachments, bundles."""

import io
from collections import Counter

from crypto.bundle import Inbound, Member, bundle_chunks, parse_inbound, read_manifest, read_members
from crypto.hybrid import Recipient
from crypto.padding import pad, pad_chunks
from crypto.parts import PART_HEADER_SIZE, split
from crypto.period import period_of
from crypto.randomness import random_bytes
from crypto.sealing import seal_chunks
from crypto.sizes import LENGTH_SIZE, TEXT_SIZE, padded_attachment_size
from crypto.slots import wrap_for_members
from crypto.stored import encode_prefix
from crypto.submission import Submission, encode_submission
from tests.tiny_service import DAY, SLOTS, TinyService


def open_bundle(raw: bytes) -> tuple[Inbound, dict[str, bytes]]:
    """Return manifest and files of an inbound bundle, verified."""
    manifest = parse_inbound(read_manifest(io.BytesIO(raw)))
    members = read_members(io.BytesIO(raw), manifest.files)
    return manifest, {file.name: b"".join(pieces) for file, pieces in members}


def pack(manifest: bytes, files: dict[str, bytes]) -> bytes:
    """Return the bytes of an outbound bundle."""
    members = [Member(name, len(content), [content]) for name, content in files.items()]
    return b"".join(bundle_chunks(manifest, members))


def seal_texts(tiny: TinyService, *, day: int = DAY, parts: int = 1) -> tuple[bytes, ...]:
    """Return stored text parts, sealed to the first two slots."""
    room = TEXT_SIZE - LENGTH_SIZE
    content = bytes((room - PART_HEADER_SIZE) * (parts - 1) + 100)
    pieces = split(content, message_id=random_bytes(16), room=room)
    return tuple(_seal(tiny, pad(piece, size=TEXT_SIZE), day) for piece in pieces)


def seal_attachment(tiny: TinyService, content: bytes, *, day: int = DAY) -> bytes:
    """Return a stored attachment."""
    size = padded_attachment_size(len(content))
    return _seal(tiny, b"".join(pad_chunks([content], content_size=len(content), size=size)), day)


def body_of(texts: tuple[bytes, ...], uploads: tuple[bytes, ...] = ()) -> bytes:
    """Return the body of a submission."""
    return encode_submission(Submission(texts, uploads))


def report(tiny: TinyService, *, day: int = DAY, uploads: tuple[bytes, ...] = ()) -> bytes:
    """Return the body of a submission with one text part."""
    return body_of(seal_texts(tiny, day=day), uploads)


def _seal(tiny: TinyService, padded: bytes, day: int) -> bytes:
    period = period_of(day)
    known = [holder.identities[period_of(tiny.day)].recipient for holder in tiny.holders]
    recipients: list[Recipient | None] = [*known, *[None] * (SLOTS - len(known))]
    wrap = wrap_for_members(recipients, frozenset({0, 1}))
    return encode_prefix(period) + b"".join(seal_chunks([padded], wrap=wrap))


def how_often(files: dict[str, bytes], texts: list[bytes]) -> list[int]:
    """Return how often each text is in a bundle."""
    found = Counter(files.values())
    return [found[text] for text in texts]
