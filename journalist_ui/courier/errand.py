"""What every command of the courier starts with: a portal, an account, and the way to sign in when that is needed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from journalist_ui.courier.address import check_address
from journalist_ui.courier.errors import CourierError
from journalist_ui.courier.one_time_code import one_time_code
from journalist_ui.courier.portal_api import Credentials, PortalApi
from journalist_ui.courier.session import Account
from submitter_ui.tor.addresses import TOR, TOR_BROWSER, WrongAddress
from submitter_ui.tor.line import Tor, new_visit

FILE_NAME = click.Path(path_type=Path)
_MAX_SECRET = 4096
_OPTIONS = (
    click.option("--portal", required=True, metavar="URL", help="Address of the portal."),
    click.option(
        "--tor",
        is_flag=False,
        flag_value=TOR,
        metavar="[HOST:PORT]",
        help=f"Go through Tor's SOCKS port: {TOR} if none is named, {TOR_BROWSER} for Tor Browser.",
    ),
    click.option("--name", required=True, help="Name of your account."),
    click.option("--password-file", type=FILE_NAME, help="Where the password stands (rehearsals)."),
    click.option(
        "--totp-secret-file", type=FILE_NAME, help="Where the secret stands (rehearsals)."
    ),
    click.option(
        "--session-file", type=FILE_NAME, help="Keep the session here for the next command."
    ),
)
"""In the order in which `--help` names them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the commands take from the machine: the seconds since 1970, and the way to wait."""

    now: Callable[[], float] = time.time
    wait: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Errand:
    """One command at one portal: for whom, and how to sign in when that is needed."""

    portal: PortalApi
    account: Account
    ask: Callable[[], Credentials]
    desk: Desk


def with_errand(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options about portal and account, and let it end in one sentence when it fails."""

    @wraps(command)
    def wrapped(
        *,
        portal: str,
        tor: str | None,
        name: str,
        password_file: Path | None,
        totp_secret_file: Path | None,
        session_file: Path | None,
        **options: Any,
    ) -> None:
        given = click.get_current_context().obj
        desk = given if isinstance(given, Desk) else Desk()

        def ask() -> Credentials:
            return Credentials(
                name, _password(password_file), _code(totp_secret_file, now=desk.now)
            )

        with _one_sentence():
            visit = None if tor is None else _visit_through(tor)
            url = check_address(portal, through_tor=visit is not None)
            account = Account(url, name, session_file)
            command(Errand(PortalApi(url, tor=visit), account, ask, desk), **options)

    decorated: Callable[..., None] = wrapped
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


def _visit_through(tor: str) -> Tor:
    try:
        return new_visit(tor)
    except WrongAddress as error:
        raise CourierError(
            f"--tor takes an address that is near, such as {TOR_BROWSER}."
        ) from error


def _password(file: Path | None) -> str:
    if file is None:
        password: str = click.prompt("Password", hide_input=True, err=True)
        return password
    return _read_secret(file, "--password-file")


def _code(file: Path | None, *, now: Callable[[], float]) -> str:
    if file is None:
        code: str = click.prompt("Code", hide_input=True, err=True)
        return code.replace(" ", "")
    return one_time_code(_read_secret(file, "--totp-secret-file"), seconds=now())


def _read_secret(file: Path, option: str) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_MAX_SECRET).decode("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CourierError(f"The file at {option} cannot be read; check its name.") from error


@contextmanager
def _one_sentence() -> Iterator[None]:
    try:
        yield
    except CourierError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from error
