"""Files that typage seals open here and the reverse (docs/protocol.md sections 4.1, 4.2 and 4.4)."""

from collections.abc import Callable

import pytest
from interop.typage import Refused, Typage

from crypto.age_text import encode_recipient, encode_seed, parse_seed
from crypto.errors import NotForThisKey, ProtocolError, Tampered
from crypto.header import encode_header, split_header
from crypto.opening.identity import Identity
from crypto.opening.sealed_file import open_single, open_slot
from crypto.sealing import seal_chunks, seal_to
from crypto.sizes import CHUNK_SIZE, PAYLOAD_NONCE_SIZE, TAG_SIZE, header_size, sealed_size
from crypto.slots import DECOY_FILE_KEY, wrap_for_members

SLOTS = 8
MEMBERS = frozenset({0, 3, 6})
OTHERS = frozenset(range(SLOTS)) - MEMBERS
IDENTITIES = [Identity(bytes([slot]) * 32) for slot in range(SLOTS)]
ALONE = IDENTITIES[0]
SIZES = sorted(
    {0, 1, TAG_SIZE}
    | {chunks * CHUNK_SIZE + beside for chunks in (1, 2, 3) for beside in (-17, -16, -1, 0, 1, 16)}
)
STORY = b"een verhaal" * 9_000
"""Two chunks."""


def plaintext_of(size: int) -> bytes:
    """Return bytes of which no two chunks are alike."""
    return b"".join(n.to_bytes(4, "big") for n in range(size // 4 + 1))[:size]


@pytest.fixture(scope="module")
def by_typage(typage: Typage) -> bytes:
    """The story in eight stanzas by typage, decoys where a slot is no member."""
    recipients = [identity.recipient for identity in IDENTITIES]
    return typage.seal(STORY, recipients, dict.fromkeys(OTHERS, DECOY_FILE_KEY))


@pytest.fixture(scope="module")
def by_us() -> bytes:
    """The same by our own code."""
    wrap = wrap_for_members([identity.recipient for identity in IDENTITIES], MEMBERS)
    return b"".join(seal_chunks([STORY], wrap=wrap))


@pytest.mark.parametrize("identity", IDENTITIES)
def test_both_work_out_the_same_recipient(typage: Typage, identity: Identity) -> None:
    """From the same seed, and its text is read back."""
    assert typage.recipient_of(identity) == encode_recipient(identity.recipient)
    assert parse_seed(encode_seed(identity.seed)) == identity.seed


@pytest.mark.parametrize("size", SIZES)
def test_what_typage_seals_opens_here(typage: Typage, size: int) -> None:
    """Around every chunk boundary, and of the size that was worked out."""
    sealed = typage.seal(plaintext_of(size), [ALONE.recipient])
    assert len(sealed) == sealed_size(size, stanzas=1)
    assert open_single(sealed, identity=ALONE) == plaintext_of(size)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_here_opens_with_typage(typage: Typage, size: int) -> None:
    """Around every chunk boundary."""
    sealed = seal_to(plaintext_of(size), ALONE.recipient)
    assert typage.open(sealed, ALONE) == plaintext_of(size)


def test_a_header_of_either_is_read_alike_and_written_byte_for_byte(
    typage: Typage, by_typage: bytes, by_us: bytes
) -> None:
    """Eight stanzas."""
    for sealed in (by_typage, by_us):
        header, size = split_header(sealed)
        assert size == header_size(SLOTS)
        assert encode_header(header) == sealed[:size]
        assert typage.read_stanzas(sealed) == header.stanzas


@pytest.mark.parametrize("slot", range(SLOTS))
def test_members_open_what_typage_seals_and_others_find_a_decoy(
    by_typage: bytes, slot: int
) -> None:
    """A workstation tries its own stanza only."""
    opening = open_slot([by_typage], identity=IDENTITIES[slot], slot=slot, slots=SLOTS)
    if slot in MEMBERS:
        assert b"".join(opening) == STORY
    else:
        with pytest.raises(NotForThisKey):
            next(opening)


@pytest.mark.parametrize("slot", range(SLOTS))
def test_typage_opens_as_a_member_and_refuses_with_a_decoy(
    typage: Typage, by_typage: bytes, by_us: bytes, slot: int
) -> None:
    """To typage a decoy is a file key under which the MAC is wrong, whoever sealed the file."""
    for sealed in (by_typage, by_us):
        if slot in MEMBERS:
            assert typage.open(sealed, IDENTITIES[slot]) == STORY
        else:
            with pytest.raises(Refused, match="invalid header HMAC"):
                typage.open(sealed, IDENTITIES[slot])


def test_a_stanza_of_another_slot_does_not_open(by_typage: bytes) -> None:
    """The order of the recipients is kept."""
    opening = open_slot([by_typage], identity=ALONE, slot=3, slots=SLOTS)
    with pytest.raises(Tampered):
        next(opening)


def test_a_slot_without_a_key_is_closed_to_everybody(typage: Typage) -> None:
    """It holds a decoy for a key that was thrown away."""
    recipients = [identity.recipient for identity in IDENTITIES]
    wrap = wrap_for_members([*recipients[:-1], None], MEMBERS)
    sealed = b"".join(seal_chunks([STORY], wrap=wrap))
    with pytest.raises(Refused, match="no identity matched"):
        typage.open(sealed, IDENTITIES[-1])


HEADER = header_size(SLOTS)
FIRST_CHUNK = HEADER + PAYLOAD_NONCE_SIZE
SECOND_CHUNK = FIRST_CHUNK + CHUNK_SIZE + TAG_SIZE
FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "no last byte": lambda raw: raw[:-1],
    "no last chunk": lambda raw: raw[:SECOND_CHUNK],
    "no payload": lambda raw: raw[:FIRST_CHUNK],
    "no nonce": lambda raw: raw[:HEADER],
    "no whole header": lambda raw: raw[: HEADER - 1],
    "a byte more": lambda raw: raw + b"\0",
    "the last chunk twice": lambda raw: raw + raw[SECOND_CHUNK:],
    "the chunks exchanged": lambda raw: (
        raw[:FIRST_CHUNK] + raw[SECOND_CHUNK:] + raw[FIRST_CHUNK:SECOND_CHUNK]
    ),
    "a bit of the nonce": lambda raw: flip(raw, HEADER),
    "a bit of a chunk": lambda raw: flip(raw, SECOND_CHUNK),
    "the first stanza twice": lambda raw: raw.replace(b"\n-> ", first_stanza(raw) + b"\n-> ", 1),
    "another version": lambda raw: raw.replace(b"/v1\n", b"/v2\n", 1),
}


def flip(raw: bytes, at: int) -> bytes:
    """Return the same with one bit turned."""
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def first_stanza(raw: bytes) -> bytes:
    """Return the first stanza, with the newline before it and without the one behind it."""
    start = raw.index(b"\n-> ")
    return raw[start : raw.index(b"\n-> ", start + 1)]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_both_refuse_the_same_faults(
    typage: Typage, by_typage: bytes, by_us: bytes, fault: Callable[[bytes], bytes]
) -> None:
    """Whoever sealed the file."""
    for sealed in (by_typage, by_us):
        damaged = fault(sealed)
        with pytest.raises(Refused):
            typage.open(damaged, ALONE)
        with pytest.raises(ProtocolError):
            b"".join(open_slot([damaged], identity=ALONE, slot=0, slots=SLOTS))
