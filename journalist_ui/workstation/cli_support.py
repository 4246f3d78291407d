"""What the commands share: passphrases, days, and errors as one sentence on standard error."""

import json
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from getpass import GetPassWarning
from pathlib import Path
from typing import Any

import click

from crypto.errors import ProtocolError
from journalist_ui.workstation.days import clock_day, parse_day
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files import read_text_file
from journalist_ui.workstation.passphrase_lock import Cost
from journalist_ui.workstation.refusals import AT_THE_CEREMONY, AT_THE_VAULT, in_words
from journalist_ui.workstation.workstation import Workstation

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


class InWords(click.Group):
    """A group of commands whose refusals end with one sentence and exit status 1."""

    next_steps = AT_THE_VAULT

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and say in words why it was refused."""
        try:
            return super().invoke(ctx)
        except (Refused, ProtocolError) as error:
            said = in_words(error, next_steps=self.next_steps)
            raise click.ClickException(said) from error


class CeremonyInWords(InWords):
    """The same for root holders, whose next steps are others."""

    next_steps = AT_THE_CEREMONY


@dataclass(frozen=True, slots=True)
class Unlock:
    """What every command on an enrolled vault is given: the vault, where its passphrase is, and the day."""

    vault: Path
    passphrase_file: Path | None
    day: str | None
    day_again: str | None


def vault_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every command on an enrolled vault has; it gets them as one `unlock`."""

    @wraps(command)
    def unlocked(
        *,
        vault: Path,
        passphrase_file: Path | None,
        day: str | None,
        yes_the_day_is: str | None,
        **own: object,
    ) -> None:
        command(unlock=Unlock(vault, passphrase_file, day, yes_the_day_is), **own)

    for option in (
        click.option(
            "--yes-the-day-is",
            metavar="YYYY-MM-DD",
            help="Confirm a second time a --day that was called doubtful.",
        ),
        click.option("--day", metavar="YYYY-MM-DD", help="Confirm which day it is (UTC)."),
        click.option(
            "--passphrase-file",
            type=FILE,
            help="Read the passphrase from a file, not the keyboard.",
        ),
        click.option("--vault", type=FILE, required=True, help="The vault of this workstation."),
    ):
        unlocked = option(unlocked)
    return unlocked


@contextmanager
def open_workstation(unlock: Unlock) -> Iterator[tuple[Workstation, int]]:
    """Open a vault and find the day."""
    confirmed = parse_day(unlock.day) if unlock.day is not None else None
    again = parse_day(unlock.day_again) if unlock.day_again is not None else None
    passphrase = read_passphrase(unlock.passphrase_file)
    with Workstation.open(unlock.vault, passphrase=passphrase) as station:
        yield station, station.choose_day(confirmed=confirmed, again=again, clock=clock_day())


def read_passphrase(file: Path | None, *, new: bool = False) -> str:
    """Return the passphrase from a file or the keyboard; a new one is asked twice."""
    if file is not None:
        return read_text_file(file).removesuffix("\r")
    with warnings.catch_warnings():
        # Without a terminal getpass would warn and then show what is typed.
        warnings.simplefilter("error", GetPassWarning)
        try:
            typed: str = click.prompt(
                "Passphrase", hide_input=True, confirmation_prompt=new, err=True
            )
        except GetPassWarning as error:
            raise Refused(
                "there is no terminal on which a passphrase could be typed unseen; use one, or give"
                " the passphrase in a file with --passphrase-file"
            ) from error
    return typed


def cost_of(ctx: click.Context) -> Cost | None:
    """Return the cost of a new lock if the caller of the command line set one (tests do)."""
    return ctx.obj if isinstance(ctx.obj, Cost) else None


def confirm(question: str, *, yes: bool) -> None:
    """Ask, unless `--yes` was given; no is a refusal."""
    if not yes and not click.confirm(question, err=True):
        raise Refused("you did not say yes; run it again when you are sure")


def print_json(value: object) -> None:
    """Print an object as JSON, one for the whole command."""
    click.echo(json.dumps(value, ensure_ascii=True, indent=2, sort_keys=True))
