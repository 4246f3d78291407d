"""Snapshots for a replaced workstation (docs/protocol.md section 11.3)."""

import pytest
from tiny_service import DAY, TinyService

from crypto.acts import Noted
from crypto.errors import Malformed, ProtocolError, Tampered, UnknownSigner
from crypto.events import EventBody, make_entry
from crypto.opening.identity import Identity
from crypto.opening.messages import open_snapshot
from crypto.opening.sealed_file import open_single
from crypto.padding import unpad
from crypto.snapshot import (
    MAX_SNAPSHOT,
    AttachmentHeader,
    Giving,
    Message,
    Snapshot,
    parse_snapshot,
    seal_snapshot,
)

TAKER = (1, 2)
GIVING = Giving((0, 1), TAKER, DAY)
IDENTITY = Identity(b"n" * 32)


def _snapshot(service: TinyService) -> Snapshot:
    entry = make_entry(
        EventBody(Noted("notitie"), "c" * 32, "e" * 32),
        slot=2,
        generation=1,
        day=DAY,
        previous=None,
        signing_seed=service.holders[2].signing_seed,
    )
    messages = [Message(b"s" * 16, DAY - 3, b"frame of a report")]
    return Snapshot(messages, [entry], [AttachmentHeader(b"u" * 16, b"header")])


def _seal(service: TinyService, snapshot: Snapshot, giving: Giving = GIVING) -> bytes:
    return seal_snapshot(
        snapshot,
        giving,
        signing_seed=service.holders[0].signing_seed,
        recipient=IDENTITY.recipient.raw,
        period=DAY // 7,
    )


def _open(service: TinyService, raw: bytes, taker: tuple[int, int] = TAKER) -> Snapshot:
    return open_snapshot(raw, identity=IDENTITY, keyring=service.keyring, taker=taker)[1]


def test_a_snapshot_opens_on_the_new_workstation_only() -> None:
    """Messages, events and headers as they were; for one slot and generation."""
    service = TinyService()
    snapshot = _snapshot(service)
    raw = _seal(service, snapshot)
    assert _open(service, raw) == snapshot
    with pytest.raises(UnknownSigner):
        _open(service, raw, taker=(1, 1))
    with pytest.raises(Tampered):
        open_snapshot(raw, identity=Identity.generate(), keyring=service.keyring, taker=TAKER)


def test_a_snapshot_of_another_version_is_malformed() -> None:
    """Version bytes, never heuristics."""
    service = TinyService()
    raw = _seal(service, _snapshot(service))
    with pytest.raises(Malformed):
        _open(service, b"\0" + raw[1:])


def test_an_empty_snapshot_is_one() -> None:
    """A colleague with no open case says so."""
    service = TinyService()
    assert _open(service, _seal(service, Snapshot([], [], []))) == Snapshot([], [], [])


def test_a_snapshot_by_somebody_else_than_it_says_is_refused() -> None:
    """The giver's slot signs."""
    service = TinyService()
    for giver, error in (((1, 1), Tampered), ((7, 1), UnknownSigner), ((0, 2), UnknownSigner)):
        with pytest.raises(error):
            _open(service, _seal(service, _snapshot(service), Giving(giver, TAKER, DAY)))


def test_too_much_for_one_snapshot_is_refused_when_it_is_made() -> None:
    """Several are taken instead."""
    service = TinyService()
    large = Snapshot([Message(bytes(16), DAY, bytes(MAX_SNAPSHOT))], [], [])
    with pytest.raises(ValueError, match="too large"):
        _seal(service, large)


def test_a_snapshot_beyond_its_bound_is_malformed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever made it."""
    service = TinyService()
    content = _content(service)
    monkeypatch.setattr("crypto.snapshot.MAX_SNAPSHOT", 100)
    with pytest.raises(Malformed):
        parse_snapshot(content, keyring=service.keyring, taker=TAKER)


def _content(service: TinyService) -> bytes:
    return unpad(open_single(_seal(service, _snapshot(service))[5:], identity=IDENTITY))


def test_altered_records_are_refused_and_so_is_an_unknown_kind() -> None:
    """The signature covers the hash of all records."""
    service = TinyService()
    content = _content(service)
    altered = content.replace(b"frame of a report", b"frame of a rapport"[:17])
    faults: list[tuple[bytes, type[ProtocolError]]] = [
        (altered, Tampered),
        (content[:-1], Tampered),
        (content + b"\0", Tampered),
        (content[:10], Malformed),
    ]
    for raw, error in faults:
        with pytest.raises(error):
            parse_snapshot(raw, keyring=service.keyring, taker=TAKER)


@pytest.mark.parametrize(
    "record", [b"\3\0\0\0\0", b"\0\0\0\0\1x", b"\1\0\0\0\2xx", b"\2\xff\xff\xff\xff"]
)
def test_a_record_of_another_form_is_malformed(
    record: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even when the giver signed it."""
    service = TinyService()
    monkeypatch.setattr("crypto.snapshot._encode_records", lambda _snapshot: record)
    with pytest.raises(Malformed):
        _open(service, _seal(service, Snapshot([], [], [])))
