"""Handovers: two members sign, the recipient's workstation verifies (docs/protocol.md section 9)."""

import pytest
from handed import handover
from tiny_service import DAY, TinyService

from crypto import labels
from crypto.drop import encode_drop
from crypto.errors import Malformed, OtherService, ProtocolError, Tampered, UnknownSigner
from crypto.frame import Frame, encode_frame
from crypto.handover import (
    assemble_handover,
    encode_handover,
    free_room,
    open_handover,
    parse_handover,
    sign_handover,
)
from crypto.opening.drop import find_handovers
from crypto.parts import split
from crypto.recipients import RecipientsFile, encode_recipients, open_recipients
from crypto.reply import HANDOVER_ROOM, seal_handover_part
from crypto.sizes import DROP_SLOT_SIZE
from crypto.trust import open_today


def _signed(service: TinyService, body: bytes, slots: tuple[int, ...]) -> list:  # type: ignore[type-arg]
    return [
        sign_handover(body, slot=s, signing_seed=service.holders[s].signing_seed) for s in slots
    ]


def test_a_handover_with_two_signatures_of_its_line_is_opened() -> None:
    """The good case."""
    service, whole = TinyService(), handover()
    body = encode_handover(whole)
    raw = assemble_handover(body, _signed(service, body, (0, 1)))
    assert open_handover(raw, keyring=service.keyring) == whole


def test_a_handover_needs_two_signatures_of_different_slots() -> None:
    """One, three, or two of one slot are refused; our own code cannot assemble them."""
    service, body = TinyService(), encode_handover(handover(line="integriteit"))
    for slots in ((0,), (0, 1, 2)):
        raw = encode_frame(Frame(labels.HANDOVER, body, tuple(_signed(service, body, slots))))
        with pytest.raises(UnknownSigner):
            open_handover(raw, keyring=service.keyring)
        with pytest.raises(ValueError, match="two different"):
            assemble_handover(body, _signed(service, body, slots))
    twice = encode_frame(Frame(labels.HANDOVER, body, tuple(_signed(service, body, (0, 0)))))
    with pytest.raises(Malformed):
        open_handover(twice, keyring=service.keyring)


def test_a_signer_must_be_a_member_of_the_case_and_serve_its_line() -> None:
    """One of the two is not enough: a colleague who was left out, or a member of another line."""
    service = TinyService()
    left_out = encode_handover(handover(line="integriteit", members=[0, 1]))
    other_line = encode_handover(handover(line="bedreiging", members=[0, 1, 2]))
    for body in (left_out, other_line):
        with pytest.raises(UnknownSigner):
            open_handover(
                assemble_handover(body, _signed(service, body, (0, 2))), keyring=service.keyring
            )


def test_a_handover_signed_from_outside_the_line_is_refused() -> None:
    """Slot 2 does not serve `bedreiging`."""
    service, body = TinyService(), encode_handover(handover())
    raw = assemble_handover(body, _signed(service, body, (0, 2)))
    with pytest.raises(UnknownSigner):
        open_handover(raw, keyring=service.keyring)


def test_a_handover_signed_by_a_revoked_slot_is_refused() -> None:
    """Revocation reaches the recipient too."""
    service, body = TinyService(), encode_handover(handover())
    raw = assemble_handover(body, _signed(service, body, (0, 1)))
    with pytest.raises(UnknownSigner):
        open_handover(raw, keyring=service.keyring, revoked=frozenset({(1, 1)}))


def test_a_handover_with_a_mac_is_malformed() -> None:
    """Two signatures and nothing else vouch for it."""
    service, body = TinyService(), encode_handover(handover())
    signatures = tuple(_signed(service, body, (0, 1)))
    with pytest.raises(Malformed):
        open_handover(
            encode_frame(Frame(labels.HANDOVER, body, signatures, bytes(32))),
            keyring=service.keyring,
        )


def test_a_handover_altered_after_signing_is_refused() -> None:
    """Every byte is under both signatures."""
    service, body = TinyService(), encode_handover(handover())
    raw = assemble_handover(body, _signed(service, body, (0, 1)))
    with pytest.raises(Tampered):
        open_handover(raw.replace(b"omkoping", b"omkopinG"), keyring=service.keyring)


@pytest.mark.parametrize("line", ["integritei", "klacht"])
def test_a_handover_of_a_line_that_is_not_there_is_refused(line: str) -> None:
    """An unknown word, and a line that this keyring does not have."""
    service, body = TinyService(), encode_handover(handover(line=line))
    raw = assemble_handover(body, _signed(service, body, (0, 1)))
    with pytest.raises(ProtocolError):
        open_handover(raw, keyring=service.keyring)


def test_a_handover_of_another_service_is_refused() -> None:
    """The service id is signed."""
    service, body = TinyService(), encode_handover(handover(service="0" * 32))
    raw = assemble_handover(body, _signed(service, body, (0, 1)))
    with pytest.raises(OtherService):
        open_handover(raw, keyring=service.keyring)


@pytest.mark.parametrize("body", [b"{}", b'{"kind":"handover"}', b"[]"])
def test_what_is_no_handover_is_malformed(body: bytes) -> None:
    """Every field is required."""
    with pytest.raises(Malformed):
        parse_handover(body)


def test_a_handover_of_more_than_64_kib_is_malformed() -> None:
    """The bound of section 2.1 is included."""
    room = 65_536 - len(encode_handover(handover(text="")))
    assert parse_handover(encode_handover(handover(text="x" * room)))
    with pytest.raises(Malformed):
        parse_handover(encode_handover(handover(text="x" * (room + 1))))


def test_the_longest_handover_fits_in_four_drop_slots_and_no_byte_more() -> None:
    """`free_room` tells the desk how much is left."""
    service = TinyService()
    room = free_room(encode_handover(handover(text="")))
    for extra, fits in ((0, True), (1, False)):
        body = encode_handover(handover(text="x" * (room + extra)))
        raw = assemble_handover(body, _signed(service, body, (0, 1)))
        if fits:
            assert len(split(raw, message_id=bytes(16), room=HANDOVER_ROOM)) == 4
        else:
            with pytest.raises(ValueError, match="too long"):
                split(raw, message_id=bytes(16), room=HANDOVER_ROOM)


def test_a_handover_is_found_in_the_drop_by_its_reader_only() -> None:
    """Among decoys, by trying; half of one is counted as damaged."""
    service = TinyService()
    body = encode_handover(handover(text="y" * 4000))
    raw = assemble_handover(body, _signed(service, body, (0, 1)))
    reader = service.readers["rijksrecherche"]
    drop_slots = [
        seal_handover_part(part, recipient=reader.recipient.raw)
        for part in split(raw, message_id=b"h" * 16, room=HANDOVER_ROOM)
    ]
    assert {len(d) for d in drop_slots} == {DROP_SLOT_SIZE}
    service.bundle(0, drop_slots=drop_slots)
    service.bundle(1, drop_slots=drop_slots[:1])
    trusted = open_today(service.today(), root=service.root, day=DAY)
    batches = trusted.live_batches(b"".join(encode_drop(service.entries(), period=1)))
    found = find_handovers(batches, identity=reader)
    assert (found.found, found.damaged) == ([raw], 1)
    assert not find_handovers(batches, identity=service.readers["gemeente"]).found


def test_the_recipients_file_must_be_the_one_that_the_keyring_names() -> None:
    """Carried by hand, checked by hash."""
    service = TinyService()
    recipients = open_recipients(service.recipients, keyring=service.keyring)
    assert recipients.authority("gemeente").name == "Gemeente"
    with pytest.raises(ValueError, match="no recipient"):
        recipients.authority("nergens")
    other = encode_recipients(RecipientsFile([], service.keyring.service))
    with pytest.raises(Tampered):
        open_recipients(other, keyring=service.keyring)
