"""Room: how much may come in a day and in all, for texts and attachments apart.

Attachments stop at a higher floor of free disk than texts, so that no flood of
files keeps a written report out. An eighth of the room for texts is kept for
those that come by form: a flood of the interface leaves it to reporters whose
browser runs no script. Uploads count by what was received, not by
what was announced: announcing costs nothing and must not take anybody's room.
"""

import os

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from server.models import uploads, usage
from server.refusals import FULL_MESSAGE, Refusal
from server.settings import Home

TEXTS = "texts"
ATTACHMENTS = "attachments"
FORM_SHARE = 8
"""One part in so many of the room for texts is the form's, where there are pages with a form."""
MAX_PENDING_UPLOADS = 20_000
"""Rows of uploads that were announced and never sent are small, and this many are enough."""

# Statements of the way that every report takes are made once: making them costs more than running them.
_SIZE = func.coalesce(func.sum(usage.c.size), 0)
_USED = select(
    func.coalesce(func.sum(usage.c.size).filter(usage.c.day == bindparam("on")), 0), _SIZE
).where(usage.c.kind == bindparam("of"))
_ADD_TO_ROW = (
    update(usage)
    .where(usage.c.kind == bindparam("of"), usage.c.day == bindparam("on"))
    .where(usage.c.period == bindparam("sealed_for"))
    .values(size=usage.c.size + bindparam("more"))
)


class Room:
    """Knows the limits of a home, and refuses with `full` what would pass them.

    What comes by form has a room of its own kind: it may use all of what others must share.
    """

    def __init__(self, home: Home, *, by_form: bool = False) -> None:
        self._home = home
        settings = home.settings
        self._per_day = {TEXTS: settings.texts_per_day, ATTACHMENTS: settings.attachments_per_day}
        self._in_all = {TEXTS: settings.texts_in_all, ATTACHMENTS: settings.attachments_in_all}
        if home.site is not None and not by_form:
            for limits in (self._per_day, self._in_all):
                limits[TEXTS] -= limits[TEXTS] // FORM_SHARE
        self._floor = {
            TEXTS: settings.texts_disk_floor,
            ATTACHMENTS: settings.attachments_disk_floor,
        }

    def require_disk(self, kind: str) -> None:
        """Refuse when the disk has less free than this kind leaves to others."""
        disk = os.statvfs(self._home.path)
        if disk.f_bavail * disk.f_frsize < self._floor[kind]:
            raise Refusal("full", FULL_MESSAGE)

    def require_upload(self, connection: Connection, *, day: int, size: int) -> None:
        """Refuse an upload of `size` bytes that would pass the limits of attachments."""
        pending = connection.scalar(select(func.count()).select_from(uploads)) or 0
        if pending >= MAX_PENDING_UPLOADS:
            raise Refusal("full", FULL_MESSAGE)
        received = select(func.coalesce(func.sum(uploads.c.received), 0))
        waiting = connection.scalar(received) or 0
        waiting_today = connection.scalar(received.where(uploads.c.day == day)) or 0
        today, in_all = _used(connection, ATTACHMENTS, day)
        self._require(
            ATTACHMENTS,
            today=today + waiting_today + size,
            in_all=in_all + waiting + size,
        )

    def require(self, connection: Connection, kind: str, *, day: int, size: int) -> None:
        """Refuse what `take` would refuse now."""
        today, in_all = _used(connection, kind, day)
        self._require(kind, today=today + size, in_all=in_all + size)

    def take(self, connection: Connection, kind: str, *, day: int, period: int, size: int) -> None:
        """Count `size` more bytes, or refuse if they pass the limits; inside the write transaction."""
        self.require(connection, kind, day=day, size=size)
        place = {"of": kind, "on": day, "sealed_for": period, "more": size}
        if not connection.execute(_ADD_TO_ROW, place).rowcount:
            row = {"kind": kind, "day": day, "period": period, "size": size}
            connection.execute(insert(usage).values(row))

    def _require(self, kind: str, *, today: int, in_all: int) -> None:
        if today > self._per_day[kind] or in_all > self._in_all[kind]:
            raise Refusal("full", FULL_MESSAGE)


def used(connection: Connection, kind: str) -> int:
    """Return the bytes in use of a kind."""
    return int(connection.scalar(select(_SIZE).where(usage.c.kind == kind)) or 0)


def give_back(connection: Connection, *, before: int) -> None:
    """Forget the bytes of the periods before `before`, which are gone."""
    connection.execute(delete(usage).where(usage.c.period < before))


def _used(connection: Connection, kind: str, day: int) -> tuple[int, int]:
    """Return the bytes in use of a kind: of one day, and in all."""
    today, in_all = connection.execute(_USED, {"on": day, "of": kind}).one()
    return int(today), int(in_all)
