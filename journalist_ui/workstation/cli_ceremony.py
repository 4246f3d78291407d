"""`sluis-workstation ceremony`: holder, draft, rotate, site, sign, finish; files carried from machine to machine."""

from pathlib import Path

import click

from crypto.buckets import MAX_BITS
from crypto.fingerprint import key_fingerprint
from crypto.keyring import Drop, Keyring, Roots
from crypto.signing import new_signing_seed, verify_key_of
from journalist_ui.workstation import ceremony, ceremony_rotation
from journalist_ui.workstation.ceremony_input import (
    read_holders,
    read_lines,
    read_recipients,
    read_slots,
)
from journalist_ui.workstation.cli_rotation import read_keyring, rotate
from journalist_ui.workstation.cli_signing import finish, sign
from journalist_ui.workstation.cli_site import site
from journalist_ui.workstation.cli_support import (
    FILE,
    CeremonyInWords,
    cost_of,
    read_passphrase,
)
from journalist_ui.workstation.days import clock_day, parse_day
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files import read_file, write_new_file
from journalist_ui.workstation.passphrase_lock import (
    calibrate,
    check_passphrase,
    make_lock,
)


@click.group(cls=CeremonyInWords, name="ceremony")
def ceremony_group() -> None:
    """Make a keyring that enough root holders have signed."""


for _command in (rotate, site, sign, finish):
    ceremony_group.add_command(_command)


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
