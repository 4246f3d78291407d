"""What the commands share: passphrases, days, and errors as one sentence on standard error."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from crypto.errors import ProtocolError
from journalist_ui.workstation.days import clock_day, parse_day
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files import read_text_file
from journalist_ui.workstation.passphrase_lock import Cost
from journalist_ui.workstation.workstation import Workstation

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
_Command = TypeVar("_Command", bound=Callable[..., Any])


class InWords(click.Group):
    """A group of commands whose refusals end with one sentence and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and say in words why it was refused."""
        try:
            return super().invoke(ctx)
        except (Refused, ProtocolError) as error:
            raise click.ClickException(str(error)) from error


def vault_options(command: _Command) -> _Command:
    """Add the options that every command on an enrolled vault has."""
    for option in (
        click.option("--day", metavar="YYYY-MM-DD", help="Confirm which day it is (UTC)."),
        click.option(
            "--passphrase-file",
            type=FILE,
            help="Read the passphrase from a file, not the keyboard.",
        ),
        click.option("--vault", type=FILE, required=True, help="The vault of this workstation."),
    ):
        command = option(command)
    return command


@contextmanager
def open_workstation(
    vault: Path, passphrase_file: Path | None, day: str | None
) -> Iterator[tuple[Workstation, int]]:
    """Open a vault and find the day."""
    confirmed = parse_day(day) if day is not None else None
    with Workstation.open(vault, passphrase=read_passphrase(passphrase_file)) as station:
        yield station, station.choose_day(confirmed=confirmed, clock=clock_day())


def read_passphrase(file: Path | None, *, new: bool = False) -> str:
    """Return the passphrase from a file or the keyboard; a new one is asked twice."""
    if file is not None:
        return read_text_file(file).removesuffix("\r")
    typed: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
    return typed


def cost_of(ctx: click.Context) -> Cost | None:
    """Return the cost of a new lock if the caller of the command line set one (tests do)."""
    return ctx.obj if isinstance(ctx.obj, Cost) else None


def confirm(question: str, *, yes: bool) -> None:
    """Ask, unless `--yes` was given; no is a refusal."""
    if not yes and not click.confirm(question, err=True):
        raise Refused("nothing was changed")


def print_json(value: object) -> None:
    """Print an object as JSON, one for the whole command."""
    click.echo(json.dumps(value, ensure_ascii=True, indent=2, sort_keys=True))
