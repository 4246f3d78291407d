"""A whole service by its commands, under gunicorn, with the site that was built for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from deploy.rehearsal import Rehearsal
from deploy.setting_up import bring_first_bundles


@contextmanager
def running_service(rehearsal: Rehearsal) -> Iterator[Rehearsal]:
    """Serve what was prepared, with every confidant's first word, until the block ends."""
    rehearsal.serve()
    try:
        bring_first_bundles(rehearsal)
        yield rehearsal
    finally:
        rehearsal.stop()


def everything_kept(rehearsal: Rehearsal) -> bytes:
    """Return all that a seizure of the server would find: folder, database, WAL, objects, logs."""
    files = [path for path in rehearsal.home.rglob("*") if path.is_file()]
    files.append(rehearsal.folder / "server.log")
    return b"\n".join(path.name.encode() + b"\n" + path.read_bytes() for path in files)
