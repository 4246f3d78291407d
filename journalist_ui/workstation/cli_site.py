"""`sluis-workstation ceremony site`: the reporters' site, to be signed by enough root holders."""

import hashlib
from pathlib import Path

import click

from crypto.fingerprint import fingerprint_words, key_fingerprint
from crypto.keyring import MAX_KEYRING, root_of
from crypto.site_manifest import MAX_SITE
from journalist_ui.workstation import ceremony_site
from journalist_ui.workstation.ceremony_site import SiteDraft
from journalist_ui.workstation.cli_support import FILE, confirm
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.files import read_file, write_new_file

SIGNED = "manifest.signed"


@click.command()
@click.option("--out", type=FILE, required=True, help="The draft to be carried to the holders.")
@click.option("--keyring", type=FILE, required=True, help="The newest keyring.")
@click.argument("manifest", type=FILE)
def site(*, out: Path, keyring: Path, manifest: Path) -> None:
    """Write down the built site's MANIFEST (manifest.json) for the root holders to sign."""
    draft = ceremony_site.make_site_draft(
        read_file(manifest, limit=MAX_SITE), keyring=read_file(keyring, limit=2 * MAX_KEYRING)
    )
    write_new_file(out, [ceremony_site.encode_site_draft(draft)])
    tell_site(draft)
    click.echo(f"carry {out.name} to the root holders, who run sign on it; then run finish")


def sign_one_site(path: Path, raw: bytes, *, signing_seed: bytes, yes: bool) -> None:
    """Show a site's manifest, and add a holder's signature to its file."""
    unsigned = ceremony_site.parse_site_draft(raw)
    tell_site(unsigned)
    confirm(f"Sign {path.name}?", yes=yes)
    signed = ceremony_site.sign_site(unsigned, signing_seed=signing_seed)
    write_new_file(path, [ceremony_site.encode_site_draft(signed)], replace=True)
    needed = signed.holders.roots.threshold
    click.echo(f"signed by {len(signed.frame.signatures)} of {needed} needed")


def write_site(out: Path, signed: bytes) -> None:
    """Write the signed manifest into the folder that the ceremony leaves."""
    write_new_file(out / SIGNED, [signed])
    click.echo(f"put {SIGNED} into the site's folder on the server, beside manifest.json")


def tell_site(draft: SiteDraft) -> None:
    """Say in words what a signature would be put under."""
    manifest, digest = draft.manifest, hashlib.sha256(draft.frame.body)
    click.echo(f"site of version {manifest.version}, built for {write_day(manifest.build_day)}")
    click.echo(f"root: {' '.join(fingerprint_words(root_of(draft.holders.roots)))}")
    click.echo(f"{len(manifest.files)} files; the manifest's SHA-256: {digest.hexdigest()}")
    click.echo(f"in words: {' '.join(fingerprint_words(digest.digest()))}")
    click.echo("build the site yourself, on another machine, and compare: sha256sum manifest.json")
    for number, key in enumerate(draft.holders.roots.keys, 1):
        click.echo(f"root holder {number}: {' '.join(key_fingerprint(bytes.fromhex(key)))}")
    click.echo(f"of whom {draft.holders.roots.threshold} must sign")
