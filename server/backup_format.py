"""What stands in a backup: an age v1 file around a pax tar, so that age and tar open it where Sluis is not there.

    manifest             this backup's id, day, schema, and whether the secrets are in it
    settings             settings.toml; a password in the database's address is left out
    secrets/NAME         only where they were asked for
    rows/TABLE/NUMBER    rows as JSON lines, bytes in base64, at most a few MiB each
    objects/NUMBER       an attachment; `placed/NUMBER` before it says whose it is
    end                  how many of each, and which objects the disk did not give any more

Reporters' unfinished uploads, sessions and counted attempts are left out: none
was acknowledged as a submission, and staff sign in again.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec

from crypto.schema import encode_struct, parse_struct

FORMAT = 1
SETTINGS, END = "settings", "end"
SECRETS_FOLDER, ROWS_FOLDER, PLACES_FOLDER, OBJECTS_FOLDER = "secrets", "rows", "placed", "objects"
LEFT_OUT = frozenset({"alembic_version", "attempts", "sessions", "upload_pieces", "uploads"})
MAX_SMALL = 16 * 1024 * 1024
"""No member but an object is longer; a row has 65 KiB at most."""
_Id = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]


class Manifest(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="backup", tag_field="kind"
):
    """What a backup is: its random id, the UTC day on which it was made, the migration of its rows."""

    day: int
    format: int
    id: _Id
    schema: str
    secrets: bool


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose bytes come next: an object's id, period, day, and the hash that its row names."""

    day: int
    id: _Id
    period: int
    sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class End(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a whole backup holds: rows by table, objects, and the ids of objects that were lost before."""

    lost: list[_Id]
    objects: int
    rows: dict[str, int]


def encode_part(part: Manifest | Place | End) -> bytes:
    """Return the canonical bytes of a part."""
    return encode_struct(part)


def parse_manifest(raw: bytes) -> Manifest:
    """Return the manifest, or raise `Malformed`."""
    return parse_struct(raw, Manifest, limit=MAX_SMALL, what="the manifest of a backup")


def parse_place(raw: bytes) -> Place:
    """Return the place of an object, or raise `Malformed`."""
    return parse_struct(raw, Place, limit=MAX_SMALL, what="the place of an object")


def parse_end(raw: bytes) -> End:
    """Return the end of a backup, or raise `Malformed`."""
    return parse_struct(raw, End, limit=MAX_SMALL, what="the end of a backup")


def encode_rows(rows: Iterable[dict[str, object]], *, size: int) -> Iterator[bytes]:
    """Yield JSON lines in pieces of about `size` bytes."""
    piece = bytearray()
    for row in rows:
        piece += msgspec.json.encode(row) + b"\n"
        if len(piece) >= size:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)
