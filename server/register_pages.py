"""The register of staff acts as the portal shows it: in pages, newest first, verified whole each time."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from journalist_ui.portal.desk import RegisteredAct, RegisterPage
from server.audit import newest_hash, read_entries
from server.audit_check import BrokenRegister, verify
from server.database import Database
from server.models import audit_entries
from server.refusals import Refusal

ON_A_PAGE = 50


class RegisterDesk:
    """Reads the register."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, number: int) -> RegisterPage:
        """Return a page, the newest being number 1, or refuse with `unknown`; all is of one state of the database."""
        with self._database.reading() as connection:
            entries = connection.scalar(select(func.count()).select_from(audit_entries)) or 0
            pages = max(1, -(-entries // ON_A_PAGE))
            if not 1 <= number <= pages:
                raise Refusal("unknown", "The register has no such page.")
            return RegisterPage(
                number=number,
                pages=pages,
                entries=entries,
                acts=list(_acts(connection, number)),
                newest=newest_hash(connection),
                holds=_holds(connection),
            )


def _acts(connection: Connection, number: int) -> Iterator[RegisteredAct]:
    query = select(audit_entries).order_by(audit_entries.c.sequence.desc())
    for row in connection.execute(query.limit(ON_A_PAGE).offset((number - 1) * ON_A_PAGE)):
        yield RegisteredAct(row.sequence, row.day, row.who, row.act, row.about, row.number)


def _holds(connection: Connection) -> bool:
    try:
        verify(read_entries(connection), newest=newest_hash(connection))
    except BrokenRegister:
        return False
    return True
