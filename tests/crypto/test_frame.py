"""Raw frames and what is signed of them (docs/protocol.md sections 2.2 and 2.3)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_service import TinyService

from crypto import labels
from crypto.errors import Malformed, Tampered, UnknownSigner
from crypto.frame import Frame, Signature, encode_frame, parse_frame, pre_authentication_encoding
from crypto.head import open_head
from crypto.keyring import open_keyring
from crypto.signing import (
    mac,
    new_signing_seed,
    sign,
    verify,
    verify_key_of,
    verify_mac,
    verify_threshold,
)

TYPE = "sluis/v1/test"
FRAMES = st.builds(
    Frame,
    type=st.just(TYPE),
    body=st.binary(max_size=50),
    signatures=st.lists(
        st.builds(Signature, st.integers(0, 255), st.binary(min_size=64, max_size=64)),
        max_size=3,
        unique_by=lambda signature: signature.signer,
    ).map(tuple),
    mac=st.sampled_from([b"", bytes(32)]),
)


@given(FRAMES)
def test_a_frame_parses_to_itself(frame: Frame) -> None:
    """`parse(encode(x)) == x`."""
    assert parse_frame(encode_frame(frame), TYPE) == frame


@given(FRAMES, st.data())
def test_a_truncated_or_longer_frame_is_refused(frame: Frame, data: st.DataObject) -> None:
    """A frame fills its bytes exactly."""
    raw = encode_frame(frame)
    cut = data.draw(st.integers(0, len(raw) - 1))
    for wrong in (raw[:cut], raw + b"\0"):
        with pytest.raises(Malformed):
            parse_frame(wrong, TYPE)


@given(st.binary(max_size=80))
def test_whatever_parses_encodes_to_the_same_bytes(raw: bytes) -> None:
    """`encode(parse(raw)) == raw`, or it is refused."""
    try:
        frame = parse_frame(raw, TYPE)
    except Malformed:
        return
    assert encode_frame(frame) == raw


def test_a_frame_of_another_type_is_refused() -> None:
    """One type cannot stand in for another."""
    with pytest.raises(Malformed):
        parse_frame(encode_frame(Frame("sluis/v1/other", b"")), TYPE)


def test_one_signer_twice_is_refused() -> None:
    """Two signatures of one signer are not two signers."""
    twice = (Signature(1, bytes(64)), Signature(1, b"\1" * 64))
    with pytest.raises(Malformed):
        parse_frame(encode_frame(Frame(TYPE, b"", twice)), TYPE)


def test_a_body_length_that_lies_is_refused_without_reading_it() -> None:
    """Limits come first."""
    raw = bytes([len(TYPE)]) + TYPE.encode() + b"\xff\xff\xff\xff"
    with pytest.raises(Malformed):
        parse_frame(raw, TYPE)


def test_seventeen_signatures_are_refused() -> None:
    """At most sixteen sign."""
    many = tuple(Signature(i, bytes(64)) for i in range(17))
    assert parse_frame(encode_frame(Frame(TYPE, b"", many[:16])), TYPE).signatures == many[:16]
    with pytest.raises(Malformed):
        parse_frame(encode_frame(Frame(TYPE, b"", many)), TYPE)


def test_a_body_of_1_mib_is_the_longest() -> None:
    """The bound of section 2.2 is included."""
    longest = Frame(TYPE, bytes(1 << 20))
    assert parse_frame(encode_frame(longest), TYPE) == longest
    with pytest.raises(Malformed):
        parse_frame(encode_frame(replace(longest, body=bytes((1 << 20) + 1))), TYPE)


def test_the_pae_is_that_of_dsse() -> None:
    """The example of the DSSE specification."""
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert pre_authentication_encoding("http://example.com/HelloWorld", b"hello world") == expected


def test_a_signature_holds_for_its_type_body_and_context_only() -> None:
    """Each of the three is covered."""
    seed = new_signing_seed()
    signature = sign(TYPE, b"body", signer=3, signing_seed=seed, context=b"here")
    frame = Frame(TYPE, b"body", (signature,))
    verify(frame, signer=3, verify_key=verify_key_of(seed), context=b"here")
    for other, context in (
        (Frame("sluis/v1/tesu", b"body", (signature,)), b"here"),
        (Frame(TYPE, b"bodz", (signature,)), b"here"),
        (frame, b"there"),
    ):
        with pytest.raises(Tampered):
            verify(other, signer=3, verify_key=verify_key_of(seed), context=context)


def test_a_missing_signer_is_unknown() -> None:
    """No signature of the one who must sign."""
    with pytest.raises(UnknownSigner):
        verify(Frame(TYPE, b""), signer=0, verify_key=bytes(32))


def test_a_threshold_counts_only_known_signers() -> None:
    """Two of three; a stranger beside them spoils it."""
    seeds = [new_signing_seed() for _ in range(4)]
    keys = [verify_key_of(seed) for seed in seeds[:3]]
    signed = [sign(TYPE, b"x", signer=i, signing_seed=s) for i, s in enumerate(seeds)]
    verify_threshold(Frame(TYPE, b"x", tuple(signed[:2])), verify_keys=keys, threshold=2)
    for too_few in (signed[:1], [signed[0], signed[3]]):
        with pytest.raises(UnknownSigner):
            verify_threshold(Frame(TYPE, b"x", tuple(too_few)), verify_keys=keys, threshold=2)
    wrong = Signature(1, signed[0].value)
    with pytest.raises(Tampered):
        verify_threshold(Frame(TYPE, b"x", (signed[0], wrong)), verify_keys=keys, threshold=2)


def test_a_mac_holds_for_its_key_type_body_and_context_only() -> None:
    """Each of the four is covered, and a missing MAC is no MAC."""
    frame = Frame(TYPE, b"body", mac=mac(TYPE, b"body", key=b"k" * 32, context=b"c"))
    verify_mac(frame, key=b"k" * 32, context=b"c")
    for other, key, context in (
        (frame, b"l" * 32, b"c"),
        (frame, b"k" * 32, b"d"),
        (Frame(TYPE, b"bodz", mac=frame.mac), b"k" * 32, b"c"),
        (Frame("sluis/v1/tesu", b"body", mac=frame.mac), b"k" * 32, b"c"),
        (Frame(TYPE, b"body"), b"k" * 32, b"c"),
    ):
        with pytest.raises(Tampered):
            verify_mac(other, key=key, context=context)


def test_a_mac_where_none_belongs_is_refused() -> None:
    """Nothing rides along that nobody checks."""
    service = TinyService()
    service.bundle(0)
    keyring = parse_frame(service.keyring_raw, labels.KEYRING)
    head = parse_frame(service.holders[0].entries[0].frame, labels.HEAD)
    with pytest.raises(Malformed):
        open_keyring(encode_frame(replace(keyring, mac=bytes(32))), root=service.root)
    with pytest.raises(Malformed):
        open_head(encode_frame(replace(head, mac=bytes(32))), keyring=service.keyring)
