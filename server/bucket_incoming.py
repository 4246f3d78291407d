"""Uploads that wait in a bucket: every acknowledged run of bytes is an object of its own.

    incoming/DAY/NAME      NAME is random; which pieces belong together only the database knows

A bucket cannot be appended to, and a multipart upload would keep what arrived
from everybody until its end. So each request stores what it brings as pieces of
at most 4 MiB, and one transaction writes them down and moves the offset: only
from where it was, so that of two hosts which were sent the same bytes one is
told of a conflict. A crash before it leaves pieces that nobody knows of, which
go with their day. Many tiny requests do not become many tiny pieces: a short
last one is stored again, with what follows it.

When the report comes, the pieces are read once, hashed, and stored as one
object; where the process ends before the database knows of it, the object goes
with its period.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from server.bucket import Bucket
from server.bucket_objects import object_name
from server.database import Database
from server.incoming import IN_THE_WAY, UNKNOWN, Cut, Readable, read_piece, remove_strays
from server.models import upload_pieces, uploads
from server.objects import PIECE, StoreGone
from server.refusals import Refusal

INCOMING = "incoming"
LARGEST = 4 * 1024 * 1024
"""What our clients send at once; also what a request holds in memory."""
SHORT = 1024 * 1024
"""A last piece below this is stored again with what follows, so there are few pieces however they come."""
NAME_SIZE = 16


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a piece stands in its upload, its bytes, and its name in the bucket."""

    at: int
    size: int
    name: str


class BucketIncoming:
    """Unfinished uploads in a bucket that every host of the service sees."""

    def __init__(self, bucket: Bucket, database: Database, *, spool: Path) -> None:
        self._bucket = bucket
        self._database = database
        self._spool = spool

    @contextmanager
    def exclusive(self, upload_id: bytes) -> Iterator["BucketUpload"]:
        """Yield an upload; that nobody else added to it is known when it is noted."""
        with self._database.reading() as connection:
            day = connection.scalar(select(uploads.c.day).where(uploads.c.id == upload_id))
            pieces = _read_pieces(connection, upload_id)
        upload = BucketUpload(self._bucket, upload_id, f"{INCOMING}/{day}", pieces)
        try:
            yield upload
        finally:
            self._try_to_remove(upload.superfluous())

    def place(self, upload_id: bytes, *, period: int, day: int) -> bytes:
        """Store a finished upload as one object and return its hash."""
        with self._database.reading() as connection:
            pieces = _read_pieces(connection, upload_id)
        digest = hashlib.sha256()
        name = object_name(upload_id, period=period, day=day)
        try:
            self._bucket.put_pieces(name, self._read_all(pieces, digest.update))
        except FileNotFoundError:
            raise Refusal("unknown", UNKNOWN) from None
        return digest.digest()

    def remove(self, upload_id: bytes) -> None:
        """Forget an upload's pieces; what cannot be removed now goes with a sweep."""
        mine = upload_pieces.c.upload_id == upload_id
        with self._database.writing() as connection:
            names = [piece.name for piece in _read_pieces(connection, upload_id)]
            connection.execute(delete(upload_pieces).where(mine))
        self._try_to_remove(names)

    def sweep(self, waiting: Callable[[], set[bytes]], *, kept: range) -> None:
        """Remove the days that no ticket reaches any more, and what bundles left on this host."""
        remove_strays(self._spool, waiting)
        without = upload_pieces.c.upload_id.not_in(select(uploads.c.id))
        with self._database.writing() as connection:
            connection.execute(delete(upload_pieces).where(without))
        for day in self._bucket.folders(f"{INCOMING}/"):
            if day.isdecimal() and int(day) not in kept:
                self._bucket.drop(f"{INCOMING}/{day}/")

    def _read_all(self, pieces: list[Piece], note: Callable[[bytes], None]) -> Iterator[bytes]:
        for piece in pieces:
            for content in self._bucket.read(piece.name):
                note(content)
                yield content

    def _try_to_remove(self, names: list[str]) -> None:
        with suppress(StoreGone):
            self._bucket.remove(names)


@dataclass
class BucketUpload:
    """An upload to which a request adds pieces."""

    bucket: Bucket
    upload_id: bytes
    folder: str
    before: list[Piece]
    added: list[Piece] = field(default_factory=list)
    replaced: list[Piece] = field(default_factory=list)
    is_noted: bool = False

    def append(
        self, body: Readable, *, at: int, limit: int, check: Callable[[], None]
    ) -> tuple[int, bool]:
        """Add a body as `Open` says."""
        if at != sum(piece.size for piece in self.before):
            raise Refusal("conflict", IN_THE_WAY)
        held = self._take_short_end()
        length = at
        try:
            while content := read_piece(body, min(PIECE, LARGEST - len(held))):
                check()
                length += len(content)
                if length > limit:
                    raise Refusal("too-large", "This is more than was announced.")
                held += content
                if len(held) == LARGEST:
                    self._store(held, end=length)
        except Cut:
            self._store(held, end=length)
            return length, False
        self._store(held, end=length)
        return length, True

    def start(self, size: int) -> bytes:
        """Return the first `size` bytes, as far as they are here."""
        found = b""
        for piece in self._kept():
            if len(found) >= size:
                break
            found += self.bucket.read_start(piece.name, min(piece.size, size - len(found)))
        return found

    def make_durable(self, *, day: int) -> None:
        """Do nothing: every piece was durable when the store had taken it."""

    def note(self, connection: Connection) -> None:
        """Write the pieces down."""
        mine = upload_pieces.c.upload_id == self.upload_id
        for piece in self.replaced:
            connection.execute(delete(upload_pieces).where(mine, upload_pieces.c.at == piece.at))
        rows = [
            {"upload_id": self.upload_id, "at": p.at, "size": p.size, "name": p.name}
            for p in self.added
        ]
        if rows:
            connection.execute(insert(upload_pieces), rows)
        self.is_noted = True

    def superfluous(self) -> list[str]:
        """Return what is in the bucket and belongs to no upload."""
        return [piece.name for piece in (self.replaced if self.is_noted else self.added)]

    def _take_short_end(self) -> bytearray:
        """Return the bytes of a last piece that is to be stored again, with what follows it."""
        last = self.before[-1] if self.before else None
        if last is None or last.size >= SHORT:
            return bytearray()
        self.replaced.append(last)
        return bytearray(b"".join(self.bucket.read(last.name)))

    def _store(self, held: bytearray, *, end: int) -> None:
        """Store what is held, which ends at `end`, and hold nothing."""
        if held:
            name = f"{self.folder}/{os.urandom(NAME_SIZE).hex()}"
            self.bucket.put(name, bytes(held))
            self.added.append(Piece(end - len(held), len(held), name))
            held.clear()

    def _kept(self) -> list[Piece]:
        gone = {piece.at for piece in self.replaced}
        return [piece for piece in self.before if piece.at not in gone] + self.added


def _read_pieces(connection: Connection, upload_id: bytes) -> list[Piece]:
    query = select(upload_pieces.c.at, upload_pieces.c.size, upload_pieces.c.name)
    mine = query.where(upload_pieces.c.upload_id == upload_id).order_by(upload_pieces.c.at)
    return [Piece(row.at, row.size, row.name) for row in connection.execute(mine)]
