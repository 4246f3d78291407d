"""Attachments in a bucket: `objects/PERIOD/DAY/ID`, as in the folder, and gone with their period."""

from collections.abc import Iterator
from pathlib import Path

from server.bucket import Bucket
from server.objects import Lost

OBJECTS = "objects"


class BucketStore:
    """Objects in a bucket that every host of the service sees."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def place(self, incoming: Path, object_id: bytes, *, period: int, day: int) -> None:
        """Store the finished file at `incoming`; it is durable when this returns."""
        self._bucket.put_file(object_name(object_id, period=period, day=day), incoming)

    def read(self, object_id: bytes, *, period: int, day: int) -> Iterator[bytes]:
        """Yield the bytes of an object, or raise `Lost`; a store that does not answer has lost nothing."""
        try:
            yield from self._bucket.read(object_name(object_id, period=period, day=day))
        except FileNotFoundError as error:
            raise Lost from error

    def periods(self) -> list[int]:
        """Return the periods of which anything is here."""
        return sorted(int(p) for p in self._bucket.folders(f"{OBJECTS}/") if p.isdecimal())

    def drop_periods(self, before: int) -> int:
        """Remove every object of the periods before `before`; return how many went."""
        return sum(
            self._bucket.drop(f"{OBJECTS}/{period}/")
            for period in self.periods()
            if period < before
        )


def object_name(object_id: bytes, *, period: int, day: int) -> str:
    """Return the one name of an object in the bucket."""
    return f"{OBJECTS}/{period}/{day}/{object_id.hex()}"
