"""`sluis-server doctor, stats, mail`: what the service needs, what it did, and whom it tells."""

import sys
from pathlib import Path

import click

from server.audit import CONSOLE, newest_hash, record
from server.clock import SystemClock
from server.command_options import as_json, echo_json, home_option, open_server
from server.doctor import examine
from server.findings import Finding
from server.mail import MailTrouble, alarm_mails, daily_mails, send_mails
from server.settings import open_home
from server.stats import KINDS, DayCounts, Stats, read_stats
from server.words import counted, dated

_NOBODY = (
    "somebody should see to something, as sluis-server doctor says, and nobody was told:"
    " name who gets alarms in alarm_to of settings.toml, and a mail server beside it"
)

dry_run = click.option("--dry-run", is_flag=True, help="Show the mails and send none.")


@click.command()
@home_option
@as_json
def doctor(home_path: Path, as_json: bool) -> None:
    """Look at everything this server needs; exit status 1 if somebody should see to something."""
    found = examine(home_path, SystemClock())
    if as_json:
        echo_json([{"name": f.name, "ok": f.ok, "said": f.said, "do": f.do} for f in found])
    else:
        for finding in found:
            click.echo(_line(finding))
    if not all(finding.ok for finding in found):
        sys.exit(1)


@click.command()
@home_option
@as_json
def stats(home_path: Path, as_json: bool) -> None:
    """Show the counts of each day that may be told to others."""
    server = open_server(home_path)
    least, today = server.home.settings.stats_least, server.clock.today()
    with server.database.reading() as connection:
        found = read_stats(connection, today=today, least=least)
    if as_json:
        echo_json(found)
        return
    for line in _table(found):
        click.echo(line)


@click.group()
def mail() -> None:
    """Tell staff to look into the portal, or the administrator to look at the server."""


@mail.command()
@home_option
@dry_run
def daily(home_path: Path, dry_run: bool) -> None:
    """Send the daily mail; run by a timer, at the same hour whether there is something or not."""
    server = open_server(home_path)
    if not server.home.settings.mail_to:
        click.echo("Nobody is named in mail_to; no mail was sent.")
        return
    if not dry_run:
        with server.database.writing() as connection:
            record(connection, "mail-sent", day=server.clock.today(), who=CONSOLE)
    with server.database.reading() as connection:
        mails = daily_mails(server.home, register=newest_hash(connection))
    if dry_run:
        _show([one.as_string() for one in mails])
        return
    send_mails(server.home, mails)
    click.echo(f"{counted(len(mails), 'mail')} went out.")


@mail.command()
@home_option
@dry_run
def alarm(home_path: Path, dry_run: bool) -> None:
    """Send the alarm if the doctor finds something that somebody should see to."""
    # Whether the mail server lets us in shows when the alarm is sent.
    found = examine(home_path, SystemClock(), without=frozenset({"mail"}))
    if all(finding.ok for finding in found):
        click.echo("All is well; no alarm was sent.")
        return
    home = open_home(home_path)
    if not home.settings.alarm_to:
        raise MailTrouble(_NOBODY)
    mails = alarm_mails(home)
    if dry_run:
        _show([one.as_string() for one in mails])
        return
    send_mails(home, mails)
    click.echo(f"{counted(len(mails), 'alarm')} went out.")


def _show(mails: list[str]) -> None:
    for text in mails:
        click.echo(text)


def _line(finding: Finding) -> str:
    if finding.ok:
        return f"ok    {finding.name + ':':<13} {finding.said}"
    return f"LOOK  {finding.name + ':':<13} {finding.said}: {finding.do}"


def _table(found: Stats) -> list[str]:
    heads = [f"{kind.replace('_', ' '):>15}" for kind in KINDS]
    lines = [f"{'day':<10}" + "".join(heads)]
    lines += [dated(row.day) + "".join(_cells(row, found.least)) for row in found.days]
    sums = [f"{found.told[kind]:>15}" for kind in KINDS]
    return [*lines, f"{'told':<10}" + "".join(sums)]


def _cells(row: DayCounts, least: int) -> list[str]:
    counts = [getattr(row, kind) for kind in KINDS]
    return [f"{f'<{least}' if count is None else count:>15}" for count in counts]
