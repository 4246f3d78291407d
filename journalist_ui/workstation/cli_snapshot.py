"""`sluis-workstation snapshot`: open cases for a colleague whose workstation was replaced."""

from pathlib import Path

import click

from journalist_ui.workstation.cli_support import (
    FILE,
    Unlock,
    confirm,
    open_workstation,
    vault_options,
)
from journalist_ui.workstation.counting import count_of
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files import write_new_file
from journalist_ui.workstation.snapshotting import Snapshots


@click.command()
@vault_options
@click.option("--for", "slot", type=click.IntRange(0, 15), required=True, help="The replaced slot.")
@click.option("--out", type=FILE, required=True, help="The file; more of them get .2, .3 behind.")
@click.option("--yes", is_flag=True, help="Do not ask whether the words are right.")
def snapshot(
    *,
    unlock: Unlock,
    slot: int,
    out: Path,
    yes: bool,
) -> None:
    """Write open cases for a colleague's new workstation, who then imports the file."""
    with open_workstation(unlock) as (station, today):
        taker = station.taker(slot, day=today)
        click.echo(f"slot {taker.slot}, generation {taker.generation}: {taker.words}")
        confirm("Give the open cases of this slot to the workstation with these words?", yes=yes)
        made = station.snapshot(slot, day=today)
    files = [out, *(out.with_name(f"{out.name}.{n}") for n in range(2, len(made.bundles) + 1))]
    for file in files:
        if file.exists():
            raise Refused(f"{file.name} is there already; choose another name")
    _write_all(files, made.bundles)
    _tell(made, files)


def _write_all(files: list[Path], bundles: list[bytes]) -> None:
    """Write every file, or leave none."""
    written: list[Path] = []
    try:
        for file, bundle in zip(files, bundles, strict=True):
            write_new_file(file, [bundle])
            written.append(file)
    except Refused:
        for file in written:
            file.unlink()
        raise


def _tell(made: Snapshots, files: list[Path]) -> None:
    names = ", ".join(file.name for file in files)
    click.echo(f"{count_of(made.cases, 'open case')} in {names}, for the new workstation to import")
    if made.attachments:
        click.echo(
            f"{count_of(made.attachments, 'attachment')} to follow, with get --again at the portal"
        )
    if made.events_left_out:
        click.echo(
            f"left out, because nobody can verify them: {count_of(made.events_left_out, 'event')}"
            " of replaced keys"
        )
