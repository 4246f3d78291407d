"""The doctor at the machine: rights, disk, folders, clock."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import func, select

from crypto.head import parse_head_frame
from server.audit import last_day_of
from server.doubt import doubt_about
from server.findings import Finding, Patient, fine, see_to
from server.models import heads
from server.objects import Lost, StoreGone
from server.settings import FOLDERS, SECRETS
from server.stores import open_stores
from server.words import dated, sized

_PROBE = b"x" * 4096


def check_permissions(patient: Patient) -> Iterator[Finding]:
    """Nobody else may look in, and the secrets are there."""
    home = patient.home.path
    wrong = [str(path) for path in _private_paths(home) if path.exists() and _is_open(path)]
    if wrong:
        do = f"chmod go-rwx {' '.join(wrong)}"
        yield see_to("permissions", "others on this machine can look in", do)
    elif home.stat().st_uid != os.geteuid():
        do = "run this as the user to whom the home belongs"
        yield see_to("permissions", "the home belongs to another user", do)
    else:
        yield fine("permissions", "only this user can look in")
    missing = [name for name in SECRETS if not (home / "secrets" / name).is_file()]
    if missing:
        do = "put the files back from a backup that has them; new ones end every sign-in"
        yield see_to("secrets", f"missing: {', '.join(missing)}", do)
    else:
        yield fine("secrets", "are there")


def check_disk(patient: Patient) -> Iterator[Finding]:
    """There is room above the floors at which texts and attachments are refused."""
    settings = patient.home.settings
    disk = os.statvfs(patient.home.path)
    free, do = disk.f_bavail * disk.f_frsize, "make room, or give the home a larger disk"
    if free < settings.texts_disk_floor:
        yield see_to("disk", f"{sized(free)} are free: every report is refused", do)
    elif free < settings.attachments_disk_floor:
        yield see_to("disk", f"{sized(free)} are free: attachments are refused", do)
    elif free < 2 * settings.attachments_disk_floor:
        yield see_to("disk", f"only {sized(free)} are free", do)
    else:
        yield fine("disk", f"{sized(free)} are free")


def check_store(patient: Patient) -> Iterator[Finding]:
    """Every folder takes a file and keeps it."""
    for name in FOLDERS:
        if name == "secrets":
            continue
        probe = patient.home.path / name / f"doctor-{os.getpid()}"
        try:
            _write_and_read(probe)
        except OSError as error:
            do = "look at the disk and at the rights of this user"
            yield see_to("store", f"{name}/ takes no file: {error.strerror}", do)
            return
    try:
        _look_for_nothing(patient)
    except StoreGone:
        do = "look at objects, its endpoint and its keys, and whether the store runs"
        yield see_to("store", "where attachments lie does not answer, or does not let us in", do)
        return
    yield fine("store", "every folder takes a file, and attachments can be read")


def check_clock(patient: Patient) -> Iterator[Finding]:
    """Look whether this machine's day is before what was signed or swept already."""
    today, do = patient.clock.today(), "set this machine's clock, and let it follow a time server"
    with patient.database.reading() as connection:
        newest = select(heads.c.frame).order_by(heads.c.day.desc()).limit(1)
        frame = connection.scalar(newest)
        swept = last_day_of(connection, "swept") or 0
        doubt = doubt_about(connection, today)
        arrived = connection.scalar(select(func.max(heads.c.arrived))) or 0
    signed = 0 if frame is None else parse_head_frame(frame).day
    if max(swept, arrived) > today:
        said = f"this machine says {dated(today)}, and has been at {dated(max(swept, arrived))}"
        yield see_to("clock", said, do)
    elif signed > today + 1:
        said = f"this machine says {dated(today)}, a workstation signed on {dated(signed)}"
        yield see_to("clock", said, do)
    elif doubt is not None:
        said = f"this machine says {dated(today)}, and {doubt}"
        yield see_to("clock", said, f"{do}; if it is right, confirm it with sweep --day")
    else:
        yield fine("clock", f"says {dated(today)}, and nothing here speaks against it")


def _look_for_nothing(patient: Patient) -> None:
    """Ask the store for an object that nobody has."""
    objects = open_stores(patient.home, patient.database).objects
    with suppress(Lost):
        next(objects.read(os.urandom(16), period=0, day=0), b"")


def _private_paths(home: Path) -> Iterator[Path]:
    yield home
    yield from (home / "secrets").iterdir()


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o077)


def _write_and_read(probe: Path) -> None:
    descriptor = os.open(probe, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, _PROBE)
        os.fsync(descriptor)
        if os.pread(descriptor, len(_PROBE), 0) != _PROBE:
            raise OSError(5, "what was written is not there")
    finally:
        os.close(descriptor)
        probe.unlink()
