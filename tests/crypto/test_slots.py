"""Slots and members: who opens, who gets the decoy, what is damaged (docs/protocol.md section 4.4)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import Malformed, NotForThisKey, ProtocolError, Tampered
from crypto.file_key import make_header, payload_key
from crypto.header import Stanza, encode_header
from crypto.hybrid import throwaway_recipient
from crypto.opening.identity import Identity
from crypto.opening.rewrap import rewrap_header
from crypto.opening.sealed_file import open_slot, read_header
from crypto.sealing import seal_chunks
from crypto.slots import DECOY_FILE_KEY, wrap_for_members
from crypto.stream import encrypt_chunks

IDENTITIES = [Identity(bytes([i]) * 32) for i in range(4)]
RECIPIENTS = [identity.recipient for identity in IDENTITIES] + [None] * 4


def _seal(members: set[int], plaintext: bytes = b"verhaal") -> bytes:
    wrap = wrap_for_members(RECIPIENTS, frozenset(members))
    return b"".join(seal_chunks([plaintext], wrap=wrap))


def _open(sealed: bytes, slot: int, slots: int = 8) -> bytes:
    return b"".join(open_slot([sealed], identity=IDENTITIES[slot], slot=slot, slots=slots))


@settings(max_examples=15)
@given(st.sets(st.integers(0, 3), min_size=1))
def test_members_open_and_everybody_else_finds_the_decoy(members: set[int]) -> None:
    """Two of the three outcomes, for every set of members; the size never tells."""
    sealed = _seal(members)
    assert len(sealed) == len(_seal({0}))
    for slot in range(4):
        if slot in members:
            assert _open(sealed, slot) == b"verhaal"
        else:
            with pytest.raises(NotForThisKey):
                _open(sealed, slot)


def test_a_stanza_moved_to_another_slot_is_damaged() -> None:
    """A workstation tries its own stanza only."""
    header, payload = read_header([_seal({0, 1})])
    swapped = list(header.stanzas)
    swapped[0], swapped[1] = swapped[1], swapped[0]
    raw = encode_header(type(header)(tuple(swapped), header.mac)) + b"".join(payload)
    with pytest.raises(Tampered):
        _open(raw, 0)


def test_another_number_of_stanzas_is_damaged() -> None:
    """Seven or nine are not eight."""
    sealed = _seal({0})
    for slots in (7, 9):
        with pytest.raises(Malformed):
            _open(sealed, 0, slots)


def test_a_stanza_of_another_type_in_anybodys_slot_is_damaged() -> None:
    """The shape is the same for everybody, so a member does not open what another could not."""
    stanzas = [r.wrap(b"k" * 16) for r in RECIPIENTS[:3] if r is not None]
    odd = make_header([*stanzas, Stanza(("X25519", "A" * 43), bytes(32))], file_key=b"k" * 16)
    with pytest.raises(Malformed):
        _open(encode_header(odd) + bytes(64), 0, 4)


def test_a_file_sealed_under_the_decoy_constant_is_refused() -> None:
    """Anybody could have made it, and anybody can read it."""
    stanzas = [r.wrap(DECOY_FILE_KEY) for r in RECIPIENTS if r is not None]
    nonce = bytes(16)
    sealed = (
        encode_header(make_header(stanzas, file_key=DECOY_FILE_KEY))
        + nonce
        + b"".join(encrypt_chunks([b"x"], payload_key=payload_key(DECOY_FILE_KEY, nonce)))
    )
    with pytest.raises(Tampered):
        _open(sealed, 0, 4)


def test_a_wrong_header_mac_under_another_key_is_damaged_not_somebody_elses() -> None:
    """A key that is not the constant must match the MAC."""
    stanzas = [r.wrap(b"k" * 16) for r in RECIPIENTS if r is not None]
    raw = encode_header(make_header(stanzas, file_key=b"l" * 16)) + bytes(64)
    with pytest.raises(Tampered):
        _open(raw, 0, 4)


def test_sealing_needs_a_key_for_every_member() -> None:
    """Misuse by our own code."""
    for members in (frozenset(), frozenset({4})):
        with pytest.raises(ValueError, match="member"):
            wrap_for_members(RECIPIENTS, members)


def test_the_decoy_constant_is_never_wrapped_as_a_file_key() -> None:
    """A chance of one in 2^128, and still refused."""
    with pytest.raises(ValueError, match="decoy"):
        wrap_for_members(RECIPIENTS, frozenset({0}))(DECOY_FILE_KEY)


def test_the_decoy_constant_is_the_one_of_the_protocol() -> None:
    """SHA-256("sluis/v1/decoy")[:16]."""
    assert DECOY_FILE_KEY.hex() == "754f57ebceb32a9c761598a3c8a4afb3"


def test_rewrap_gives_a_new_member_the_same_payload() -> None:
    """The header changes, the payload does not, and the old members may be left out."""
    sealed = _seal({0}, b"p" * 100_000)
    header, payload = read_header([sealed])
    wrap = wrap_for_members(RECIPIENTS, frozenset({2}))
    new = rewrap_header(header, identity=IDENTITIES[0], slot=0, slots=8, wrap=wrap)
    rewrapped = encode_header(new) + b"".join(payload)
    assert _open(rewrapped, 2) == b"p" * 100_000
    with pytest.raises(NotForThisKey):
        _open(rewrapped, 0)


def test_rewrap_by_somebody_who_is_no_member_is_refused() -> None:
    """Whoever cannot open cannot pass on."""
    header, _payload = read_header([_seal({0})])
    wrap = wrap_for_members(RECIPIENTS, frozenset({1}))
    with pytest.raises(NotForThisKey):
        rewrap_header(header, identity=IDENTITIES[1], slot=1, slots=8, wrap=wrap)


def test_a_slot_without_a_key_gets_a_decoy_of_the_same_size() -> None:
    """Unmanned slots cannot be told from manned ones."""
    header, _payload = read_header([_seal({0})])
    assert len({(len(s.arguments[1]), len(s.body)) for s in header.stanzas}) == 1
    with pytest.raises(ProtocolError):
        Identity.generate().unwrap(header.stanzas[7])
    assert throwaway_recipient() != throwaway_recipient()
