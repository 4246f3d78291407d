"""Sealed files: the age v1 format, streaming, and its refusals (docs/protocol.md sections 4.1 and 4.2)."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import Malformed, ProtocolError, Tampered
from crypto.file_key import payload_key
from crypto.header import (
    Header,
    Stanza,
    encode_header,
    encode_without_mac,
    parse_header,
    split_header,
)
from crypto.hybrid import Recipient, throwaway_recipient
from crypto.opening.identity import Identity
from crypto.opening.sealed_file import open_payload, open_single, read_header
from crypto.opening.stream import decrypt_chunks
from crypto.sealing import seal_chunks, seal_to
from crypto.sizes import CHUNK_SIZE, header_size, sealed_size
from crypto.stream import chunk_nonce

IDENTITY = Identity(bytes(range(32)))
AROUND = [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 2 * CHUNK_SIZE, 2 * CHUNK_SIZE + 1]
CHARACTERS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=8)
STANZAS = st.builds(
    Stanza, st.lists(CHARACTERS, min_size=1, max_size=3).map(tuple), st.binary(max_size=120)
)
HEADERS = st.builds(
    Header,
    st.lists(STANZAS, min_size=1, max_size=3).map(tuple),
    st.binary(min_size=32, max_size=32),
)


@pytest.mark.parametrize("size", AROUND)
def test_what_is_sealed_opens_and_has_the_size_that_was_worked_out(size: int) -> None:
    """Around every chunk boundary."""
    plaintext = b"s" * size
    sealed = seal_to(plaintext, IDENTITY.recipient)
    assert len(sealed) == sealed_size(size, stanzas=1)
    assert open_single(sealed, identity=IDENTITY) == plaintext


@pytest.mark.parametrize("step", [1, 5, 16, 17])
def test_a_file_that_comes_in_small_pieces_opens(step: int) -> None:
    """A slow disk or line may cut header, nonce and chunk anywhere."""
    sealed = seal_to(b"een verhaal", IDENTITY.recipient)
    header, payload = read_header(sealed[at : at + step] for at in range(0, len(sealed), step))
    file_key, rest = IDENTITY.unwrap(header.stanzas[0]), b"".join(payload)
    pieces = (rest[at : at + step] for at in range(0, len(rest), step))
    assert b"".join(open_payload(pieces, file_key=file_key)) == b"een verhaal"


@pytest.mark.parametrize(
    "sizes", [(1, CHUNK_SIZE), (CHUNK_SIZE, 1, CHUNK_SIZE), (5, CHUNK_SIZE + 16)]
)
def test_what_is_sealed_in_pieces_of_any_size_keeps_its_order(sizes: tuple[int, ...]) -> None:
    """Also where a piece as long as a chunk comes behind a shorter one."""
    pieces = [bytes([65 + number]) * size for number, size in enumerate(sizes)]
    sealed = b"".join(seal_chunks(pieces, wrap=lambda key: [IDENTITY.recipient.wrap(key)]))
    assert open_single(sealed, identity=IDENTITY) == b"".join(pieces)


def test_a_file_cut_off_anywhere_near_a_chunk_boundary_is_refused() -> None:
    """Truncation at, before and behind each boundary, and inside header and nonce."""
    sealed = seal_to(b"s" * (2 * CHUNK_SIZE + 10), IDENTITY.recipient)
    payload = header_size(1) + 16
    boundaries = [payload + i * (CHUNK_SIZE + 16) for i in range(3)]
    cuts = {b + d for b in boundaries for d in (-17, -1, 0, 1, 16, 17)} | {0, 1, payload - 17}
    for cut in cuts:
        with pytest.raises(ProtocolError):
            open_single(sealed[:cut], identity=IDENTITY)


def test_chunks_moved_repeated_or_added_are_refused() -> None:
    """Each chunk has its place."""
    sealed = seal_to(b"a" * CHUNK_SIZE + b"b" * CHUNK_SIZE + b"c", IDENTITY.recipient)
    start, size = header_size(1) + 16, CHUNK_SIZE + 16
    head, one, two, last = (
        sealed[:start],
        sealed[start : start + size],
        sealed[start + size : start + 2 * size],
        sealed[start + 2 * size :],
    )
    for payload in (two + one + last, one + one + two + last, one + two, one + two + last + last):
        with pytest.raises(Tampered):
            open_single(head + payload, identity=IDENTITY)


@settings(max_examples=60)
@given(st.data())
def test_one_flipped_bit_anywhere_is_refused(data: st.DataObject) -> None:
    """Nothing in a sealed file is malleable."""
    sealed = bytearray(seal_to(b"een verhaal", IDENTITY.recipient))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ProtocolError):
        open_single(bytes(sealed), identity=IDENTITY)


def test_an_empty_last_chunk_behind_others_is_refused() -> None:
    """The age specification allows it only for an empty file."""
    key = payload_key(bytes(16), bytes(16))
    cipher = ChaCha20Poly1305(key)
    chunks = [
        cipher.encrypt(chunk_nonce(0, last=False), bytes(CHUNK_SIZE), None),
        cipher.encrypt(chunk_nonce(1, last=True), b"", None),
    ]
    with pytest.raises(Tampered):
        list(decrypt_chunks(chunks, payload_key=key))


def test_another_identity_does_not_open() -> None:
    """Only the recipient's key opens."""
    with pytest.raises(Tampered):
        open_single(seal_to(b"x", IDENTITY.recipient), identity=Identity.generate())


@given(HEADERS)
def test_a_header_parses_to_itself(header: Header) -> None:
    """`parse(encode(x)) == x`, also with bodies around the 48-byte line."""
    raw = encode_header(header)
    assert parse_header(raw) == header
    assert split_header(raw + b"payload") == (header, len(raw))


@given(st.binary(max_size=60))
def test_whatever_header_parses_encodes_to_the_same_bytes(tail: bytes) -> None:
    """`encode(parse(raw)) == raw`, or it is refused."""
    raw = b"age-encryption.org/v1\n-> X Y\nAA\n" + tail
    try:
        header = parse_header(raw)
    except Malformed:
        return
    assert encode_header(header) == raw


BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "another version": lambda raw: raw.replace(b"/v1", b"/v2", 1),
    "carriage returns": lambda raw: raw.replace(b"\n", b"\r\n"),
    "padded base64": lambda raw: raw.replace(b"\n--- ", b"=\n--- ", 1),
    "a blank in the MAC": lambda raw: raw[:-1] + b" \n",
    "no last newline": lambda raw: raw[:-1],
    "another last byte": lambda raw: raw[:-1] + b"x",
    "other dashes": lambda raw: raw.replace(b"\n--- ", b"\n-+- "),
    "an empty argument": lambda raw: raw.replace(b"-> X", b"->  X", 1),
    "no stanza": lambda raw: b"age-encryption.org/v1\n" + raw[raw.index(b"--- ") :],
    "a MAC too short": lambda raw: raw[:-3] + b"\n",
    "a MAC of sixteen bytes": lambda raw: raw[: raw.index(b"--- ") + 4] + b"A" * 22 + b"\n",
    "no arrow": lambda raw: raw.replace(b"-> X", b"=> X", 1),
    "a long body line": lambda raw: raw.replace(b"AAAA\n", b"A" * 68 + b"\n", 1),
    "a long body line before a short one": lambda raw: raw.replace(
        b"AAAA\n", b"A" * 68 + b"\nAAAA\n", 1
    ),
    "no short last line": lambda raw: raw.replace(b"AAAA\n", b"A" * 64 + b"\n", 1),
    "base64 that is not canonical": lambda raw: raw.replace(b"AAAA\n", b"AB\n", 1),
    "a character outside base64": lambda raw: raw.replace(b"AAAA\n", b"A*AA\n", 1),
    "no MAC line": lambda raw: raw[: raw.index(b"--- ")],
}


@pytest.mark.parametrize("fault", BREAKS.values(), ids=BREAKS)
def test_a_header_outside_the_grammar_is_refused(fault: Callable[[bytes], bytes]) -> None:
    """One fault each."""
    good = b"age-encryption.org/v1\n-> X Y\nAAAA\n--- " + b"A" * 43 + b"\n"
    parse_header(good)
    with pytest.raises(Malformed):
        parse_header(fault(good))


def test_a_header_without_end_is_not_read_for_ever() -> None:
    """The bound on the header holds for an endless stream."""
    endless = iter(lambda: b"A" * 4096, b"")
    with pytest.raises(Malformed):
        read_header(endless)


def test_a_recipient_that_is_no_key_is_refused() -> None:
    """Wrong size, and a size that is right around coefficients that are not."""
    with pytest.raises(Malformed):
        Recipient(bytes(1215))
    with pytest.raises(Malformed):
        Recipient(b"\xff" * 1216).wrap(bytes(16))


@pytest.mark.parametrize(
    "stanza",
    [
        Stanza(("X25519", "AAAA"), bytes(32)),
        Stanza(("mlkem768x25519",), bytes(32)),
        Stanza(("mlkem768x25519", "AAAA"), bytes(32)),
        Stanza(("mlkem768x25519", "A" * 1494, "B"), bytes(32)),
    ],
)
def test_a_stanza_of_another_form_is_malformed(stanza: Stanza) -> None:
    """Type, number of arguments, size of the encapsulation."""
    with pytest.raises(Malformed):
        IDENTITY.unwrap(stanza)


def test_a_stanza_with_a_body_too_long_is_malformed() -> None:
    """A file key has sixteen bytes and nothing rides along."""
    good = throwaway_recipient().wrap(bytes(16))
    with pytest.raises(Malformed):
        IDENTITY.unwrap(Stanza(good.arguments, good.body + b"\0"))


def test_an_identity_hides_its_seed_and_equals_its_twin() -> None:
    """`repr` shows nothing; equality is by seed."""
    assert IDENTITY.seed.hex() not in repr(IDENTITY)
    assert Identity(bytes(range(32))) == IDENTITY
    assert {Identity(bytes(range(32))), IDENTITY} == {IDENTITY}
    with pytest.raises(Malformed):
        Identity(bytes(31))


def test_what_the_mac_covers_ends_with_the_three_dashes() -> None:
    """As the age specification has it."""
    assert encode_without_mac((Stanza(("X",), b""),)).endswith(b"\n---")
