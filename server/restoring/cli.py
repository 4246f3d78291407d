"""`sluis-restore`: makes the key that opens backups, and restores one.

A command of its own, because nothing that serves may load what opens. The key
is made and kept on a machine that is offline; it comes to the new server for as
long as a restore takes.
"""

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from crypto.age_text import encode_recipient, encode_seed
from crypto.errors import ProtocolError
from crypto.opening.identity import Identity
from server.cli import machine_trouble, sentence
from server.clock import SystemClock
from server.objects import StoreFull, StoreGone
from server.restoring.errors import NotEmpty
from server.restoring.new_settings import Places
from server.restoring.opening import open_backup, read_identity
from server.restoring.restore import Restored, restore
from server.settings import WrongHome, holds_password, read_secret_file
from server.words import counted, dated

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_STORE_TROUBLE = (
    "The bucket does not answer, does not let this machine in or has no room; nothing was restored."
    " Check the --objects options and its keys, then try again."
)
_SHOWN = (
    "Everybody on this machine can see the password in --database, and it may be kept with the"
    " commands of this shell: change it, put the new one into a file of mode 600, and name that"
    " with --database-password-file; nothing was restored."
)


class Commands(click.Group):
    """A group whose commands refuse with one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it refuses becomes a sentence and exit status 1."""
        try:
            return super().invoke(ctx)
        except (NotEmpty, ProtocolError, WrongHome) as error:
            raise click.ClickException(sentence(str(error))) from error
        except (StoreFull, StoreGone) as error:
            raise click.ClickException(_STORE_TROUBLE) from error
        except (OSError, DBAPIError) as error:
            raise click.ClickException(sentence(machine_trouble(error))) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sluis")
def main() -> None:
    """Make the key of backups, and restore a server from one."""
    os.umask(0o077)


@main.command("backup-key")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The key's new file.")
def backup_key(out: Path) -> None:
    """Make the key that opens backups, and beside it the recipient to which they are sealed."""
    identity = Identity.generate()
    text = encode_recipient(identity.recipient)
    beside = out.with_name(f"{out.name}.recipient")
    _write_new(
        out, f"# Opens the backups of a server: keep it offline.\n{encode_seed(identity.seed)}\n"
    )
    _write_new(beside, f"{text}\n")
    click.echo(f"{beside} goes to the server, as backup-recipient in its home.")
    click.echo(f"{out} opens every backup: keep it offline, twice, in two places.", err=True)


@main.command("home")
@click.option("--identity", type=_FILE, required=True, help="The file with the key.")
@click.option("--home", "target", type=click.Path(path_type=Path), required=True)
@click.option(
    "--database", default="", help="Another database than the file in the home; it must be empty."
)
@click.option(
    "--database-password-file",
    "password_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of mode 600 with that database's password.",
)
@click.option(
    "--objects",
    default="",
    help="s3://BUCKET/PREFIX instead of the folder in the home; no attachment may be there.",
)
@click.option("--objects-endpoint", help="Where that bucket is, if not where the old one was.")
@click.option("--objects-region", help="Its region, likewise.")
@click.argument("backup", type=_FILE)
def home(
    identity: Path, target: Path, backup: Path, password_file: Path | None, **places: str | None
) -> None:
    """Restore BACKUP (- for standard input) to the new home HOME."""
    key = read_identity(identity)
    new = Places(**places)  # type: ignore[arg-type]
    password = _read_password(new, password_file)
    with ExitStack() as stack:
        is_piped = str(backup) == "-"
        sealed = sys.stdin.buffer if is_piped else stack.enter_context(backup.open("rb"))
        tar = open_backup(sealed, key)
        found = restore(tar, target, places=new, clock=SystemClock(), password=password)
    _say(found, target)


def _read_password(places: Places, file: Path | None) -> str:
    """Return the password of the database that is named, from its file only."""
    if holds_password(places.database):
        raise WrongHome(_SHOWN)
    return "" if file is None else read_secret_file(file).decode("utf-8", "replace").strip()


def _say(found: Restored, target: Path) -> None:
    rows, files = counted(found.rows, "row"), counted(found.objects, "stored file")
    click.echo(f"{target} is the server of {dated(found.day)}: {rows} and {files}.")
    if found.lost:
        lost = counted(found.lost, "stored file")
        click.echo(f"Warning: {lost} had been lost before the backup was made.", err=True)
    if not found.secrets:
        click.echo(
            "Warning: the backup has no secrets: put the old server's files into secrets/,"
            " or give everybody a new password with staff reset.",
            err=True,
        )
    click.echo("Look at settings.toml, then run sluis-server doctor, sweep and serve.", err=True)


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


if __name__ == "__main__":
    main()
