"""What the browser seals opens at a workstation, and the reverse (docs/protocol.md sections 4, 6.5 and 8)."""

import hashlib
from pathlib import Path

import pytest
from client_vectors.client import Client, Defect

from crypto.errors import NotForThisKey, Tampered
from crypto.messages import Attachment
from crypto.opening.identity import Identity
from crypto.opening.messages import open_attachment, open_text_part
from crypto.opening.sealed_file import open_single, open_slot
from crypto.parts import join, parse_part
from crypto.sealing import seal_to
from crypto.sizes import (
    CHUNK_SIZE,
    LARGE_STEP,
    LENGTH_SIZE,
    PREFIX_SIZE,
    TAG_SIZE,
    TEXT_SIZE,
    stored_attachment_size,
    stored_text_size,
)
from crypto.stored import parse_stored_attachment, parse_stored_text
from crypto.submission import Submission, encode_submission

SLOTS = 8
PERIOD = 2_968
MEMBERS = [0, 3, 6]
WITHOUT_KEY = 5
OTHERS = sorted(set(range(SLOTS)) - {*MEMBERS, WITHOUT_KEY})
IDENTITIES = [Identity(bytes([slot]) * 32) for slot in range(SLOTS)]
ENVELOPE = {
    "period": PERIOD,
    "members": MEMBERS,
    "recipients": [
        b"" if slot == WITHOUT_KEY else identity.recipient.raw
        for slot, identity in enumerate(IDENTITIES)
    ],
}
ROOM = TEXT_SIZE - LENGTH_SIZE
AROUND_CHUNKS = sorted(
    {0, 1, LENGTH_SIZE, TAG_SIZE}
    | {
        chunks * CHUNK_SIZE + beside
        for chunks in (1, 2)
        for beside in (-LENGTH_SIZE - 1, -LENGTH_SIZE, -LENGTH_SIZE + 1, -1, 0, 1, TAG_SIZE)
    }
)
AROUND_STEPS = [
    1,
    *(step - LENGTH_SIZE + beside for step in (1 << 16, 1 << 17, 1 << 18) for beside in (-1, 0, 1)),
]
LARGE = [LARGE_STEP - LENGTH_SIZE, LARGE_STEP - LENGTH_SIZE + 1]
MANY_MEGABYTES = 96 << 20


def content_of(size: int) -> bytes:
    """Return bytes of which no two chunks are alike."""
    return b"".join(n.to_bytes(4, "big") for n in range(size // 4 + 1))[:size]


@pytest.fixture(scope="module")
def text(client: Client) -> bytes:
    """A text part by the browser."""
    part = bytes(16) + b"\0\1" + b"een verhaal"
    return bytes(client.get("seal-text", part=part, **ENVELOPE))


def seal_file(client: Client, folder: Path, size: int) -> tuple[bytes, int]:
    """Return the stored object of a file that the browser sealed as a stream, and the size that it announced."""
    source, target = folder / "source", folder / "target"
    source.write_bytes(content_of(size))
    announced = client.get(
        "seal-file", source=str(source), target=str(target), size=size, **ENVELOPE
    )["size"]
    return target.read_bytes(), announced


def assert_opens(stored: bytes, announced: int, size: int) -> None:
    """Check an attachment as the server does, and open it as a member."""
    content = content_of(size)
    assert announced == len(stored) == stored_attachment_size(size, slots=SLOTS)
    head = parse_stored_attachment(stored, size=len(stored), slots=SLOTS)
    assert head.period == PERIOD
    named = Attachment("00" * 16, "f", hashlib.sha256(content).hexdigest(), size, "image/png")
    opened = open_attachment(
        [stored[PREFIX_SIZE:]], named, identity=IDENTITIES[3], slot=3, slots=SLOTS
    )
    assert b"".join(opened) == content


@pytest.mark.parametrize("size", AROUND_CHUNKS)
def test_what_the_browser_seals_opens_here(client: Client, size: int) -> None:
    """Around every chunk boundary."""
    plaintext = content_of(size)
    sealed = client.get("seal-to", plaintext=plaintext, recipient=IDENTITIES[0].recipient.raw)
    assert open_single(sealed, identity=IDENTITIES[0]) == plaintext


@pytest.mark.parametrize("size", AROUND_CHUNKS)
def test_what_is_sealed_here_opens_in_the_browser(client: Client, size: int) -> None:
    """Around every chunk boundary."""
    plaintext = content_of(size)
    sealed = seal_to(plaintext, IDENTITIES[0].recipient)
    opened = client.get("sealed-file", sealed=sealed, identity=IDENTITIES[0].seed)
    assert opened == {"plaintext": plaintext}


@pytest.mark.parametrize("size", [0, 1, ROOM - 18])
def test_a_text_part_of_any_length_has_one_size_and_opens(client: Client, size: int) -> None:
    """From nothing to all that fits."""
    part = bytes(range(16)) + b"\0\1" + content_of(size)
    stored = client.get("seal-text", part=part, **ENVELOPE)
    assert len(stored) == stored_text_size(SLOTS)
    assert parse_stored_text(stored, slots=SLOTS).period == PERIOD
    opened = open_text_part(stored, identity=IDENTITIES[6], slot=6, slots=SLOTS)
    assert opened == parse_part(part)


@pytest.mark.parametrize("slot", MEMBERS)
def test_every_member_opens_a_text_part(text: bytes, slot: int) -> None:
    """By their own stanza."""
    part = open_text_part(text, identity=IDENTITIES[slot], slot=slot, slots=SLOTS)
    assert part.piece == b"een verhaal"


@pytest.mark.parametrize("slot", OTHERS)
def test_who_is_no_member_finds_a_decoy(text: bytes, slot: int) -> None:
    """Not for me, rather than damaged."""
    with pytest.raises(NotForThisKey):
        open_text_part(text, identity=IDENTITIES[slot], slot=slot, slots=SLOTS)


@pytest.mark.parametrize("slot", [*OTHERS, *MEMBERS])
def test_the_browser_tells_a_decoy_from_a_members_stanza(
    client: Client, text: bytes, slot: int
) -> None:
    """As a workstation does."""
    identity = IDENTITIES[slot].seed
    outcome, _ = client.run(
        "text-part", {"object": text, "identity": identity, "slot": slot, "slots": SLOTS}
    )
    assert outcome == ("ok" if slot in MEMBERS else "NotForThisKey")


def test_a_slot_without_a_key_is_closed_to_everybody(text: bytes) -> None:
    """Its stanza is for a key that was thrown away, another one each time."""
    stanzas = parse_stored_text(text, slots=SLOTS).header.stanzas
    assert len({stanza.arguments[1] for stanza in stanzas}) == SLOTS
    opening = open_slot(
        [text[PREFIX_SIZE:]], identity=IDENTITIES[WITHOUT_KEY], slot=WITHOUT_KEY, slots=SLOTS
    )
    with pytest.raises(Tampered):
        next(opening)


def test_a_member_without_a_key_is_refused(client: Client) -> None:
    """It would be sent to nobody."""
    with pytest.raises(Defect, match="member without a key"):
        client.run("seal-text", {**ENVELOPE, "part": b"", "members": [WITHOUT_KEY]})


@pytest.mark.parametrize("size", [1, ROOM - 18, ROOM - 17, 4 * (ROOM - 18)])
def test_a_message_is_cut_in_parts_that_join_here(client: Client, size: int) -> None:
    """One to four."""
    message_id = bytes(range(16))
    texts = client.get("seal-message", frame=content_of(size), message_id=message_id, **ENVELOPE)
    parts = [open_text_part(t, identity=IDENTITIES[0], slot=0, slots=SLOTS) for t in texts]
    assert join(parts) == (message_id, content_of(size))


def test_a_message_beyond_four_parts_is_refused(client: Client) -> None:
    """Before anything of it is sealed."""
    inputs = {**ENVELOPE, "frame": content_of(4 * (ROOM - 18) + 3), "message_id": bytes(16)}
    with pytest.raises(Defect, match="too long"):
        client.run("seal-message", inputs)


@pytest.mark.parametrize("size", AROUND_STEPS)
def test_an_attachment_streams_into_an_object_that_opens_here(
    client: Client, tmp_path: Path, size: int
) -> None:
    """Around every step of the padding, of the size that was announced beforehand."""
    assert_opens(*seal_file(client, tmp_path, size), size)


@pytest.mark.slow
@pytest.mark.parametrize("size", LARGE)
def test_a_large_attachment_streams_too(client: Client, tmp_path: Path, size: int) -> None:
    """Around the size where steps of 16 MiB begin."""
    assert_opens(*seal_file(client, tmp_path, size), size)


@pytest.mark.slow
def test_an_attachment_takes_no_more_memory_for_being_large(client: Client, tmp_path: Path) -> None:
    """A phone has little; what is whole in memory at any time is a few chunks."""
    source = tmp_path / "source"
    peaks = []
    for size in (1 << 20, MANY_MEGABYTES):
        source.write_bytes(bytes(size))
        inputs = {"source": str(source), "target": "/dev/null", "size": size, **ENVELOPE}
        peaks.append(client.get("seal-file", **inputs)["peak_kilobytes"] << 10)
    assert peaks[1] - peaks[0] < MANY_MEGABYTES // 2


@pytest.mark.parametrize("said", [99, 101])
def test_a_file_that_changed_while_it_was_read_is_refused(
    client: Client, tmp_path: Path, said: int
) -> None:
    """Shorter or longer than was said."""
    source = tmp_path / "source"
    source.write_bytes(bytes(100))
    inputs = {"source": str(source), "target": str(tmp_path / "t"), "size": said, **ENVELOPE}
    with pytest.raises(Defect, match="content changed"):
        client.run("seal-file", inputs)


def test_a_submission_is_written_alike_byte_for_byte(client: Client, text: bytes) -> None:
    """Its upload ids before its text parts."""
    submission = Submission(texts=(text, text), uploads=(b"\1" * 16, b"\2" * 16))
    written = client.get("encode-submission", texts=submission.texts, uploads=submission.uploads)
    assert written == encode_submission(submission)
