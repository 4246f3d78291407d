"""`sluis-server audit`: the register of staff acts, verified or written out."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from server.audit import Chained, line_of, newest_hash, parse_lines, read_entries
from server.audit_check import BrokenRegister, Verified, verify
from server.command_options import as_json, echo_json, home_option, open_server
from server.words import counted

_HASH = re.compile(r"[0-9a-f]{64}")


class HashType(click.ParamType[str]):
    """A hash that somebody noted: 64 hexadecimal digits."""

    name = "HASH"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the digits."""
        if not _HASH.fullmatch(value):
            self.fail("a hash is 64 hexadecimal digits, as a mail or state showed it", param, ctx)
        return value


@click.group()
def audit() -> None:
    """Verify the register of what staff did, or write it out."""


@audit.command("verify")
@home_option
@click.option("--noted", type=HashType(), help="A hash from a mail or from state, to look for.")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@as_json
def verify_(home_path: Path, noted: str | None, file: Path | None, as_json: bool) -> None:
    """Verify the whole register, or an export in FILE."""
    if file is None:
        server = open_server(home_path)
        with server.database.reading() as connection:
            newest = newest_hash(connection)
            found = verify(read_entries(connection), newest=newest, noted=noted)
    else:
        found = verify(_read(file), noted=noted)
    if as_json:
        echo_json(found)
    else:
        click.echo(_said(found))
    if not found.has_noted:
        raise BrokenRegister(
            "the hash that was noted is not in the register: its end was taken off, or it was made anew"
        )


@audit.command()
@home_option
def export(home_path: Path) -> None:
    """Write the register to standard output, one JSON object a line."""
    server = open_server(home_path)
    with server.database.reading() as connection:
        for chained in read_entries(connection):
            sys.stdout.buffer.write(line_of(chained))
    sys.stdout.buffer.flush()


def _read(file: Path) -> Iterator[Chained]:
    with file.open("rb") as lines:
        try:
            yield from parse_lines(lines)
        except msgspec.DecodeError as error:
            raise BrokenRegister("this file is not an export of a register") from error


def _said(found: Verified) -> str:
    entries = counted(found.last - found.first + 1 if found.first else 0, "entry")
    entries = entries.replace("entrys", "entries")
    return f"The register holds: {entries}, the newest hash is {found.newest}."
