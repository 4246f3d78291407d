"""`sluis-courier`: carry bundles between the portal and the stick, and see nothing of what is in them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import click

from crypto.bundle import Inbound
from journalist_ui.courier.address import check_address
from journalist_ui.courier.bringing import bring_outbound, open_outbound
from journalist_ui.courier.errors import CourierError
from journalist_ui.courier.fetching import fetch_inbound, require_free
from journalist_ui.courier.one_time_code import one_time_code
from journalist_ui.courier.portal_api import Credentials, PortalApi
from journalist_ui.courier.session import Account, forget_session, read_session, work_signed_in

_FILE = click.Path(path_type=Path)
_MAX_SECRET = 4096


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

    @click.option("--portal", required=True, metavar="URL", help="Address of the portal.")
    @click.option("--name", required=True, help="Name of your account.")
    @click.option("--password-file", type=_FILE, help="Where the password stands (rehearsals).")
    @click.option("--totp-secret-file", type=_FILE, help="Where the secret stands (rehearsals).")
    @click.option("--session-file", type=_FILE, help="Keep the session here for the next command.")
    @wraps(command)
    def wrapped(
        *,
        portal: str,
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
            url = check_address(portal)
            account = Account(url, name, session_file)
            command(Errand(PortalApi(url), account, ask, desk), **options)

    return wrapped


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Carry sealed bundles between the portal and the workstation's stick."""


@main.command()
@click.option("--out", type=_FILE, required=True, metavar="FILE", help="Where the bundle goes.")
@click.option(
    "--again",
    type=click.IntRange(1, 366),
    metavar="DAYS",
    help="Get everything of the last DAYS days once more, after a lost stick.",
)
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@with_errand
def get(errand: Errand, *, out: Path, again: int | None, force: bool) -> None:
    """Get an inbound bundle for the workstation."""
    require_free(out, force=force)
    manifest = work_signed_in(
        lambda token: fetch_inbound(errand.portal, token, out=out, again=again, force=force),
        portal=errand.portal,
        account=errand.account,
        ask=errand.ask,
    )
    click.echo(_summary(manifest, out))


@main.command()
@click.argument("bundle", type=_FILE, metavar="FILE")
@with_errand
def bring(errand: Errand, *, bundle: Path) -> None:
    """Bring an outbound bundle from the workstation."""
    file, manifest = open_outbound(bundle)
    with file:
        brought = work_signed_in(
            lambda token: bring_outbound(
                errand.portal, token, file=file, manifest=manifest, wait=errand.desk.wait
            ),
            portal=errand.portal,
            account=errand.account,
            ask=errand.ask,
        )
    place = f"Bundle {brought.sequence} of slot {brought.slot}"
    if brought.already:
        raise CourierError(f"{place} was brought before; nothing was changed.")
    click.echo(f"{place}, of {_date(manifest.day)}, was applied.")


@main.command("sign-out")
@with_errand
def sign_out(errand: Errand) -> None:
    """End the session that --session-file keeps."""
    if errand.account.session_file is None:
        raise CourierError("Say with --session-file which session is to be ended.")
    token = read_session(errand.account)
    if token is None:
        raise CourierError("The session file keeps no session of this account.")
    errand.portal.sign_out(token)
    forget_session(errand.account)
    click.echo("Signed out.")


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


def _summary(manifest: Inbound, out: Path) -> str:
    names = [file.name for file in manifest.files]
    texts = len({name.split("/")[1] for name in names if name.startswith("texts/")})
    attachments = sum(name.startswith("attachments/") for name in names)
    events = sum(name.startswith("events/") for name in names)
    return (
        f"{out.name}: {_date(manifest.since)} to {_date(manifest.through)}, {texts} messages,"
        f" {attachments} attachments, {events} parts of the team's events."
    )


def _date(day: int) -> str:
    try:
        return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
    except OverflowError:
        return f"day {day}"


@contextmanager
def _one_sentence() -> Iterator[None]:
    try:
        yield
    except CourierError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from error
