"""`sluis-courier`: carry bundles between the portal and the stick, and see nothing of what is in them."""

from pathlib import Path

import click

from crypto.bundle import Inbound
from journalist_ui.courier.bringing import bring_outbound, open_outbound
from journalist_ui.courier.errand import FILE_NAME, Errand, with_errand
from journalist_ui.courier.errors import CourierError
from journalist_ui.courier.fetching import fetch_inbound
from journalist_ui.courier.places import require_free
from journalist_ui.courier.portal_api import Wish
from journalist_ui.courier.session import forget_session, read_session, work_signed_in
from journalist_ui.courier.words import counted, dated

MOST_DAYS = 90
"""What a portal gives once more."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Carry sealed bundles between the portal and the workstation's stick."""


@main.command()
@click.option("--out", type=FILE_NAME, required=True, metavar="FILE", help="Where the bundle goes.")
@click.option(
    "--again",
    type=click.IntRange(1, MOST_DAYS),
    metavar="DAYS",
    help="Get everything of the last DAYS days once more, after a lost stick.",
)
@click.option("--large", is_flag=True, help="Also get attachments above the portal's set size.")
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@with_errand
def get(errand: Errand, *, out: Path, again: int | None, large: bool, force: bool) -> None:
    """Get an inbound bundle for the workstation."""
    require_free(out, force=force)
    wish = Wish(again, large)
    fetched = work_signed_in(
        lambda token: fetch_inbound(errand.portal, token, out=out, wish=wish, force=force),
        portal=errand.portal,
        account=errand.account,
        ask=errand.ask,
    )
    click.echo(_summary(fetched.manifest, out))
    if fetched.left_out:
        click.echo(_left_out(fetched.left_out), err=True)


@main.command()
@click.argument("bundle", type=FILE_NAME, metavar="FILE")
@with_errand
def bring(errand: Errand, *, bundle: Path) -> None:
    """Bring an outbound bundle from the workstation."""
    file, manifest = open_outbound(bundle)
    with file:
        brought = work_signed_in(
            lambda token: bring_outbound(
                errand.portal, token, file=file, manifest=manifest, wait=errand.desk.wait
            ),
            portal=errand.portal,
            account=errand.account,
            ask=errand.ask,
        )
    place = f"Bundle {brought.sequence} of slot {brought.slot}"
    if brought.already:
        raise CourierError(f"{place} was brought before; nothing was changed.")
    click.echo(f"{place}, of {dated(manifest.day)}, was applied.")


@main.command("sign-out")
@with_errand
def sign_out(errand: Errand) -> None:
    """End the session that --session-file keeps."""
    if errand.account.session_file is None:
        raise CourierError("Say with --session-file which session is to be ended.")
    token = read_session(errand.account)
    if token is None:
        raise CourierError("The session file keeps no session of this account.")
    errand.portal.sign_out(token)
    forget_session(errand.account)
    click.echo("Signed out.")


def _summary(manifest: Inbound, out: Path) -> str:
    names = [file.name for file in manifest.files]
    counts = [
        counted(_count_messages(names), "message"),
        counted(sum(name.startswith("attachments/") for name in names), "attachment"),
        counted(sum(name.startswith("events/") for name in names), "part")
        + " of the team's events",
    ]
    days = f"up to {dated(manifest.through)}"
    if manifest.since:
        days = f"from {dated(manifest.since)} {days}"
    return f"{out.name}: everything {days} ({', '.join(counts)})."


def _count_messages(names: list[str]) -> int:
    """Return how many submissions there are: a text's name is texts/DAY/ID/INDEX."""
    return len({name.rpartition("/")[0] for name in names if name.startswith("texts/")})


def _left_out(number: int) -> str:
    verb, them = ("was", "it") if number == 1 else ("were", "them")
    return (
        f"{counted(number, 'attachment')} above the portal's set size {verb} left out;"
        f" get {them} with --large, on a later day with --large --again DAYS."
    )
