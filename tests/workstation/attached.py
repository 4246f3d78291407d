"""Reports with a file, as a reporter and a hostile server would post them, for tests."""

import hashlib
from pathlib import Path

from workstation.letters import Letters
from world import Desk, World

from crypto.messages import Attachment
from crypto.padding import pad
from crypto.randomness import random_bytes
from crypto.sizes import padded_attachment_size

CONTENT = b"the content of a file " * 10_000


def described(content: bytes, *, name: str = "../../brief.txt", **changes: object) -> Attachment:
    """Return the description of a file as a message names it."""
    fields: dict[str, object] = {
        "id": random_bytes(16).hex(),
        "name": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "type": "text/plain",
    }
    return Attachment(**(fields | changes))  # type: ignore[arg-type]


def stored(letters: Letters, content: bytes, members: tuple[int, ...] = (0, 1, 2)) -> bytes:
    """Return a file as the server stores it."""
    padded = pad(content, size=padded_attachment_size(len(content)))
    return letters.seal_stored(padded, members)


def send(letters: Letters, file: Attachment, sealed: bytes | None) -> None:
    """Post a report that names a file, with the file at the server or without."""
    uploads = {bytes.fromhex(file.id): sealed} if sealed is not None else {}
    letters.post(letters.report(attachments=[file]), attachments=uploads)


def damage(sealed: bytes, place: int) -> bytes:
    """Return stored bytes with one flipped bit."""
    changed = bytearray(sealed)
    changed[place] ^= 1
    return bytes(changed)


def post_damaged(letters: Letters, sealed: bytes, place: int) -> bytes:
    """Post a report whose file has one flipped bit; return the id of the upload."""
    file = described(CONTENT)
    send(letters, file, damage(sealed, place))
    return bytes.fromhex(file.id)


def replace_stored(world: World, upload: bytes, sealed: bytes) -> None:
    """Let the server hold other bytes under the name of an upload."""
    for held in world.server.submissions.values():
        if upload in held.attachments:
            held.attachments[upload] = sealed


def save(desk: Desk, case: str, folder: Path, number: int = 1) -> Path:
    """Save an attachment."""
    return desk.workstation.save_attachment(case, number=number, folder=folder, day=desk.world.day)


def here(desk: Desk, case: str) -> list[bool]:
    """Return which attachments of the first message are here."""
    shown = desk.workstation.show(case, day=desk.world.day)
    return [attached["here"] for attached in shown["messages"][0]["attachments"]]
