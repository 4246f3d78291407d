"""The commands on cases: cases, show, note, reply, draft, approve, hand-over, hold, destroy."""

from pathlib import Path

import click

from crypto.fingerprint import fingerprint_words
from journalist_ui.workstation.cli_print import (
    print_case,
    print_cases,
    print_draft,
    print_handover,
    print_queued,
)
from journalist_ui.workstation.cli_support import (
    FILE,
    FOLDER,
    Unlock,
    confirm,
    open_workstation,
    print_json,
    vault_options,
)
from journalist_ui.workstation.days import parse_day
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files import read_text_file
from journalist_ui.workstation.workstation import Workstation

_TEXT = click.option("--text", type=FILE, required=True, help="A file with the text, in UTF-8.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print an object for other programs.")
_METADATA = (
    "mind: what stands inside a file, such as its author or the place of a photograph, goes with it;"
    " nothing is taken out here"
)
_YES = click.option("--yes", is_flag=True, help="Do not ask.")


@click.command()
@vault_options
@_JSON
def cases(unlock: Unlock, as_json: bool) -> None:
    """List the cases, or on a recipient's workstation the handovers."""
    with open_workstation(unlock) as (station, today):
        lines = station.cases(day=today)
    print_json(lines) if as_json else print_cases(lines)


@click.command()
@vault_options
@_JSON
@click.option(
    "--attachment", type=click.IntRange(min=1), help="Save the attachment of this number."
)
@click.option(
    "--save",
    type=FOLDER,
    help="The folder to save it in; alone, on a recipient's workstation: every file of the handover.",
)
@click.argument("case")
def show(
    *,
    unlock: Unlock,
    as_json: bool,
    attachment: int | None,
    save: Path | None,
    case: str,
) -> None:
    """Show a case or a handover, or save what came with it."""
    if attachment is not None and save is None:
        raise click.UsageError("--attachment goes with --save")
    with open_workstation(unlock) as (station, today):
        if save is not None:
            _save(station, case, attachment, save, today)
            return
        shown = station.show(case, day=today)
    if as_json:
        print_json(shown)
    elif "signed_by" in shown:
        print_handover(shown)
    else:
        print_case(shown)


def _save(
    station: Workstation, case: str, attachment: int | None, folder: Path, today: int
) -> None:
    if attachment is None:
        paths = station.save_files(case, folder=folder, day=today)
    else:
        paths = [station.save_attachment(case, number=attachment, folder=folder, day=today)]
    for path in paths:
        click.echo(f"saved as {path.name}; open it only where nothing else is")


@click.command()
@vault_options
@_TEXT
@click.argument("case")
def note(unlock: Unlock, text: Path, case: str) -> None:
    """Write something down for the other members of a case."""
    written = read_text_file(text)
    with open_workstation(unlock) as (station, today):
        station.note(case, text=written, day=today)
    click.echo("noted; the others get it with the next export or exchange, which needs no batch")


@click.command()
@vault_options
@_TEXT
@click.argument("case")
def reply(unlock: Unlock, text: Path, case: str) -> None:
    """Queue a reply to the reporter for the next batch."""
    written = read_text_file(text)
    with open_workstation(unlock) as (station, today):
        queued = station.reply(case, text=written, day=today)
    print_queued(queued, today=today, whom="the reporter")


@click.command()
@vault_options
@click.option("--recipient", required=True, help="The id of a recipient.")
@click.option("--subject", required=True)
@_TEXT
@click.option(
    "--attach",
    type=FILE,
    multiple=True,
    help="A file that goes with it, made anew; may be given several times.",
)
@click.argument("case")
def draft(
    *,
    unlock: Unlock,
    recipient: str,
    subject: str,
    text: Path,
    attach: tuple[Path, ...],
    case: str,
) -> None:
    """Draft and sign a handover in your own words, with files that you made anew."""
    written = read_text_file(text)
    if attach:
        click.echo(_METADATA, err=True)
    with open_workstation(unlock) as (station, today):
        digest = station.draft(
            case, recipient=recipient, subject=subject, text=written, day=today, files=attach
        )
    click.echo("drafted; the others get it with the next export or exchange, which needs no batch;")
    click.echo("another confidant of the case must approve it, by its hash:")
    click.echo(" ".join(fingerprint_words(digest)))


@click.command()
@vault_options
@_YES
@click.option(
    "--attachment",
    type=FILE,
    multiple=True,
    help="A file of the draft that you have looked at; give each of them once.",
)
@click.argument("case")
def approve(unlock: Unlock, yes: bool, attachment: tuple[Path, ...], case: str) -> None:
    """Show the newest draft of a case, and sign it and its files."""
    with open_workstation(unlock) as (station, today):
        shown = station.show(case, day=today).get("draft")
        if not shown:
            raise Refused("nobody has drafted a handover of this case; run draft first")
        print_draft(shown)
        confirm("Sign this draft?", yes=yes)
        digest = bytes.fromhex(shown["hash"])
        station.approve(case, shown=digest, day=today, files=attachment)
    click.echo(
        "approved; the drafter gets it with the next export or exchange, which needs no batch"
    )


@click.command("hand-over")
@vault_options
@click.argument("case")
def hand_over(unlock: Unlock, case: str) -> None:
    """Queue the approved draft for its recipient."""
    with open_workstation(unlock) as (station, today):
        recipient, queued = station.hand_over(case, day=today)
    print_queued(queued, today=today, whom=recipient)


@click.command()
@vault_options
@_YES
@click.argument("case")
def destroy(unlock: Unlock, yes: bool, case: str) -> None:
    """Destroy a case that was handed over: its key, and all that lies under it."""
    with open_workstation(unlock) as (station, today):
        confirm("Destroy this case here, for good?", yes=yes)
        station.destroy(case, day=today)
    click.echo("destroyed here; the other members are told with the next export or exchange")


@click.command()
@vault_options
@click.option(
    "--reason", required=True, help="A word for the reason, the same for both confidants."
)
@click.option("--until", metavar="YYYY-MM-DD", required=True, help="The last day.")
@click.argument("case")
def hold(
    *,
    unlock: Unlock,
    reason: str,
    until: str,
    case: str,
) -> None:
    """Keep a case from being destroyed, for the law; two confidants must ask for it."""
    last = parse_day(until)
    with open_workstation(unlock) as (station, today):
        station.hold(case, reason=reason, until=last, day=today)
    click.echo(
        "noted, for the next export or exchange; it counts once another member holds the case,"
        " with the same reason and day"
    )


CASE_COMMANDS = (cases, show, note, reply, draft, approve, hand_over, hold, destroy)
