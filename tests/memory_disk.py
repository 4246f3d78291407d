"""Where tests put vaults and servers: in memory where there is such a disk, because these ask the disk at every step.

What makes data durable has tests of its own; here thousands of steps would wait for fsync.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 6 << 30
"""Bytes that must be free there: a server refuses attachments below two GiB, and two processes test at once."""


def prefer_memory() -> None:
    """Let temporary folders of this process and its children lie in memory, unless somebody said where to."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder that is removed afterwards, in the normal place if there is no disk in memory."""
    memory = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK) else None
    with tempfile.TemporaryDirectory(prefix="sluis-", dir=memory) as folder:
        yield Path(folder)
