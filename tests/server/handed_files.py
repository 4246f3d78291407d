"""Bundles with files of handovers, and what became of them on a server, for tests."""

from typing import Any

from handed import sealed
from sqlalchemy import select

from journalist_ui.portal.desk import Account
from server.models import handover_attachments, heads
from tests.server.sent import pack
from tests.server.service import Server

ANNA = Account(b"a" * 16, "confidant", 0)
ONE, TWO = b"\1" * 16, b"\2" * 16
FILE = sealed(b"made anew")
OTHER = sealed(b"made anew as well" * 5_000)


def bundle(server: Server, *, slot: int = 0, **files: bytes) -> bytes:
    """Return a slot's next bundle with two files of handovers, or with those given."""
    named = (
        {ONE: FILE, TWO: OTHER}
        if not files
        else {bytes([len(n)]) * 16: f for n, f in files.items()}
    )
    return pack(*server.tiny.bundle(slot, day=server.clock.day, attachments=named))


def stored(server: Server) -> list[Any]:
    """Return the rows of what is stored."""
    with server.database.reading() as connection:
        return list(connection.execute(select(handover_attachments)))


def heads_of(server: Server) -> int:
    """Return how many bundles were applied."""
    with server.database.reading() as connection:
        return len(connection.execute(select(heads)).all())


def given(server: Server, name: str = "rijks", query: str = "") -> dict[str, bytes]:
    """Return the attachments in an account's bundle."""
    files = server.get(name, query)[1]
    return {file: content for file, content in files.items() if file.startswith("attachments/")}


def in_folders(server: Server) -> tuple[int, int]:
    """Return how many files lie among the unfinished uploads, and how many are objects."""
    return len(server.incoming()), len(server.objects())
