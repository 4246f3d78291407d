"""A bundle on its way in: its small files in memory, the files of handovers on the disk, until it is applied.

They lie in the folder of unfinished uploads under random names, locked as long
as they are needed, so that a sweep leaves them alone. What a crash leaves there
is removed by the next sweep, like an upload that nobody submitted.
Memory is one piece, whatever the size.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from crypto.bundle import File
from crypto.bundle_contents import ATTACHMENTS
from crypto.outbound_attachments import attachment_start_size
from server.refusals import Refusal
from server.room import TEXTS, Room

MAX_SMALL = 8 * 1024 * 1024
"""A batch, a head, an event pack of sixteen slots and eight period keys are below 1.2 MiB."""
MOST_SLOTS = 16
_START = attachment_start_size(MOST_SLOTS)
_NAME_SIZE = 16


class ArrivingBundle:
    """The files of one bundle; leaving the block removes what lies in the folder."""

    def __init__(self, folder: Path, room: Room) -> None:
        self._folder = folder
        self._room = room
        self._held = 0
        self._open = ExitStack()
        self.contents: dict[str, bytes] = {}
        """Whole files by name; of the file of a handover its first bytes."""
        self.paths: dict[str, Path] = {}
        """Where the files of handovers lie, by name."""

    def __enter__(self) -> "ArrivingBundle":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for path in self.paths.values():
            path.unlink(missing_ok=True)
        self._open.close()

    def receive(self, files: Iterable[tuple[File, Iterator[bytes]]]) -> None:
        """Take every file; raises what reading them raises, and `Refusal` for what is too large or finds no room."""
        for file, pieces in files:
            if file.name.startswith(ATTACHMENTS):
                self._write(file.name, pieces)
            else:
                self._hold(file, pieces)

    def _hold(self, file: File, pieces: Iterator[bytes]) -> None:
        self._held += file.size
        if self._held > MAX_SMALL:
            raise Refusal("too-large", "This is larger than any bundle; nothing was stored.")
        self.contents[file.name] = b"".join(pieces)

    def _write(self, name: str, pieces: Iterator[bytes]) -> None:
        path = self.paths[name] = self._folder / os.urandom(_NAME_SIZE).hex()
        start = b""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        file = self._open.enter_context(os.fdopen(descriptor, "wb"))
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for piece in pieces:
            # The floor of texts: no flood of reporters' files keeps a confidant's answers from leaving.
            self._room.require_disk(TEXTS)
            start += piece[: _START - len(start)]
            file.write(piece)
        file.flush()
        os.fsync(descriptor)
        self.contents[name] = start
