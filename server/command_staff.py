"""`sluis-server staff`: accounts of confidants, recipients and administrators; every act goes into the register."""

from collections.abc import Callable
from pathlib import Path

import click
from sqlalchemy import Connection

from server.accounts import (
    MAX_SLOT,
    ROLES,
    Credentials,
    add_account,
    disable_account,
    enable_account,
    list_accounts,
    remove_account,
    reset_account,
)
from server.audit import CONSOLE, Act, record
from server.command_options import as_json, echo_json, home_option, open_server
from server.printed_codes import make_codes


@click.group()
def staff() -> None:
    """Make, list, close and end accounts of the portal."""


@staff.command()
@home_option
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--slot", type=click.IntRange(0, MAX_SLOT), help="A confidant's slot.")
@as_json
def add(home_path: Path, name: str, role: str, slot: int | None, as_json: bool) -> None:
    """Make an account and print its password and second factor, once."""
    server = open_server(home_path)
    key, day = server.home.secret("totp"), server.clock.today()
    with server.database.writing() as connection:
        made = add_account(connection, name=name, role=role, slot=slot, totp_key=key)
        record(connection, "account-added", day=day, who=CONSOLE, about=name)
    _hand_over(made, as_json=as_json)


@staff.command("list")
@home_option
@as_json
def list_(home_path: Path, as_json: bool) -> None:
    """List the accounts."""
    server = open_server(home_path)
    with server.database.reading() as connection:
        rows = [dict(row._mapping) for row in list_accounts(connection)]
    if as_json:
        echo_json(rows)
        return
    for row in rows:
        slot = "" if row["slot"] is None else f"slot {row['slot']}"
        closed = "disabled" if row["disabled"] else ""
        click.echo(f"{row['name']:<24} {row['role']:<14} {slot:<8} {closed}".rstrip())


@staff.command()
@home_option
@click.argument("name")
@as_json
def reset(home_path: Path, name: str, as_json: bool) -> None:
    """Give an account a new password and second factor; the old ones and its printed codes end."""
    server = open_server(home_path)
    key, day = server.home.secret("totp"), server.clock.today()
    with server.database.writing() as connection:
        made = reset_account(connection, name, totp_key=key)
        record(connection, "account-reset", day=day, who=CONSOLE, about=name)
    _hand_over(made, as_json=as_json)


@staff.command()
@home_option
@click.argument("name")
def disable(home_path: Path, name: str) -> None:
    """Close an account for a while and end whatever it is signed in with."""
    _change(home_path, name, disable_account, act="account-disabled")
    click.echo(f"{name} cannot sign in until somebody enables the account.")


@staff.command()
@home_option
@click.argument("name")
def enable(home_path: Path, name: str) -> None:
    """Open an account again that was disabled."""
    _change(home_path, name, enable_account, act="account-enabled")
    click.echo(f"{name} can sign in again.")


@staff.command()
@home_option
@click.argument("name")
@as_json
def codes(home_path: Path, name: str, as_json: bool) -> None:
    """Make printed codes for when the phone is not at hand; older ones end."""
    server = open_server(home_path)
    key, day = server.home.secret("totp"), server.clock.today()
    with server.database.writing() as connection:
        made = make_codes(connection, name, key=key)
        record(connection, "codes-made", day=day, who=CONSOLE, about=name, number=len(made))
    if as_json:
        echo_json({"name": name, "codes": made})
        return
    click.echo(f"Codes of {name}; each takes the place of the phone's six digits once:\n")
    for number, code in enumerate(made, 1):
        click.echo(f"{number:>4}  {code}")
    click.echo(
        "\nPrint them and hand them over in person; they are not shown again,"
        " and codes from before no longer work.",
        err=True,
    )


@staff.command()
@home_option
@click.argument("name")
def remove(home_path: Path, name: str) -> None:
    """End an account and whatever it is signed in with."""
    _change(home_path, name, remove_account, act="account-removed")
    click.echo(f"{name} can no longer sign in.")


def _change(
    home_path: Path, name: str, change: Callable[[Connection, str], None], *, act: Act
) -> None:
    """Change an account and write the act down, both or neither."""
    server = open_server(home_path)
    with server.database.writing() as connection:
        change(connection, name)
        record(connection, act, day=server.clock.today(), who=CONSOLE, about=name)


def _hand_over(made: Credentials, *, as_json: bool) -> None:
    if as_json:
        values = {"name": made.name, "password": made.password, "totp_secret": made.totp_secret}
        echo_json(values)
        return
    click.echo(f"Name:          {made.name}")
    click.echo(f"Password:      {made.password}")
    click.echo(f"Second factor: {made.totp_secret}")
    click.echo("Hand these over in person; they are not shown again.", err=True)
