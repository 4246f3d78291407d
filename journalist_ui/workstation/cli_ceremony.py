"""`sluis-workstation ceremony`: holder, draft, rotate, sign, finish; files carried from machine to machine."""

from pathlib import Path

import click

from crypto.buckets import MAX_BITS
from crypto.errors import ProtocolError
from crypto.fingerprint import fingerprint_words, key_fingerprint
from crypto.keyring import Drop, Keyring, Roots, root_of
from crypto.signing import new_signing_seed, verify_key_of
from journalist_ui.workstation import ceremony, ceremony_rotation
from journalist_ui.workstation.ceremony_input import (
    read_holders,
    read_lines,
    read_recipients,
    read_slots,
)
from journalist_ui.workstation.cli_rotation import read_keyring, rotate, sign_one
from journalist_ui.workstation.cli_support import (
    FILE,
    CeremonyInWords,
    confirm,
    cost_of,
    read_passphrase,
)
from journalist_ui.workstation.days import clock_day, parse_day, write_day
from journalist_ui.workstation.errors import HalfDone, Refused
from journalist_ui.workstation.files import read_file, write_new_file
from journalist_ui.workstation.passphrase_lock import (
    LOCK_SIZE,
    calibrate,
    check_passphrase,
    make_lock,
    open_lock,
)


@click.group(cls=CeremonyInWords, name="ceremony")
def ceremony_group() -> None:
    """Make a keyring that enough root holders have signed."""


ceremony_group.add_command(rotate)


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
@click.option("--rotation", type=FILE, help="With --previous: the change to other root holders.")
@click.option("--issued", metavar="YYYY-MM-DD", help="First day (default: today by the clock).")
@click.option("--bucket-bits", type=click.IntRange(0, MAX_BITS), help="Split the drop in 2^N.")
@click.option("--bucket-bits-since", metavar="YYYY-MM-DD", help="From that day on.")
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
    rotation: Path | None,
    issued: str | None,
    bucket_bits: int | None,
    bucket_bits_since: str | None,
) -> None:
    """Write down what the root holders are to sign."""
    if (bucket_bits is None) != (bucket_bits_since is None):
        raise click.UsageError("--bucket-bits and --bucket-bits-since go together")
    if rotation is not None and previous is None:
        raise click.UsageError("--rotation goes with --previous")
    first_day = parse_day(issued) if issued else clock_day()
    roots = Roots(read_holders(holders), threshold)
    manned, told_slots = read_slots(slots, count=count)
    authorities, told_recipients = read_recipients(recipients)
    before = read_keyring(previous) if previous else None
    service, serial = _successor(before, roots, rotation)
    made = ceremony.make_draft(
        roots=roots,
        slots=manned,
        lines=read_lines(lines),
        recipients=authorities,
        serial=serial,
        issued=first_day,
        service=service,
        drop=_drop(before, first_day, bucket_bits, bucket_bits_since),
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
    unsigned = ceremony.parse_draft(raw)
    _tell(unsigned)
    confirm(f"Sign {path.name}?", yes=yes)
    signed = ceremony.sign_draft(unsigned, signing_seed=seed)
    write_new_file(path, [ceremony.encode_draft(signed)], replace=True)
    click.echo(f"signed by {len(signed.signers)} of {signed.content.roots.threshold} needed")


@ceremony_group.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder.")
@click.argument("drafts", type=FILE, nargs=-1, required=True)
def finish(out: Path, drafts: tuple[Path, ...]) -> None:
    """Check the signatures, and write keyring, recipients' file, revocations, root and rotation."""
    contents = [read_file(path, limit=ceremony.MAX_DRAFT) for path in drafts]
    changes = [raw for raw in contents if ceremony_rotation.is_rotation(raw)]
    copies = [raw for raw in contents if not ceremony_rotation.is_rotation(raw)]
    finished, keyring = _finish_keyring(copies) if copies else (None, None)
    rotation = None
    if changes:
        merged = ceremony_rotation.merge_rotations(changes)
        rotation = ceremony_rotation.finish_rotation(merged, keyring=keyring)
    _make_folder(out)
    try:
        _write_all(out, finished, rotation)
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


def _successor(
    previous: Keyring | None, roots: Roots, rotation: Path | None
) -> tuple[bytes | None, int]:
    """Return the service and serial of the keyring that follows `previous`, or of the first one."""
    if previous is None:
        return None, 1
    if rotation is not None:
        raw = read_file(rotation, limit=ceremony_rotation.MAX_ROTATION)
        return ceremony_rotation.successor(
            previous, ceremony_rotation.parse_rotation(raw)[0], roots
        )
    if previous.roots != roots:
        raise Refused(
            "these are other root holders than those of the last keyring; run rotate first,"
            " then give its file with --rotation"
        )
    return previous.service_id, previous.serial + 1


def _drop(previous: Keyring | None, issued: int, bits: int | None, since: str | None) -> Drop:
    """Return the numbers of the drop: those of the last keyring, unless other bits are asked for."""
    drop = previous.drop if previous else ceremony.ONE_DROP
    if bits is None or since is None:
        return drop
    if (first := parse_day(since)) < issued:
        raise Refused("the drop cannot change before the keyring begins; choose a later day")
    return Drop(drop.batch_slots, bits, drop.bits_on(issued), first, drop.live_days)


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
