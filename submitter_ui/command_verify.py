"""`sluis-report verify-site`: once, or at times that nobody knows beforehand."""

import secrets
from collections.abc import Callable

import click

from submitter_ui.address import check_address
from submitter_ui.build import VERSION
from submitter_ui.root import read_root
from submitter_ui.service_options import Given, visit_through, with_root, with_tor
from submitter_ui.site_check import Checker, Compared, Difference
from submitter_ui.spoken import Misuse, SpokenCommand
from submitter_ui.statuses import Status
from submitter_ui.visiting import Visit
from submitter_ui.voice import Voice, plain

HOUR_SECONDS = 3600
DAY_SECONDS = 24 * HOUR_SECONDS
MOST_TIMES = 1000
MOST_SAID = 1000
"""Of what a header says: its longest true value has half of this."""


@click.command("verify-site", cls=SpokenCommand)
@click.option("--server", required=True, metavar="URL", help="Address of the service.")
@click.option(
    "--every",
    "hours",
    type=click.FloatRange(0.1, 24 * 31),
    metavar="HOURS",
    help="Compare again, at a random moment within each stretch of so many hours.",
)
@click.option(
    "--times",
    type=click.IntRange(1, MOST_TIMES),
    default=1,
    metavar="N",
    show_default=True,
    help="How often, with --every.",
)
@with_tor
@with_root()
def verify_site(
    given: Given, *, server: str, hours: float | None, times: int, tor: str | None
) -> None:
    """Fetch the whole site as visitors do, and compare it with what its root holders signed."""
    if (hours is None) != (times == 1):
        raise Misuse("every_without_times")
    root = read_root(given.root)
    address = check_address(server, through_tor=tor is not None)
    # Each visit through a circuit of its own.
    secure = address.startswith("https:")
    checker = Checker(_beginner(address, tor), given.device.wait, secure=secure)
    stretch = (hours or 0) * HOUR_SECONDS
    differs, left = False, 0.0
    for number in range(times):
        moment = stretch * secrets.randbelow(1000) / 1000 if number else 0
        given.device.wait(left + moment)
        left = stretch - moment
        day = given.device.day + int(number * stretch // DAY_SECONDS)
        differs |= _report(checker.compare(root=root, day=day), given.voice)
    if differs:
        raise click.exceptions.Exit(Status.NOT_TRUSTED)


def _beginner(address: str, tor: str | None) -> Callable[[], Visit]:
    return lambda: Visit(address, None if tor is None else visit_through(tor))


def _report(compared: Compared, voice: Voice) -> bool:
    """Say what was found, and return whether something differs."""
    built = voice.date(compared.manifest.build_day)
    if not compared.differences:
        voice.tell("site_same", files=compared.files, date=built)
        return False
    for difference in compared.differences:
        click.echo(plain(f"{difference.address}: {_say(difference, voice)}"))
    if any(difference.header for difference in compared.differences):
        voice.tell("site_headers", ours=VERSION, theirs=compared.manifest.version)
    count = len({difference.address for difference in compared.differences})
    voice.tell("site_differs", count=count, date=built)
    return True


def _say(difference: Difference, voice: Voice) -> str:
    header = difference.header
    if header is None:
        return voice.text(difference.what)
    if header.is_formed:
        what = "site_header_form"
    elif not header.expected:
        what = "site_header_more"
    else:
        what = "site_header" if header.came else "site_header_missing"
    came = header.came[:MOST_SAID]
    return voice.text(what, header=header.name, came=came, expected=header.expected)
