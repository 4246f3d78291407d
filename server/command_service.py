"""`sluis-server init, migrate, serve, sweep, state`: the life of a server."""

from datetime import date
from functools import partial
from pathlib import Path

import click

from server.clock import SystemClock
from server.command_options import Opened, as_json, echo_json, home_option, open_server
from server.damage import find_damage
from server.database import Database
from server.incoming import remove_strays
from server.keyrings import NoKeyring
from server.new_home import create_home, create_host
from server.retention import note_damage, note_sweep, read_waiting, require_plausible_day
from server.retention import sweep as sweep_out
from server.schema import migrate as migrate_up
from server.serve import Address, parse_address
from server.serve import serve as serve_both
from server.sessions import Sessions
from server.settings import Settings, open_home
from server.site import load_site
from server.state import State, read_state
from server.state_words import describe, warnings
from server.words import counted

quickly = click.option(
    "--quick", is_flag=True, help="Do not read all that is stored to find damage."
)


class AddressType(click.ParamType[Address]):
    """An address to listen on."""

    name = "HOST:PORT"

    def convert(
        self, value: str | Address, param: click.Parameter | None, ctx: click.Context | None
    ) -> Address:
        """Return the address."""
        if isinstance(value, Address):
            return value
        try:
            return parse_address(value)
        except ValueError:
            self.fail("an address is HOST:PORT", param, ctx)


class DayType(click.ParamType[int]):
    """A date, as days since 1970-01-01."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the days."""
        if isinstance(value, int):
            return value
        try:
            return (date.fromisoformat(value) - date(1970, 1, 1)).days
        except ValueError:
            self.fail("a date is YYYY-MM-DD", param, ctx)


@click.command()
@home_option
@click.option("--site", type=click.Path(path_type=Path), help="The folder that make site made.")
@click.option("--like", type=click.Path(path_type=Path), help="Another host of the same service.")
def init(home_path: Path, site: Path | None, like: Path | None) -> None:
    """Make a server's folder with its secrets and its database."""
    if like is not None:
        home = create_host(home_path, like=open_home(like))
        click.echo(f"{home.path} is made, with the settings and secrets of the other host.")
        return
    if site is not None:
        load_site(site)
    home = create_home(home_path, Settings(site=str(site.resolve()) if site else ""))
    database = Database(home.database_url)
    migrate_up(database)
    note_sweep(database, SystemClock().today())
    click.echo(f"{home.path} is made; install the keyring next.")


@click.command()
@home_option
def migrate(home_path: Path) -> None:
    """Bring the database of an older version up to date."""
    migrate_up(Database(open_home(home_path).database_url))
    click.echo("The database is up to date.")


@click.command()
@home_option
@click.option("--reporters", type=AddressType(), default="127.0.0.1:8080", show_default=True)
@click.option("--portal", type=AddressType(), default="127.0.0.1:8081", show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--threads", type=click.IntRange(2, 256), default=16, show_default=True)
def serve(home_path: Path, reporters: Address, portal: Address, workers: int, threads: int) -> None:
    """Serve the reporters' application and the portal until Ctrl-C."""
    serve_both(
        open_home(home_path),
        {"reporters": reporters, "portal": portal},
        workers=workers,
        threads=threads,
        announce=_announce,
    )


@click.command()
@home_option
@click.option("--day", type=DayType(), help="Today's date, where it is in doubt.")
@quickly
def sweep(home_path: Path, day: int | None, quick: bool) -> None:
    """Remove what is past its last day; run it once a day."""
    server = open_server(home_path)
    with server.database.alone() as is_mine:
        if is_mine:
            _sweep(server, day)
        else:
            remove_strays(server.home.incoming, partial(read_waiting, server.database))
            click.echo("Another host is sweeping; nothing is left to do here.")
    try:
        server.publisher.publish()
    except NoKeyring:
        click.echo("Nothing is published: no keyring is installed.", err=True)
    if is_mine:
        found = _look(server, quick=quick)
        if found.damage is not None:
            note_damage(server.database, sum(one.altered + one.lost for one in found.damage))
        _warn(found)


def _sweep(server: Opened, day: int | None) -> None:
    today = server.clock.today()
    require_plausible_day(server.database, today, confirmed=day)
    server.database.require_whole()
    gone = sweep_out(server.home, server.database, server.stores, server.clock)
    note_sweep(server.database, today, confirmed=day is not None)
    Sessions(server.database, server.clock, server.home.settings).sweep()
    removed = (
        counted(gone.submissions, "submission"),
        counted(gone.attachments, "attachment"),
        counted(gone.handover_attachments, "handover file"),
        counted(gone.uploads, "abandoned upload"),
        counted(gone.heads, "head"),
    )
    click.echo(f"Removed: {', '.join(removed)}.")


@click.command()
@home_option
@quickly
@as_json
def state(home_path: Path, quick: bool, as_json: bool) -> None:
    """Show what is stored, and what somebody should see to."""
    found = _look(open_server(home_path), quick=quick)
    if as_json:
        echo_json(found)
        return
    for line in describe(found):
        click.echo(line)
    _warn(found)


def _look(server: Opened, *, quick: bool) -> State:
    damage = None
    if not quick:
        server.database.require_whole()
        damage = find_damage(server.database, server.objects)
    return read_state(server.home, server.database, server.clock, damage=damage)


def _announce(urls: dict[str, str]) -> None:
    click.echo(f"Reporters: {urls['reporters']}")
    click.echo(f"Portal:    {urls['portal']}")
    click.echo("Ctrl-C ends both.", err=True)


def _warn(found: State) -> None:
    for warning in warnings(found):
        click.echo(f"Warning: {warning}.", err=True)
