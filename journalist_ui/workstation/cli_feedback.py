"""`sluis-workstation feedback`: a recipient answers a handover."""

from pathlib import Path

import click

from journalist_ui.workstation.cli_support import FILE, Unlock, open_workstation, vault_options
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.files import read_text_file, write_new_file


@click.command()
@vault_options
@click.option("--text", type=FILE, required=True, help="A file with the text, in UTF-8.")
@click.option("--out", type=FILE, required=True, help="The sealed answer, to be submitted.")
@click.argument("handover")
def feedback(
    *,
    unlock: Unlock,
    text: Path,
    out: Path,
    handover: str,
) -> None:
    """Answer a handover, in a file that is submitted as a report is."""
    written = read_text_file(text)
    with open_workstation(unlock) as (station, today):
        sealed = station.answer_handover(handover, text=written, day=today)
    write_new_file(out, [sealed.submission])
    members = ", ".join(str(slot) for slot in sealed.members)
    click.echo(f"{out.name} is sealed to slots {members}")
    click.echo(f"submit it by {write_day(sealed.last_day)}, as a report is submitted")
