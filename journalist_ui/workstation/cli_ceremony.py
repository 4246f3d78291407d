"""`sluis-workstation ceremony`: holder, draft, sign, finish; files carried from machine to machine."""

from pathlib import Path

import click

from crypto.fingerprint import fingerprint_words, key_fingerprint
from crypto.keyring import (
    MAX_KEYRING,
    Roots,
    open_keyring,
    root_of,
)
from crypto.signing import new_signing_seed, verify_key_of
from journalist_ui.workstation import ceremony
from journalist_ui.workstation.ceremony_input import (
    read_holders,
    read_lines,
    read_recipients,
    read_slots,
)
from journalist_ui.workstation.cli_support import FILE, InWords, confirm, cost_of, read_passphrase
from journalist_ui.workstation.days import clock_day, parse_day, write_day
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files import read_file, write_new_file
from journalist_ui.workstation.passphrase_lock import (
    LOCK_SIZE,
    calibrate,
    check_passphrase,
    make_lock,
    open_lock,
)


@click.group(cls=InWords, name="ceremony")
def ceremony_group() -> None:
    """Make a keyring that enough root holders have signed."""


@ceremony_group.command()
@click.option("--out", type=FILE, required=True, help="The key file; OUT.pub gets the public half.")
@click.option("--passphrase-file", type=FILE, help="Read the passphrase from a file.")
@click.pass_context
def holder(ctx: click.Context, out: Path, passphrase_file: Path | None) -> None:
    """Make a root holder's key, sealed under a passphrase."""
    public = out.with_name(out.name + ".pub")
    if public.exists():
        raise Refused(f"{public.name} is there already; choose another name")
    passphrase = read_passphrase(passphrase_file, new=True)
    check_passphrase(passphrase)
    seed = new_signing_seed()
    lock = make_lock(seed, passphrase=passphrase, cost=cost_of(ctx) or calibrate())
    write_new_file(public, [ceremony.encode_holder_key(verify_key_of(seed))])
    try:
        write_new_file(out, [lock])
    except Refused:
        public.unlink()
        raise
    click.echo(f"{public.name} goes to the ceremony; read these words aloud there:")
    click.echo(" ".join(key_fingerprint(verify_key_of(seed))))


@ceremony_group.command()
@click.option("--out", type=FILE, required=True, help="The draft to be carried to the holders.")
@click.option("--threshold", type=click.IntRange(min=1), required=True, help="How many must sign.")
@click.option("--holder", "holders", type=FILE, multiple=True, required=True, help="A public key.")
@click.option("--slot", "slots", multiple=True, required=True, help="0=REQUEST or 0:GENERATION=...")
@click.option("--line", "lines", multiple=True, required=True, help="integriteit=0,1,2:2")
@click.option("--recipient", "recipients", multiple=True, help="ID=NAME:REQUEST, once a reader.")
@click.option("--slots", "count", type=click.IntRange(1, 16), default=ceremony.DEFAULT_SLOTS)
@click.option(
    "--previous", type=FILE, help="The keyring before this one: same service, next serial."
)
@click.option("--issued", metavar="YYYY-MM-DD", help="First day (default: today by the clock).")
def draft(  # noqa: PLR0913 (one argument for each option)
    *,
    out: Path,
    threshold: int,
    holders: tuple[Path, ...],
    slots: tuple[str, ...],
    lines: tuple[str, ...],
    recipients: tuple[str, ...],
    count: int,
    previous: Path | None,
    issued: str | None,
) -> None:
    """Write down what the root holders are to sign."""
    roots = Roots(read_holders(holders), threshold)
    manned, told_slots = read_slots(slots, count=count)
    authorities, told_recipients = read_recipients(recipients)
    service, serial = _successor(previous, roots)
    made = ceremony.make_draft(
        roots=roots,
        slots=manned,
        lines=read_lines(lines),
        recipients=authorities,
        serial=serial,
        issued=parse_day(issued) if issued else clock_day(),
        service=service,
    )
    write_new_file(out, [ceremony.encode_draft(made)])
    for sentence in (*told_slots, *told_recipients):
        click.echo(sentence)
    click.echo(f"compare these words with the requests, then carry {out.name} to the root holders")


@ceremony_group.command()
@click.option("--key", type=FILE, required=True, help="A root holder's key file.")
@click.option("--passphrase-file", type=FILE, help="Read the passphrase from a file.")
@click.option("--yes", is_flag=True, help="Do not ask whether what is shown is right.")
@click.argument("drafts", type=FILE, nargs=-1, required=True)
def sign(key: Path, passphrase_file: Path | None, yes: bool, drafts: tuple[Path, ...]) -> None:
    """Show what is to be signed, and add a root holder's signature."""
    lock = read_file(key, limit=LOCK_SIZE)
    seed = open_lock(lock, passphrase=read_passphrase(passphrase_file))
    for path in drafts:
        unsigned = _read_draft(path)
        _tell(unsigned)
        confirm(f"Sign {path.name}?", yes=yes)
        signed = ceremony.sign_draft(unsigned, signing_seed=seed)
        write_new_file(path, [ceremony.encode_draft(signed)], replace=True)
        click.echo(f"signed by {len(signed.signers)} of {signed.content.roots.threshold} needed")


@ceremony_group.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder.")
@click.argument("drafts", type=FILE, nargs=-1, required=True)
def finish(out: Path, drafts: tuple[Path, ...]) -> None:
    """Check the signatures, and write keyring, recipients' file, revocations and root."""
    merged = ceremony.merge_drafts([_read_draft(path) for path in drafts])
    finished = ceremony.finish(merged)
    try:
        out.mkdir(mode=0o700)
        (out / "revocations").mkdir(mode=0o700)
    except OSError as error:
        raise Refused("that folder is there already, or cannot be made; choose another") from error
    write_new_file(out / "keyring", [finished.keyring])
    write_new_file(out / "recipients", [finished.recipients])
    for (slot, generation), revocation in finished.revocations.items():
        write_new_file(out / "revocations" / f"{slot}-{generation}", [revocation])
    write_new_file(out / "root.hex", [finished.root.hex().encode() + b"\n"])
    click.echo("two people keep the folder revocations, apart from everything else;")
    click.echo("the service's fingerprint, for posters and the phone:")
    click.echo(" ".join(fingerprint_words(finished.root)))


def _read_draft(path: Path) -> ceremony.Draft:
    return ceremony.parse_draft(read_file(path, limit=ceremony.MAX_DRAFT))


def _successor(previous: Path | None, roots: Roots) -> tuple[bytes | None, int]:
    """Return the service and serial of the keyring that follows `previous`, or of the first one."""
    if previous is None:
        return None, 1
    keyring = open_keyring(read_file(previous, limit=MAX_KEYRING * 2), root=root_of(roots))
    return keyring.service_id, keyring.serial + 1


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
    for authority in ceremony.recipients_in(draft_file):
        for reader in authority.readers:
            words = " ".join(key_fingerprint(reader.recipient_bytes))
            click.echo(f"recipient {authority.id} ({authority.name}), {reader.name}: {words}")
    click.echo("and a revocation for each of these slots, kept for the day it must go")


def _words(key: str) -> str:
    return " ".join(key_fingerprint(bytes.fromhex(key)))
