"""Where tests put vaults: in memory where there is such a disk, because a vault asks the disk at every step.

What makes data durable has tests of its own; here thousands of steps would wait for fsync.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder that is removed afterwards, in the normal place if there is no disk in memory."""
    memory = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK) else None
    with tempfile.TemporaryDirectory(prefix="sluis-", dir=memory) as folder:
        yield Path(folder)
