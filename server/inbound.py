"""Inbound bundles: what goes to a workstation, streamed in constant memory (docs/protocol.md section 10.2).

A confidant's account gets everything of the days since its last get, to
whomever it is sealed; a recipient's account gets the drop, and of the same days
every file of a handover. Neither gets the other's attachments. The day of a get is
read under the write lock and closes all earlier ones, so nothing of those can still be on its way.

The server cannot know whether the last bytes arrived. So a get on the same day
as the last one gives the same days again, and only a get on a later day moves
on from there; importing twice is harmless.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from crypto.bundle import Inbound, Member, bundle_chunks, encode_inbound
from crypto.bundle_contents import DROP, PERIOD_KEYS, TODAY
from crypto.period import period_of
from journalist_ui.portal.desk import Account, Download
from server.audit import name_of, record
from server.clock import Clock
from server.database import Database
from server.inbound_items import (
    Item,
    RowItems,
    file_item,
    list_attachments,
    list_event_parts,
    list_handover_attachments,
    list_texts,
    whole_item,
)
from server.keyrings import Installed, read_installed
from server.marks import close_days
from server.models import accounts
from server.objects import ObjectStore
from server.publication import Publisher, read_period_keys
from server.settings import Settings
from server.words import dated

TAR_BLOCK = 512


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a bundle, and whether its getting moves the account's cursor."""

    since: int
    through: int
    moves: bool


class InboundDesk:
    """Makes inbound bundles."""

    def __init__(
        self,
        *,
        database: Database,
        objects: ObjectStore,
        publisher: Publisher,
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._database = database
        self._objects = objects
        self._publisher = publisher
        self._attachment_limit = settings.inbound_attachment_limit
        self._clock = clock

    def make(self, account: Account, *, again: int | None, large: bool) -> Download:
        """Return the bundle of an account, of its days or of the last `again` days."""
        self._publisher.publish_if_stale()
        days = self._read_days(account, again)
        limit = None if large else self._attachment_limit
        with self._database.reading() as connection:
            installed = read_installed(connection)
            items = self._common_items(connection, installed, days)
            if account.slot is not None:
                items += self._confidant_items(connection, account.slot, installed, days)
        if account.slot is None:
            items.append(file_item(DROP, self._publisher.drop))
        list_objects = list_handover_attachments if account.slot is None else list_attachments
        attached, left_out = list_objects(
            self._database,
            self._objects,
            since=days.since,
            through=days.through,
            limit=limit,
        )
        items += attached
        manifest = _encode_manifest(items, installed, days)
        pieces = self._stream(account, manifest, items, days)
        return Download(_bundle_size(manifest, items), pieces, left_out, days.through)

    def _read_days(self, account: Account, again: int | None) -> _Days:
        # The write lock makes this the day before which everything is visible, now and later.
        with self._database.writing() as connection:
            through = close_days(connection, self._clock)
            columns = (accounts.c.fetched_since, accounts.c.fetched_through)
            query = select(*columns).where(accounts.c.id == account.id)
            last_since, last_through = connection.execute(query).one()
            since = next_since(last_since, last_through, through)
            wanted = since if again is None else max(0, through - again)
            days = _Days(wanted, through, moves=wanted <= since)
            # Before the first byte: a bundle that somebody cuts off was got all the same.
            _record(connection, account, days)
        return days

    def _common_items(
        self, connection: Connection, installed: Installed, days: _Days
    ) -> list[Item]:
        keys = read_period_keys(connection, installed, first=period_of(days.through))
        return [
            whole_item(TODAY, self._publisher.today.read_bytes()),
            whole_item(PERIOD_KEYS, b"".join(keys)),
        ]

    def _confidant_items(
        self, connection: Connection, slot: int, installed: Installed, days: _Days
    ) -> list[Item]:
        rows = RowItems(self._database)
        since, through = days.since, days.through
        # What comes after midnight, while this is made, belongs to the next bundle.
        events = list_event_parts(
            connection, rows, to_slot=slot, installed=installed, since=since, through=through
        )
        return [*events, *list_texts(connection, rows, since=since, through=through)]

    def _stream(
        self, account: Account, manifest: bytes, items: list[Item], days: _Days
    ) -> Iterator[bytes]:
        members = (Member(item.file.name, item.file.size, item.pieces) for item in items)
        yield from bundle_chunks(manifest, members)
        if days.moves:
            state = {"fetched_since": days.since, "fetched_through": days.through}
            with self._database.writing() as connection:
                mine = accounts.c.id == account.id
                connection.execute(update(accounts).where(mine).values(state))


def _record(connection: Connection, account: Account, days: _Days) -> None:
    record(
        connection,
        "bundle-got",
        day=days.through,
        who=name_of(connection, account.id),
        about=f"from {dated(days.since)}",
        number=days.through - days.since + 1,
    )


def next_since(last_since: int, last_through: int | None, today: int) -> int:
    """Return the first day of an account's next bundle, from the days of its last one."""
    if last_through is None or last_through >= today:
        return last_since
    return last_through


def _encode_manifest(items: list[Item], installed: Installed, days: _Days) -> bytes:
    return encode_inbound(
        Inbound(
            files=[item.file for item in items],
            maker="portal",
            service=installed.keyring.service,
            since=days.since,
            through=days.through,
        )
    )


def _bundle_size(manifest: bytes, items: list[Item]) -> int:
    """Return the bytes of a bundle: a block for each name, each content filled up, two blocks at the end."""
    sizes = [len(manifest), *(item.file.size for item in items)]
    return 2 * TAR_BLOCK + sum(TAR_BLOCK + size + -size % TAR_BLOCK for size in sizes)
