"""A bucket that speaks as S3 does, through obstore: put whole, read in ranges, listed and dropped by prefix.

A put is atomic and durable when it returns. What goes wrong is one of three:
the store is full (`StoreFull`), does not answer or does not let us in
(`StoreGone`), or does not have the object (`FileNotFoundError`).

The store notes the second in which an object came; that cannot be set
(docs/threat-model.md).
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from server.objects import StoreFull, StoreGone
from server.settings import Home

if TYPE_CHECKING:
    from obstore.store import S3Config

PART = 5 * 1024 * 1024
"""S3 takes no smaller part of a large object."""
RANGE = 1 << 20
"""So much is asked for at once: slow readers hold no connection to the store."""
_CONNECT_SECONDS, _REQUEST_SECONDS, _RETRY_SECONDS = 5, 60, 15
_FULL = re.compile(
    r"status code: 507\b|<Code>(QuotaExceeded|[A-Za-z]*StorageFull|EntityTooLarge)</Code>"
)
"""How obstore writes a status, and how a store writes its code."""


class Bucket:
    """Objects by name, below the prefix that the settings give."""

    def __init__(self, home: Home) -> None:
        place = home.bucket
        plain = place.endpoint.startswith("http://")
        self._store = S3Store(
            place.name,
            prefix=place.prefix or None,
            config=_config(home),
            client_options={
                "allow_http": plain,
                "connect_timeout": timedelta(seconds=_CONNECT_SECONDS),
                "timeout": timedelta(seconds=_REQUEST_SECONDS),
            },
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=_RETRY_SECONDS)},
        )

    def put(self, name: str, content: bytes) -> None:
        """Store a small object whole."""
        with _said_in_our_words():
            obstore.put(self._store, name, content, use_multipart=False)

    def put_pieces(self, name: str, pieces: Iterable[bytes]) -> None:
        """Store an object of any size; it is there when all of it is, or not at all."""
        # Not handed over as an iterator: the pieces may come from this store, which cannot be asked inside a put.
        with _said_in_our_words():
            writer = obstore.open_writer(self._store, name, buffer_size=PART, max_concurrency=1)
        for piece in pieces:
            with _said_in_our_words():
                writer.write(piece)
        with _said_in_our_words():
            writer.close()

    def put_file(self, name: str, path: Path) -> None:
        """Store a file."""
        with _said_in_our_words():
            obstore.put(self._store, name, path, chunk_size=PART, max_concurrency=1)

    def read(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of an object."""
        with _said_in_our_words():
            file = obstore.open_reader(self._store, name, buffer_size=RANGE)
        while True:
            with _said_in_our_words():
                piece = file.read(RANGE)
            if not piece:
                return
            yield bytes(piece)

    def read_start(self, name: str, size: int) -> bytes:
        """Return the first bytes of an object, at most `size`."""
        with _said_in_our_words():
            return bytes(obstore.get_range(self._store, name, start=0, end=size))

    def folders(self, prefix: str) -> list[str]:
        """Return the names of the folders right below a prefix."""
        with _said_in_our_words():
            found = obstore.list_with_delimiter(self._store, prefix)["common_prefixes"]
        return sorted(path.rstrip("/").rpartition("/")[2] for path in found)

    def drop(self, prefix: str) -> int:
        """Remove everything below a prefix; return how many objects went."""
        gone = 0
        with _said_in_our_words():
            for found in obstore.list(self._store, prefix, chunk_size=1000):
                names = [meta["path"] for meta in found]
                obstore.delete(self._store, names)
                gone += len(names)
        return gone

    def remove(self, names: list[str]) -> None:
        """Remove objects that nothing was acknowledged with."""
        if names:
            with _said_in_our_words():
                obstore.delete(self._store, names)


def _config(home: Home) -> "S3Config":
    """Return what is set; where no key is, obstore asks the machine for a role, or the environment."""
    config: S3Config = {}
    if home.bucket.region:
        config["region"] = home.bucket.region
    if home.bucket.endpoint:
        config["endpoint"] = home.bucket.endpoint
    if key_id := home.text_secret("objects-key-id"):
        config["access_key_id"] = key_id
        config["secret_access_key"] = home.text_secret("objects-key")
    return config


@contextmanager
def _said_in_our_words() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # this machine's own disk; the store's writer and reader raise one without a number
        # Only the answer's kind is looked at: the message has names, ports and times in it, which may be any number.
        if _FULL.search(str(error)):
            raise StoreFull from error
        raise StoreGone from error
