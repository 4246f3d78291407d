"""Published files that somebody downloaded and carried here: the same bytes, and no network.

Each is read only when it is needed, and one of another kind is refused by the
option that named it. What a file says is judged in `submitter_ui.trusted`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from crypto.drop import MAX_DROP, parse_drop
from crypto.drop_buckets import parse_bucket, parse_lists
from crypto.errors import Malformed
from crypto.today import MAX_TODAY, parse_today
from submitter_ui.files import name_of, read_file
from submitter_ui.refusals import Refusal

_Parsed = TypeVar("_Parsed")


@dataclass(frozen=True, slots=True)
class Carried:
    """What was downloaded, by the names of the files; `drop`, `lists` and `bucket` only where they are needed."""

    today: Path
    drop: Path | None = None
    lists: Path | None = None
    bucket: Path | None = None

    def fetch_today(self) -> bytes:
        """Return the bytes of `today`, or raise `Refusal`."""
        return _read(self.today, parse_today, limit=MAX_TODAY, option="--today", at="/api/today")[0]

    def fetch_drop(self) -> bytes:
        """Return the bytes of the whole drop, or raise `Refusal`."""
        if self.drop is None:
            raise Refusal("drop_needed")
        return _read(self.drop, parse_drop, limit=MAX_DROP, option="--drop", at="/api/drop")[0]

    def fetch_lists(self) -> bytes:
        """Return the bytes of the common lists, or raise `Refusal`."""
        if self.lists is None:
            # Refused with the bucket, which is asked for next: only then is it known which one to download.
            return b""
        at = "/api/drop/lists"
        return _read(self.lists, parse_lists, limit=MAX_DROP, option="--lists", at=at)[0]

    def fetch_bucket(self, *, bits: int, number: int) -> bytes:
        """Return the bytes of one bucket, or raise `Refusal`, also if the lists are missing."""
        if self.lists is None or self.bucket is None:
            raise Refusal("bucket_needed", bits=bits, number=number)
        at = f"/api/drop/{bits}/{number}"
        raw, bucket = _read(self.bucket, parse_bucket, limit=MAX_DROP, option="--bucket", at=at)
        if (bucket.bits, bucket.number) != (bits, number):
            raise _wrong_file(self.bucket, option="--bucket", at=at)
        return raw


def _read(
    path: Path, parse: Callable[[bytes], _Parsed], *, limit: int, option: str, at: str
) -> tuple[bytes, _Parsed]:
    raw = read_file(path, limit=limit)
    try:
        return raw, parse(raw)
    except Malformed as error:
        raise _wrong_file(path, option=option, at=at) from error


def _wrong_file(path: Path, *, option: str, at: str) -> Refusal:
    return Refusal("wrong_file", file=name_of(path), option=option, address=at)
