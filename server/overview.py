"""What the desk shows: what waits, what would be lost when, which head is due, when the keyring ends.

Counts and days only. What came on the day of the last get may have been in it
or not: the server cannot know, and counts it apart.
"""

from sqlalchemy import ColumnElement, Connection, Table, func, select

from crypto.period import last_kept_day
from journalist_ui.portal.desk import Account, Due, Expiry, Going, Overview, Stock, Waiting
from server.accounts import ADMINISTRATOR, CONFIDANT
from server.clock import Clock
from server.database import Database
from server.inbound import next_since
from server.models import accounts, attachments, handover_attachments, submissions
from server.printed_codes import count_codes
from server.settings import Home
from server.state import State, list_unfetched, read_state


class OverviewDesk:
    """Reads what an account may see of the state."""

    def __init__(self, home: Home, database: Database, clock: Clock) -> None:
        self._home = home
        self._database = database
        self._clock = clock

    def read(self, account: Account) -> Overview:
        """Return what the desk shows to an account."""
        state = read_state(self._home, self._database, self._clock)
        is_administrator = account.role == ADMINISTRATOR
        with self._database.reading() as connection:
            codes_left = count_codes(connection, account.id)
            if is_administrator:
                waiting, going = None, _going_of_all(connection, state.day)
            else:
                waiting, going = self._read_waiting(connection, account, state.day)
        return Overview(
            day=state.day,
            keyring=_expiry(state),
            heads=[Due(head.slot, head.day, head.next_due, head.overdue) for head in state.heads],
            waiting=waiting,
            going=going,
            codes_left=codes_left,
            stock=_stock(state) if is_administrator else None,
        )

    def _read_waiting(
        self, connection: Connection, account: Account, day: int
    ) -> tuple[Waiting, list[Going]]:
        columns = (accounts.c.fetched_since, accounts.c.fetched_through)
        since, got = connection.execute(select(*columns).where(accounts.c.id == account.id)).one()
        is_confidant = account.role == CONFIDANT
        table = submissions if is_confidant else handover_attachments
        files = attachments if is_confidant else handover_attachments
        limit = self._home.settings.inbound_attachment_limit
        large = (files.c.day >= next_since(since, got, day)) & (files.c.size > limit)
        waiting = Waiting(
            got=got,
            new=_count(connection, table, table.c.day > (-1 if got is None else got)),
            again=0 if got is None else _count(connection, table, table.c.day == got),
            large=_count(connection, files, large),
        )
        return waiting, _going(connection, table, since=got or 0)


def _going(connection: Connection, table: Table, *, since: int) -> list[Going]:
    query = (
        select(table.c.period, func.count())
        .where(table.c.day >= since)
        .group_by(table.c.period)
        .order_by(table.c.period)
    )
    return [Going(last_kept_day(period), number) for period, number in connection.execute(query)]


def _going_of_all(connection: Connection, day: int) -> list[Going]:
    """Return for the administrator what goes within a week, by account."""
    return [
        Going(day + unfetched.days_left, unfetched.submissions, unfetched.account)
        for unfetched in list_unfetched(connection, day=day)
    ]


def _count(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(condition)
    return connection.scalar(query) or 0


def _expiry(state: State) -> Expiry | None:
    return None if state.keyring is None else Expiry(state.keyring.serial, state.keyring.expires)


def _stock(state: State) -> Stock:
    return Stock(
        submissions=state.submissions,
        attachments=state.attachments + state.handover_attachments,
        attachment_bytes=state.attachment_bytes + state.handover_attachment_bytes,
        uploads=state.uploads,
        free_disk=state.free_disk,
        slots_without_account=state.slots_without_account,
    )
