"""The doctor: looks at everything that a server needs, and says of each what to do.

It changes nothing and sends nothing anywhere but to this server itself and to
the mail server of the settings. A check that fails in a way nobody thought of
is a finding as well, and hinders no other.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from server.clock import Clock
from server.database import DAMAGED, DamagedDatabase, Database, WrongSchema, is_damage
from server.doctor_machine import check_clock, check_disk, check_permissions, check_store
from server.doctor_served import check_served, check_site
from server.doctor_stock import (
    check_backup,
    check_damage,
    check_mail,
    check_register,
    check_state,
    check_sweep,
)
from server.findings import Finding, Patient, fine, see_to
from server.settings import Home, WrongHome, open_home

Check = Callable[[Patient], Iterator[Finding]]

WITHOUT_DATABASE: dict[str, Check] = {
    "permissions": check_permissions,
    "disk": check_disk,
    "store": check_store,
    "site": check_site,
    "served": check_served,
    "mail": check_mail,
    "backup": check_backup,
}
WITH_DATABASE: dict[str, Check] = {
    "clock": check_clock,
    "state": check_state,
    "sweep": check_sweep,
    "damage": check_damage,
    "register": check_register,
}


def examine(
    home_path: Path, clock: Clock, *, without: frozenset[str] = frozenset()
) -> list[Finding]:
    """Return what was found in a home, good and bad."""
    try:
        home = open_home(home_path)
        patient = Patient(home, Database(home.database_url), clock)
    except WrongHome as error:
        return [see_to("settings", str(error), "mend what it names, or restore it from a backup")]
    found = [fine("settings", "can be used")]
    found += _run(WITHOUT_DATABASE, patient, without)
    database = _check_database(home, patient.database)
    found.append(database)
    if database.ok:
        found += _run(WITH_DATABASE, patient, without)
    return found


def _run(checks: dict[str, Check], patient: Patient, without: frozenset[str]) -> Iterator[Finding]:
    for name, check in checks.items():
        if name in without:
            continue
        try:
            yield from check(patient)
        except Exception as error:  # noqa: BLE001 (one that nobody thought of is a finding too)
            said = f"could not be looked at ({type(error).__name__})"
            yield see_to(name, said, "look at the disk, the rights of this user and the database")


def _check_database(home: Home, database: Database) -> Finding:
    restore = "stop the server and restore the newest backup with sluis-restore"
    try:
        database.require_schema()
        database.require_whole()
    except WrongSchema as error:
        return see_to("database", str(error), "run sluis-server migrate, or restore a backup")
    except DamagedDatabase:
        return see_to("database", "is damaged", restore)
    except DBAPIError as error:
        if is_damage(error):
            return see_to("database", DAMAGED, restore)
        where = "the file in the home" if not home.settings.database else "the database server"
        return see_to("database", "cannot be reached", f"look at {where} and at its rights")
    return fine("database", "is whole and at this version")
