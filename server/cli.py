"""`sluis-server`: the administrator's command line.

Every refusal is one sentence on standard error and exit status 1; a wrong use
is 2. Secrets are shown once, where they are made, and nowhere else.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from crypto.errors import ProtocolError
from server.accounts import WrongAccount
from server.audit_check import BrokenRegister
from server.backup_file import InTheWay
from server.command_audit import audit
from server.command_backup import IncompleteBackup, backup
from server.command_health import doctor, mail, stats
from server.command_keyring import keyring
from server.command_service import init, migrate, serve, state, sweep
from server.command_staff import staff
from server.database import DAMAGED, DamagedDatabase, WrongSchema, is_damage
from server.doubt import ClockInDoubt
from server.mail import MailTrouble
from server.refusals import Refusal, is_outage, refusal_of
from server.schema import Interrupted
from server.serve import CannotServe
from server.settings import WrongHome
from server.traces import Hindered

_REFUSALS = (
    BrokenRegister,
    ClockInDoubt,
    DamagedDatabase,
    Hindered,
    InTheWay,
    IncompleteBackup,
    Interrupted,
    MailTrouble,
    ProtocolError,
    WrongHome,
    WrongSchema,
    WrongAccount,
    CannotServe,
    Refusal,
)
_CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY)


class Commands(click.Group):
    """A group whose commands refuse with one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it refuses becomes a sentence and exit status 1."""
        try:
            return super().invoke(ctx)
        except _REFUSALS as error:
            raise click.ClickException(sentence(str(error))) from error
        except BrokenPipeError:
            # Whoever read along has seen enough; click ends quietly.
            raise
        except (OSError, DBAPIError) as error:
            raise click.ClickException(sentence(machine_trouble(error))) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sluis")
def main() -> None:
    """Run a server that keeps sealed reports and cannot open them."""
    os.umask(0o077)


for command in (
    init,
    migrate,
    keyring,
    staff,
    serve,
    sweep,
    state,
    stats,
    audit,
    backup,
    doctor,
    mail,
):
    main.add_command(command)


def machine_trouble(error: OSError | DBAPIError) -> str:
    """Return what an error of the machine amounts to, without anybody's data."""
    if is_damage(error):
        return DAMAGED
    found = _database_trouble(error) if isinstance(error, DBAPIError) else _disk_trouble(error)
    return found or f"the machine refused ({type(error).__name__}); nothing was changed"


def _disk_trouble(error: OSError) -> str:
    refusal = refusal_of(error)
    if refusal is not None and not is_outage(error):
        return refusal.message
    return f"{Path(str(error.filename)).name}: {error.strerror}" if error.filename else ""


def _database_trouble(error: DBAPIError) -> str:
    if _is_closed(error):
        return "the database cannot be opened; check that this user may read and write its folder"
    if is_outage(error):
        return "the database does not answer; check that it runs, and what the settings call it"
    refusal = refusal_of(error)
    return refusal.message if refusal else ""


def _is_closed(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _CLOSED


def sentence(message: str) -> str:
    """Return a message as a sentence."""
    return message[:1].upper() + message[1:] + ("" if message.endswith(".") else ".")
