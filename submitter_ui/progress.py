"""How far a long request has come: a bar on standard error where that is a terminal, and nothing anywhere else.

A pipe, a file or a script never sees a part of it.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from submitter_ui.device import Device

Told = Callable[[int, int], object]
"""To be told how many bytes are done, and of how many."""
Meter = Callable[[], AbstractContextManager[Told]]


def meter_on(device: Device, what: str) -> Meter:
    """Return what shows the progress of `what` on this device."""
    return (lambda: _bar(what)) if device.shows_progress else unseen


@contextmanager
def unseen() -> Iterator[Told]:
    """Give what shows nothing."""
    yield lambda _done, _total: None


@contextmanager
def _bar(what: str) -> Iterator[Told]:
    # Only where it is seen: loading this takes longer than all the rest of a short command.
    from rich import console, progress  # noqa: PLC0415

    columns = (
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.DownloadColumn(),
        progress.TransferSpeedColumn(),
        progress.TimeRemainingColumn(),
    )
    seen = progress.Progress(*columns, console=console.Console(stderr=True), transient=True)
    with seen:
        task = seen.add_task(what, total=None)
        yield lambda done, total: seen.update(task, completed=done, total=total)
