"""What took long to make, kept for the next build under the SHA-256 of all that it was made of.

For whoever builds often: the demo, the tests, the measurements. A site that will be
served is built without (`python -m submitter_ui.site` keeps nothing unless it is told).
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

UNUSED_SECONDS = 14 * 86_400
"""What no build asked for in two weeks goes."""


class Kept:
    """A folder of results, which any number of builds may use at the same time; without one, all is made anew."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def get(self, made_of: tuple[bytes, ...], make: Callable[[], bytes]) -> bytes:
        """Return what `make` returned when it was last made of this, or make it and keep it."""
        if self._folder is None:
            return make()
        self._folder.mkdir(parents=True, exist_ok=True)
        place = self._folder / digest(*made_of)
        with place.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if place.is_file():
                os.utime(place)
                return place.read_bytes()
            result = make()
            partial = place.with_suffix(".new")
            partial.write_bytes(result)
            partial.rename(place)
        return result

    def sweep(self) -> None:
        """Remove what was not asked for in a long time."""
        if self._folder is None or not self._folder.is_dir():
            return
        oldest = time.time() - UNUSED_SECONDS
        for file in self._folder.iterdir():
            if file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)


def digest(*parts: bytes) -> str:
    """Return the SHA-256 of parts, each with its length, so that no two lists are alike."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()
