"""`sluis-workstation ceremony rotate`: other root holders, vouched for by the old ones and the new ones."""

from pathlib import Path

import click

from crypto import labels
from crypto.fingerprint import fingerprint_words, key_fingerprint
from crypto.frame import parse_frame
from crypto.keyring import MAX_KEYRING, Keyring, Roots, open_keyring, parse_keyring, root_of
from journalist_ui.workstation import ceremony_rotation
from journalist_ui.workstation.ceremony_input import read_holders
from journalist_ui.workstation.cli_support import FILE, confirm
from journalist_ui.workstation.files import read_file, write_new_file


@click.command()
@click.option("--out", type=FILE, required=True, help="The change to be carried to the holders.")
@click.option("--previous", type=FILE, required=True, help="The newest keyring.")
@click.option("--threshold", type=click.IntRange(min=1), required=True, help="How many new ones.")
@click.option("--holder", "holders", type=FILE, multiple=True, required=True, help="A new holder.")
def rotate(*, out: Path, previous: Path, threshold: int, holders: tuple[Path, ...]) -> None:
    """Write down a change of root holders, for enough old and enough new ones to sign."""
    new = Roots(read_holders(holders), threshold)
    drafted = ceremony_rotation.draft_rotation(read_keyring(previous), new)
    write_new_file(out, [drafted])
    tell_rotation(drafted)
    click.echo(f"carry {out.name} to the old and the new holders, who run sign on it;")
    click.echo("then draft the keyring of the new ones with --previous and --rotation")


def read_keyring(path: Path) -> Keyring:
    """Return a keyring that enough of its own root holders signed; who they are must be compared in words."""
    raw = read_file(path, limit=2 * MAX_KEYRING)
    roots = parse_keyring(parse_frame(raw, labels.KEYRING).body).roots
    return open_keyring(raw, root=root_of(roots))


def sign_one(path: Path, raw: bytes, *, signing_seed: bytes, yes: bool) -> None:
    """Show a change of root holders, and add a holder's signature to its file."""
    tell_rotation(raw)
    confirm(f"Sign {path.name}?", yes=yes)
    signed = ceremony_rotation.add_signature(raw, signing_seed=signing_seed)
    write_new_file(path, [signed], replace=True)
    rotation, _frame = ceremony_rotation.parse_rotation(signed)
    old, new = ceremony_rotation.count_signers(signed)
    click.echo(
        f"signed by {old} of {rotation.old.threshold} old holders needed,"
        f" and by {new} of {rotation.new.threshold} new ones"
    )


def tell_rotation(raw: bytes) -> None:
    """Say in words what a signature would be put under."""
    rotation, _frame = ceremony_rotation.parse_rotation(raw)
    click.echo(f"change of root holders of the service {rotation.service}")
    click.echo(f"from keyring {rotation.serial} on")
    for which, roots in (("old", rotation.old), ("new", rotation.new)):
        click.echo(f"{which} root: {' '.join(fingerprint_words(root_of(roots)))}")
        for number, key in enumerate(roots.keys, 1):
            words = " ".join(key_fingerprint(bytes.fromhex(key)))
            click.echo(f"{which} root holder {number}: {words}")
        click.echo(f"of whom {roots.threshold} must sign")
