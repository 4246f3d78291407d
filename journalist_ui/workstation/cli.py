"""`sluis-workstation`: the offline side of Sluis, for confidants, recipients and root holders."""

import re
from dataclasses import asdict
from pathlib import Path

import click

from crypto.fingerprint import fingerprint_words
from crypto.outbound_attachments import MAX_BUNDLE_ATTACHMENTS
from crypto.submission import MAX_ATTACHMENTS
from journalist_ui.workstation.cli_cases import CASE_COMMANDS
from journalist_ui.workstation.cli_ceremony import ceremony_group
from journalist_ui.workstation.cli_consent import show_draft
from journalist_ui.workstation.cli_desk import desk
from journalist_ui.workstation.cli_feedback import feedback
from journalist_ui.workstation.cli_print import print_contents, print_import, print_state
from journalist_ui.workstation.cli_snapshot import snapshot
from journalist_ui.workstation.cli_standing import STANDING_COMMANDS
from journalist_ui.workstation.cli_support import (
    FILE,
    InWords,
    Unlock,
    cost_of,
    open_workstation,
    print_json,
    read_passphrase,
    vault_options,
)
from journalist_ui.workstation.counting import count_of
from journalist_ui.workstation.days import parse_day, write_day
from journalist_ui.workstation.desk import ROLES
from journalist_ui.workstation.enrolment_request import encode_request
from journalist_ui.workstation.errors import HalfDone, Refused
from journalist_ui.workstation.exporting import Exported
from journalist_ui.workstation.files import read_file, write_new_file
from journalist_ui.workstation.workstation import Workstation

MAX_SERVICE_FILE = 1 << 20
IMPORTED_WITH_DAMAGE = 3
"""The exit status that tells a program to look; 0, 1 and 2 are as everywhere."""


@click.group(cls=InWords, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Work with reports on a machine that never touches a network.

    Exit status: 0 it is done; 1 it was refused, and the last line says why and what
    to do next; 2 the options are wrong; 3 an import is done, and something in the
    bundle was damaged or refused and is kept.
    """


main.add_command(ceremony_group)
main.add_command(snapshot)
main.add_command(feedback)
main.add_command(desk)
for _command in (*CASE_COMMANDS, *STANDING_COMMANDS, show_draft):
    main.add_command(_command)


@main.command()
@click.option("--vault", type=FILE, required=True, help="Where the vault is to be made.")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--name", required=True, help="A name for this workstation, known at the ceremony.")
@click.option("--request", type=FILE, required=True, help="The file to carry to the ceremony.")
@click.option("--passphrase-file", type=FILE, help="Read the passphrase from a file.")
@click.pass_context
def init(
    ctx: click.Context,
    vault: Path,
    role: str,
    name: str,
    request: Path,
    passphrase_file: Path | None,
) -> None:
    """Make a vault with fresh keys, and the request to carry to the ceremony."""
    if request.exists():
        raise Refused(f"{request.name} is there already; choose another name")
    passphrase = read_passphrase(passphrase_file, new=True)
    with Workstation.create(
        vault, passphrase=passphrase, role=role, name=name, cost=cost_of(ctx)
    ) as station:
        made = station.request()
    try:
        write_new_file(request, [encode_request(made)])
    except Refused:
        vault.unlink()
        raise
    click.echo(f"carry {request.name} to the ceremony, and read these words aloud there:")
    click.echo(made.fingerprint)


@main.command()
@vault_options
@click.option("--keyring", type=FILE, required=True)
@click.option("--recipients", type=FILE, required=True)
@click.option("--root", metavar="HEX", required=True, help="The 64 digits of root.hex, from paper.")
@click.option("--rotation", type=FILE, help="The change of root holders, if they changed.")
def enrol(
    *,
    unlock: Unlock,
    keyring: Path,
    recipients: Path,
    root: str,
    rotation: Path | None,
) -> None:
    """Introduce a vault to its service, or to a newer keyring of it."""
    root_hash = _parse_root(root)
    with open_workstation(unlock) as (station, today):
        enrolled = station.enrol(
            keyring=read_file(keyring, limit=MAX_SERVICE_FILE),
            recipients=read_file(recipients, limit=MAX_SERVICE_FILE),
            root=root_hash,
            day=today,
            rotation=read_file(rotation, limit=MAX_SERVICE_FILE) if rotation else None,
        )
    place = f"slot {enrolled.slot}" if not enrolled.authority else enrolled.authority
    click.echo(f"enrolled as {enrolled.role}, {place}, with keyring {enrolled.serial}")
    click.echo(f"the service's fingerprint: {' '.join(fingerprint_words(enrolled.root))}")
    if enrolled.new_keys:
        click.echo("export now, so that the others get this workstation's period keys")


@main.command("import")
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print an object for other programs.")
@click.argument("bundle", type=FILE)
@click.pass_context
def import_(ctx: click.Context, *, unlock: Unlock, as_json: bool, bundle: Path) -> None:
    """Import a bundle from the portal, or from a colleague's vault.

    The exit status is 3 if it was imported and something in it was damaged or refused.
    """
    with open_workstation(unlock) as (station, today):
        try:
            file = bundle.open("rb")
        except OSError as error:
            raise Refused(f"{bundle.name} cannot be read; check name and stick") from error
        with file:
            if not as_json:
                print_contents(station.look_into(file, day=today))
            report = station.import_bundle(file, day=today)
    print_json(asdict(report)) if as_json else print_import(report)
    if report.unusable:
        ctx.exit(IMPORTED_WITH_DAMAGE)


@main.command()
@vault_options
@click.option("--out", type=FILE, required=True, help="The file to carry to the portal.")
@click.option(
    "--no-batch", is_flag=True, help="Publish no batch: for the first bundle, at enrolment."
)
@click.option("--away-until", metavar="YYYY-MM-DD", help="Announce an absence of up to 28 days.")
@click.option("--again", is_flag=True, help="Write the last bundle once more; nothing is changed.")
@click.option("--number", type=click.IntRange(min=0), help="With --again: an earlier bundle.")
def export(
    *,
    unlock: Unlock,
    out: Path,
    no_batch: bool,
    away_until: str | None,
    again: bool,
    number: int | None,
) -> None:
    """Make the next bundle for the portal."""
    if number is not None and not again:
        raise click.UsageError("--number goes with --again")
    if out.exists():
        raise Refused(f"{out.name} is there already; choose another name")
    until = parse_day(away_until) if away_until else None
    with open_workstation(unlock) as (station, today):
        made = None
        if not again:
            made = station.export(day=today, with_batch=not no_batch, away_until=until)
        try:
            with station.bundle(number) as (sequence, pieces):
                write_new_file(out, pieces)
        except Refused as error:
            if again:
                raise
            raise HalfDone(
                f"{error}; the bundle is made and kept in the vault: write it with export --again"
            ) from error
    # Said when all is done: whoever reads along may go away in the middle of a line.
    if made is not None:
        _tell(made)
    click.echo(f"bundle {sequence} is in {out.name}; bring it to the portal")


@main.command()
@vault_options
@click.option(
    "--for", "slot", type=click.IntRange(0, 15), required=True, help="A colleague's slot."
)
@click.option("--out", type=FILE, required=True)
def exchange(unlock: Unlock, slot: int, out: Path) -> None:
    """Write our events for a colleague's vault on the same desk, who then imports the file."""
    with open_workstation(unlock) as (station, today):
        write_new_file(out, [station.exchange(slot, day=today)])
    click.echo(f"the workstation of slot {slot} can import {out.name} now")


@main.command()
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print an object for other programs.")
def state(unlock: Unlock, as_json: bool) -> None:
    """Show what is due, what waits, what is missing."""
    with open_workstation(unlock) as (station, today):
        shown = station.state(day=today)
    print_json(shown) if as_json else print_state(shown)


def _parse_root(written: str) -> bytes:
    if not re.fullmatch("[0-9a-fA-F]{64}", written.strip()):
        raise Refused("the root has 64 hexadecimal digits; compare it with the paper")
    return bytes.fromhex(written.strip())


def _tell(exported: Exported) -> None:
    if exported.messages_waiting:
        waiting = count_of(exported.messages_waiting, "reply or handover", "replies or handovers")
        click.echo(f"{waiting} left for an export of {write_day(exported.next_batch)} or later")
    if exported.files:
        click.echo(f"{count_of(exported.files, 'file')} of handovers in this bundle")
    if exported.files_waiting:
        files = count_of(exported.files_waiting, "file")
        click.echo(
            f"{files} of handovers left for a later export: a file goes with the last of its text"
            f" or after it, and a bundle carries {MAX_ATTACHMENTS} files of"
            f" {MAX_BUNDLE_ATTACHMENTS // 1024**3} GiB together at most"
        )
    if not exported.batch:
        click.echo(
            "no batch is in this bundle: one a day is the most, and the next can go on"
            f" {write_day(exported.next_batch)}"
        )
    for slot, count in exported.events_waiting.items():
        click.echo(f"{count_of(count, 'event')} left for slot {slot}, for the next export")
    click.echo(f"the next bundle is due on {write_day(exported.next_due)}")
