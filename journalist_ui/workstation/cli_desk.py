"""The command `desk`: the workstation's pages in a browser of this machine."""

from pathlib import Path

import click

from journalist_ui.workstation.cli_support import FILE, FOLDER


@click.command()
@click.option(
    "--vault",
    "vaults",
    type=FILE,
    required=True,
    multiple=True,
    help="The vault of this workstation; more than once where several people share a machine.",
)
@click.option(
    "--rehearsal",
    is_flag=True,
    help="Allow a network on this machine: only where no case is real.",
)
@click.option(
    "--stick",
    "sticks",
    type=FOLDER,
    multiple=True,
    help="A folder that counts as a stick to save a file to, where sticks are not found by themselves.",
)
@click.option("--no-browser", is_flag=True, help="Print the link only.")
@click.option(
    "--idle-minutes",
    type=click.IntRange(1, 60),
    default=10,
    show_default=True,
    help="Lock when nobody has worked for so long.",
)
def desk(
    vaults: tuple[Path, ...],
    *,
    rehearsal: bool,
    sticks: tuple[Path, ...],
    no_browser: bool,
    idle_minutes: int,
) -> None:
    """Work at the desk in a browser, on this machine only.

    Prints a link that opens once, and serves it until you press Ctrl-C.
    """
    # Imported here: no other command needs a server, or is installed with one.
    from journalist_ui.workstation.pages.serving import Run, run_desk  # noqa: PLC0415

    run = Run(list(vaults), rehearsal, idle_seconds=idle_minutes * 60, sticks=sticks)
    run_desk(run, say=_say, open_browser=not no_browser)


def _say(link: str) -> None:
    click.echo("the desk is open at this link, once and in one browser; Ctrl-C closes it")
    click.echo(link)
