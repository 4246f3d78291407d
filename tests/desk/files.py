"""Files of a reporter's for the desk's tests: described, sealed and posted as any, with what names they like."""

import hashlib
import io
import re

from desk.conftest import Visitor
from workstation.letters import Letters
from world import World

from crypto.messages import Attachment
from crypto.opening.identity import Identity
from crypto.padding import pad
from crypto.randomness import random_bytes
from crypto.sizes import padded_attachment_size


def describe(name: str, content: bytes, mime_type: str) -> Attachment:
    """Return a file as a message names it."""
    return Attachment(
        id=random_bytes(16).hex(),
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        type=mime_type,
    )


def post(world: World, text: str, *files: tuple[str, bytes, str]) -> str:
    """Post a report with files (name, content, type) and return the number of its case."""
    letters = Letters(world, random_bytes(32), Identity.generate())
    named = [describe(*file) for file in files]
    sealed = {}
    for attachment, (_name, content, _type) in zip(named, files, strict=True):
        padded = pad(content, size=padded_attachment_size(len(content)))
        sealed[bytes.fromhex(attachment.id)] = letters.seal_stored(padded, (0, 1, 2))
    letters.post(letters.report(text, attachments=named), attachments=sealed)
    return letters.case


def bring_in(visitor: Visitor, world: World) -> None:
    """Read in what the portal has."""
    bundle = io.BytesIO(world.server.inbound(slot=0, since=world.day))
    assert visitor.post("/import", {"bundle": (bundle, "in.bundle")}).status_code == 303


def bring(visitor: Visitor, world: World, *files: tuple[str, bytes, str]) -> str:
    """Bring in a report with files; return the address of its first file."""
    case = post(world, "Zie de bijlagen.", *files)
    bring_in(visitor, world)
    return f"/cases/{case}/attachments/1"


def ticket_of(page: str) -> str:
    """Return the ticket of a page from which something is done."""
    return re.findall(r'name="ticket" value="([^"]+)"', page)[0]
