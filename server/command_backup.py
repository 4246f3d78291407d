"""`sluis-server backup`: one sealed file, to a folder or down a pipe."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from crypto.age_text import MAX_TEXT, parse_recipient
from crypto.errors import Malformed
from crypto.hybrid import Recipient
from server.backup import Counted, backup_chunks
from server.backup_file import write_backup
from server.backup_note import note_backup
from server.command_options import home_option, open_server
from server.words import counted as in_words
from server.words import dated

RECIPIENT_FILE = "backup-recipient"
_NO_RECIPIENT = (
    "there is no recipient for backups: make a key with `sluis-restore backup-key` on a machine"
    " that is kept offline, and put the recipient's file into the home as backup-recipient"
)


class IncompleteBackup(Exception):
    """The backup holds all that was there to read, and something was not."""


@click.command()
@home_option
@click.option(
    "--recipient",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file with the age recipient; backup-recipient in the home unless given.",
)
@click.option(
    "--with-secrets", is_flag=True, help="Also this server's secrets, as second factors need."
)
@click.option("--out", type=click.Path(path_type=Path, allow_dash=True), required=True)
def backup(home_path: Path, recipient: Path | None, with_secrets: bool, out: Path) -> None:
    """Write a backup to OUT while the server serves: a folder, a new file, or - for standard output."""
    server = open_server(home_path)
    to = _read_recipient(recipient or server.home.path / RECIPIENT_FILE)
    counted = Counted()
    chunks = backup_chunks(
        server.home,
        server.database,
        server.objects,
        clock=server.clock,
        recipient=to,
        with_secrets=with_secrets,
        counted=counted,
    )
    if out.is_dir():
        out /= f"sluis-{dated(server.clock.today())}.age"
    if str(out) == "-":
        _write(sys.stdout.buffer, chunks)
    else:
        write_backup(out, chunks)
    if counted.lost:
        number = in_words(len(counted.lost), "stored file")
        raise IncompleteBackup(
            f"the backup was made without {number} that the disk does not give as they came;"
            " look at `state`, and keep older backups until that is seen to"
        )
    note_backup(server.home, server.clock.today())
    rows = in_words(sum(counted.rows.values()), "row")
    files = in_words(counted.objects, "stored file")
    click.echo(f"The backup holds {rows} and {files}.", err=True)


def _read_recipient(file: Path) -> Recipient:
    try:
        with file.open("r", encoding="ascii") as text:
            return parse_recipient(text.read(MAX_TEXT).strip())
    except FileNotFoundError as error:
        raise Malformed(_NO_RECIPIENT) from error
    except UnicodeDecodeError as error:
        raise Malformed(f"{file.name} holds no age recipient") from error


def _write(file: BinaryIO, chunks: Iterator[bytes]) -> None:
    for chunk in chunks:
        file.write(chunk)
    file.flush()
