"""`sluis-workstation ceremony sign` and `finish`: the root holders' part, and what leaves the ceremony."""

from pathlib import Path

import click

from crypto.errors import ProtocolError
from crypto.fingerprint import fingerprint_words, key_fingerprint
from crypto.keyring import Keyring, root_of
from journalist_ui.workstation import ceremony, ceremony_rotation, ceremony_site
from journalist_ui.workstation.cli_rotation import sign_one
from journalist_ui.workstation.cli_site import sign_one_site, write_site
from journalist_ui.workstation.cli_support import FILE, confirm, read_passphrase
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.errors import HalfDone, Refused
from journalist_ui.workstation.files import read_file, write_new_file
from journalist_ui.workstation.passphrase_lock import LOCK_SIZE, open_lock


@click.command()
@click.option("--key", type=FILE, required=True, help="A root holder's key file.")
@click.option("--passphrase-file", type=FILE, help="Read the passphrase from a file.")
@click.option("--yes", is_flag=True, help="Do not ask whether what is shown is right.")
@click.argument("drafts", type=FILE, nargs=-1, required=True)
def sign(key: Path, passphrase_file: Path | None, yes: bool, drafts: tuple[Path, ...]) -> None:
    """Show what is to be signed, and add a root holder's signature."""
    lock = read_file(key, limit=LOCK_SIZE)
    seed = open_lock(lock, passphrase=read_passphrase(passphrase_file))
    for done, path in enumerate(drafts):
        try:
            _sign_file(path, seed, yes=yes)
        except (Refused, ProtocolError) as error:
            if not done:
                raise
            names = ", ".join(signed.name for signed in drafts[:done])
            raise HalfDone(
                f"{path.name}: {error}; it is as it was, and signed are {names}"
            ) from error


def _sign_file(path: Path, seed: bytes, *, yes: bool) -> None:
    raw = read_file(path, limit=ceremony.MAX_DRAFT)
    if ceremony_rotation.is_rotation(raw):
        sign_one(path, raw, signing_seed=seed, yes=yes)
        return
    if ceremony_site.is_site_draft(raw):
        sign_one_site(path, raw, signing_seed=seed, yes=yes)
        return
    unsigned = ceremony.parse_draft(raw)
    _tell(unsigned)
    confirm(f"Sign {path.name}?", yes=yes)
    signed = ceremony.sign_draft(unsigned, signing_seed=seed)
    write_new_file(path, [ceremony.encode_draft(signed)], replace=True)
    click.echo(f"signed by {len(signed.signers)} of {signed.content.roots.threshold} needed")


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder.")
@click.argument("drafts", type=FILE, nargs=-1, required=True)
def finish(out: Path, drafts: tuple[Path, ...]) -> None:
    """Check the signatures, and write keyring, recipients' file, revocations, root and rotation, or the signed site."""
    contents = [read_file(path, limit=ceremony.MAX_DRAFT) for path in drafts]
    changes = [raw for raw in contents if ceremony_rotation.is_rotation(raw)]
    sites = [raw for raw in contents if ceremony_site.is_site_draft(raw)]
    copies = [raw for raw in contents if raw not in (*changes, *sites)]
    finished, keyring = _finish_keyring(copies) if copies else (None, None)
    rotation = None
    if changes:
        merged = ceremony_rotation.merge_rotations(changes)
        rotation = ceremony_rotation.finish_rotation(merged, keyring=keyring)
    drafts_of_site = [ceremony_site.parse_site_draft(raw) for raw in sites]
    signed_site = ceremony_site.finish_site(drafts_of_site) if sites else None
    _make_folder(out)
    try:
        _write_all(out, finished, rotation)
        if signed_site is not None:
            write_site(out, signed_site)
    except Refused as error:
        raise HalfDone(
            f"{error}; the folder {out.name} is not whole: delete it, then run finish again"
        ) from error


def _write_all(out: Path, finished: ceremony.Finished | None, rotation: bytes | None) -> None:
    if rotation is not None:
        write_new_file(out / "rotation", [rotation])
        click.echo("the server and every workstation need the file rotation with the new keyring")
    if finished is not None:
        _write_finished(out, finished)


def _finish_keyring(copies: list[bytes]) -> tuple[ceremony.Finished, Keyring]:
    merged = ceremony.merge_drafts([ceremony.parse_draft(raw) for raw in copies])
    return ceremony.finish(merged), merged.content


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(mode=0o700)
    except OSError as error:
        raise Refused("that folder is there already, or cannot be made; choose another") from error


def _write_finished(out: Path, finished: ceremony.Finished) -> None:
    _make_folder(out / "revocations")
    write_new_file(out / "keyring", [finished.keyring])
    write_new_file(out / "recipients", [finished.recipients])
    for (slot, generation), revocation in finished.revocations.items():
        write_new_file(out / "revocations" / f"{slot}-{generation}", [revocation])
    write_new_file(out / "root.hex", [finished.root.hex().encode() + b"\n"])
    click.echo("two people keep the folder revocations, apart from everything else;")
    click.echo("the service's fingerprint, for posters and the phone:")
    click.echo(" ".join(fingerprint_words(finished.root)))


def _tell(draft_file: ceremony.Draft) -> None:
    """Say in words what a signature would be put under."""
    keyring = draft_file.content
    click.echo(f"keyring {keyring.serial} of the service {keyring.service}")
    click.echo(f"valid from {write_day(keyring.issued)} to {write_day(keyring.expires)}")
    click.echo(f"root: {' '.join(fingerprint_words(root_of(keyring.roots)))}")
    for number, key in enumerate(keyring.roots.keys, 1):
        click.echo(f"root holder {number}: {_words(key)}")
    click.echo(f"of whom {keyring.roots.threshold} must sign")
    for number, slot in enumerate(keyring.slots):
        if slot is not None:
            click.echo(f"slot {number}, generation {slot.generation}: {_words(slot.verify_key)}")
    for name, line in sorted(keyring.lines.items()):
        served = ", ".join(str(slot) for slot in line.slots)
        click.echo(f"line {name}: slots {served}, at least {line.minimum} of them live")
    drop = keyring.drop
    if drop.bucket_bits or drop.bucket_bits_before:
        since = write_day(drop.bucket_bits_since)
        before = 1 << drop.bucket_bits_before
        click.echo(f"drop: {before} buckets, {1 << drop.bucket_bits} from {since} on")
    for authority in ceremony.recipients_in(draft_file):
        for reader in authority.readers:
            words = " ".join(key_fingerprint(reader.recipient_bytes))
            click.echo(f"recipient {authority.id} ({authority.name}), {reader.name}: {words}")
    click.echo("and a revocation for each of these slots, kept for the day it must go")


def _words(key: str) -> str:
    return " ".join(key_fingerprint(bytes.fromhex(key)))
