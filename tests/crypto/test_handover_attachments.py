"""Attachments of handovers: sealed among decoys, opened by the signed number (docs/protocol.md section 9.4)."""

from collections import Counter

import msgspec
import pytest
from handed import CONTENT, READERS, described, handover, sealed
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_service import DAY, SLOTS, TinyService

from crypto.errors import Malformed, NotForThisKey, Tampered
from crypto.handover import (
    assemble_handover,
    encode_handover,
    open_handover,
    parse_handover,
    sign_handover,
)
from crypto.handover_attachments import HandoverAttachment, draw_stanzas
from crypto.header import Header, encode_header, parse_header
from crypto.opening.handover_attachments import open_handover_attachment
from crypto.opening.identity import Identity
from crypto.sizes import (
    PREFIX_SIZE,
    header_size,
    stored_attachment_size,
)
from crypto.slots import DECOY_FILE_KEY
from crypto.stored import parse_stored_attachment


def opened(
    stored: bytes,
    attachment: HandoverAttachment | None = None,
    *,
    reader: int = 0,
    identity: Identity | None = None,
    step: int = 1_000,
) -> bytes:
    """Open a stored object as a reader does, in small pieces."""
    pieces = (stored[at : at + step] for at in range(0, len(stored), step))
    return b"".join(
        open_handover_attachment(
            pieces,
            attachment or described(),
            size=len(stored),
            identity=identity or READERS[reader],
            reader=reader,
            slots=SLOTS,
        )
    )


@settings(max_examples=15)
@given(st.integers(1, 200_000), st.permutations(range(SLOTS)))
def test_each_reader_opens_by_their_own_stanza(size: int, places: list[int]) -> None:
    """Whatever the size and wherever the stanzas are."""
    content, stanzas = b"x" * size, places[:2]
    stored, attachment = sealed(content, stanzas=stanzas), described(content, stanzas=stanzas)
    assert len(stored) == stored_attachment_size(size, slots=SLOTS)
    assert [opened(stored, attachment, reader=n) for n in (0, 1)] == [content, content]


@pytest.mark.parametrize("step", [1, 4, 5, 6, 100_000])
def test_the_pieces_in_which_an_object_comes_do_not_matter(step: int) -> None:
    """Also where the five clear bytes are cut."""
    content = b"short"
    assert opened(sealed(content), described(content), step=step) == content


def test_a_service_needs_no_key_to_see_the_shape_of_a_file_for_readers() -> None:
    """It is that of a reporter's attachment, one stanza for each slot."""
    stored = sealed()
    assert (
        parse_stored_attachment(stored[:20_000], size=len(stored), slots=SLOTS).period == DAY // 7
    )


def test_the_other_reader_s_stanza_does_not_open() -> None:
    """A number is of no use without its key."""
    with pytest.raises(Tampered):
        opened(sealed(), reader=0, identity=READERS[1])


@pytest.mark.parametrize("place", [n for n in range(SLOTS) if n not in (5, 2)])
def test_a_decoy_opens_for_no_reader(place: int) -> None:
    """Whoever claims another stanza than the signed one gets nothing."""
    with pytest.raises(Tampered):
        opened(sealed(), described(stanzas=[place, 2]))


def test_stanzas_are_drawn_anew_for_each_file_and_everywhere() -> None:
    """A place that is always the same would tell which files are for one recipient."""
    drawn = Counter(draw_stanzas(1, slots=SLOTS)[0] for _ in range(400))
    assert set(drawn) == set(range(SLOTS))
    assert max(drawn.values()) < 150
    assert all(len(set(draw_stanzas(SLOTS, slots=SLOTS))) == SLOTS for _ in range(20))


@pytest.mark.parametrize("readers", [0, SLOTS + 1])
def test_more_readers_than_stanzas_or_none_are_refused(readers: int) -> None:
    """Our own code cannot seal to them."""
    with pytest.raises(ValueError, match="room for 1 to 8 readers"):
        draw_stanzas(readers, slots=SLOTS)


@pytest.mark.parametrize("stanzas", [[1], [1, 1], [1, 8], [0, 1, 2]])
def test_readers_and_stanzas_must_fit(stanzas: list[int]) -> None:
    """One for each, below the number of slots."""
    with pytest.raises(ValueError, match=r"stanza|zip"):
        sealed(stanzas=stanzas)


@pytest.mark.parametrize("reader", [-1, 2])
def test_a_reader_whom_the_handover_does_not_know_is_our_own_mistake(reader: int) -> None:
    """The desk asks for its own place first."""
    with pytest.raises(ValueError, match="no stanza"):
        opened(sealed(), reader=reader, identity=READERS[0])


def test_an_altered_file_is_tampered_and_one_of_another_size_malformed() -> None:
    """Anywhere behind the five clear bytes."""
    stored = sealed()
    for place in (10_000, 13_000, len(stored) - 1):
        altered = bytearray(stored)
        altered[place] ^= 1
        with pytest.raises((Tampered, Malformed)):
            opened(bytes(altered))
    for wrong in (stored[:-1], stored + b"\0", sealed(b"small"), b"", b"\0\0"):
        with pytest.raises(Malformed):
            opened(wrong)


def test_a_file_of_another_version_is_malformed() -> None:
    """1 is the only one."""
    with pytest.raises(Malformed):
        opened(b"\xff" + sealed()[1:])


def test_swapped_files_are_tampered() -> None:
    """Sealed to the same readers in the same stanzas, and not what the handover names here."""
    with pytest.raises(Tampered):
        opened(sealed(CONTENT[::-1]))


def test_a_handover_with_files_is_opened_as_it_was_signed() -> None:
    """Both signatures cover the files."""
    service = TinyService()
    whole = handover(described(), described(id="b" * 32, stanzas=[0, 7]))
    body = encode_handover(whole)
    signatures = [
        sign_handover(body, slot=s, signing_seed=service.holders[s].signing_seed) for s in (0, 1)
    ]
    raw = assemble_handover(body, signatures)
    assert open_handover(raw, keyring=service.keyring) == whole
    with pytest.raises(Tampered):
        open_handover(raw.replace(b"[5,2]", b"[5,3]"), keyring=service.keyring)


def test_a_stanza_that_the_service_does_not_have_is_malformed() -> None:
    """Below sixteen, but not below the number of slots."""
    service = TinyService()
    body = encode_handover(handover(described(stanzas=[SLOTS])))
    signatures = [
        sign_handover(body, slot=s, signing_seed=service.holders[s].signing_seed) for s in (0, 1)
    ]
    with pytest.raises(Malformed):
        open_handover(assemble_handover(body, signatures), keyring=service.keyring)


def test_sixteen_files_are_a_handover_and_seventeen_are_not() -> None:
    """As many as a message of a reporter may have."""
    files = [described(id=f"{n:032x}") for n in range(17)]
    assert parse_handover(encode_handover(handover(*files[:16])))
    with pytest.raises(Malformed):
        parse_handover(encode_handover(handover(*files)))


@pytest.mark.parametrize(
    "changes",
    [
        {"stanzas": []},
        {"stanzas": [1, 1]},
        {"stanzas": [16]},
        {"stanzas": [-1]},
        {"stanzas": [*range(16), 0]},
        {"name": ""},
        {"name": "x" * 256},
        {"size": 0},
        {"sha256": "0" * 63},
        {"type": "Image/JPEG"},
        {"id": "a" * 31},
    ],
)
def test_a_file_that_cannot_be_is_malformed(changes: dict[str, object]) -> None:
    """The rules of a reporter's attachments, and one stanza for each reader."""
    body = encode_handover(handover(described(**changes)))
    with pytest.raises(Malformed):
        parse_handover(body)


def test_files_of_one_handover_have_ids_of_their_own_and_the_same_readers() -> None:
    """Two of one id, or one that a reader is left out of."""
    for other in ({"stanzas": [1, 3]}, {"id": "b" * 32, "stanzas": [1]}):
        with pytest.raises(Malformed):
            parse_handover(encode_handover(handover(described(), described(**other))))


@pytest.mark.parametrize("field", HandoverAttachment.__struct_fields__)
def test_every_field_of_a_file_is_required(field: str) -> None:
    """Left out is not empty."""
    body = msgspec.json.decode(encode_handover(handover(described())))
    del body["attachments"][0][field]
    with pytest.raises(Malformed):
        parse_handover(msgspec.json.encode(body, order="sorted"))


def test_a_named_stanza_with_the_constant_is_not_for_this_key() -> None:
    """The three outcomes of 4.4 hold for readers too."""
    stored = sealed(readers=READERS[:1], stanzas=[3])
    size = header_size(SLOTS)
    header, payload = stored[PREFIX_SIZE:][:size], stored[PREFIX_SIZE + size :]
    parsed = parse_header(header)
    stanzas = (READERS[0].recipient.wrap(DECOY_FILE_KEY), *parsed.stanzas[1:])
    replaced = stored[:PREFIX_SIZE] + encode_header(Header(stanzas, parsed.mac)) + payload
    with pytest.raises(NotForThisKey):
        opened(replaced, described(stanzas=[0]))
