"""`sluis-server keyring`: what the root holders signed is installed here, and checked before."""

from pathlib import Path

import click

from crypto.errors import Malformed
from crypto.keyring import MAX_KEYRING
from server.audit import CONSOLE, record
from server.command_options import home_option, open_server
from server.keyring_install import install_keyring, install_revocation
from server.words import counted

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


class RootType(click.ParamType[bytes]):
    """A root: 64 hexadecimal digits."""

    name = "HEX"

    def convert(
        self, value: str | bytes, param: click.Parameter | None, ctx: click.Context | None
    ) -> bytes:
        """Return the 32 bytes of a root."""
        if isinstance(value, bytes):
            return value
        if len(value) != 64 or not set(value) <= set("0123456789abcdef"):
            self.fail("a root is 64 hexadecimal digits, as the ceremony printed it", param, ctx)
        return bytes.fromhex(value)


@click.group()
def keyring() -> None:
    """Install a keyring, or revoke a slot."""


@keyring.command()
@home_option
@click.option("--root", type=RootType(), help="Needed once, with the first keyring.")
@click.option("--rotation", type=FILE, help="The root holders' change, with their first keyring.")
@click.argument("file", type=FILE)
def install(home_path: Path, root: bytes | None, rotation: Path | None, file: Path) -> None:
    """Install the keyring in FILE and publish it."""
    server = open_server(home_path)
    frame = _read(file)
    with server.database.writing() as connection:
        day = server.clock.today()
        change = None if rotation is None else _read(rotation)
        installed = install_keyring(connection, frame, root=root, day=day, rotation=change)
        serial = installed.serial
        record(connection, "keyring-installed", day=day, who=CONSOLE, number=serial)
    server.publisher.publish()
    left = counted(installed.expires - day, "day")
    click.echo(f"Keyring {installed.serial} is installed; it expires in {left}.")


@keyring.command()
@home_option
@click.argument("file", type=FILE)
def revoke(home_path: Path, file: Path) -> None:
    """Install the revocation in FILE and publish it: the slot's keys are used no more."""
    server = open_server(home_path)
    frame = _read(file)
    with server.database.writing() as connection:
        slot, generation = install_revocation(connection, frame)
        about, day = f"slot {slot}", server.clock.today()
        record(connection, "slot-revoked", day=day, who=CONSOLE, about=about, number=generation)
    server.publisher.publish()
    click.echo(f"Slot {slot} (generation {generation}) is revoked.")


def _read(file: Path) -> bytes:
    with file.open("rb") as source:
        frame = source.read(MAX_KEYRING + 1)
    if len(frame) > MAX_KEYRING:
        raise Malformed("this file is too long to be what it should be")
    return frame
