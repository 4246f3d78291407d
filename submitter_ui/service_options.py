"""The options by which `sluis-report` finds its service, and the one way in which each command is refused."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from crypto.codename.codename import WrongCodename
from crypto.errors import ProtocolError
from submitter_ui.address import check_address
from submitter_ui.carried import Carried
from submitter_ui.device import Device, this_device
from submitter_ui.interrupts import heard_as_interrupts
from submitter_ui.progress import meter_on
from submitter_ui.refusals import AS_IT_IS, CARRIED, PerhapsStored, Refusal, refusal_of
from submitter_ui.reporting import Service
from submitter_ui.root import read_root
from submitter_ui.server_api import ServerApi
from submitter_ui.source import Source
from submitter_ui.spoken import LANGUAGES
from submitter_ui.statuses import Status, status_of
from submitter_ui.texts import Language
from submitter_ui.tor.addresses import TOR, TOR_BROWSER, WrongAddress
from submitter_ui.tor.line import Tor, new_visit
from submitter_ui.tor.safe_address import stays_here
from submitter_ui.voice import Voice

FILE_NAME = click.Path(path_type=Path)
LANGUAGE_HELP = "Language of what is said, and of the codename; nl unless you choose."
_CARRIED_FILES = {
    "bucket": "/api/drop/BITS/NUMBER",
    "lists": "/api/drop/lists",
    "drop": "/api/drop",
    "today": "/api/today",
}
"""The options that name downloaded files, in the order in which click takes them: the last is shown first."""


def with_service(
    *, not_sent: str | None = None, wording: Mapping[str, str] = AS_IT_IS
) -> Callable[[Callable[..., None]], Any]:
    """Give a command the options that name the service, and let it end in one sentence when it is refused.

    `not_sent` names the text that goes before, in a command that sends
    something; `wording` names texts that say a refusal better than its own.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @click.option("--server", required=True, metavar="URL", help="Address of the service.")
        @with_tor
        @with_root(not_sent, wording)
        @wraps(command)
        def wrapped(*, server: str, tor: str | None, given: Given, **options: Any) -> None:
            visit = None if tor is None else visit_through(tor)
            address = check_address(server, through_tor=visit is not None)
            if visit is None and not stays_here(address):
                given.voice.tell("without_tor")
            fetching = meter_on(given.device, given.voice.text("fetching_answers"))
            api = ServerApi(address, tor=visit, meter=fetching)
            service = Service(api, read_root(given.root), given.device, given.voice)
            command(service, **options)

        return wrapped

    return decorate


def with_carried(
    *, with_drop: bool, not_sent: str | None = None
) -> Callable[[Callable[..., None]], Any]:
    """Give a command the options that name downloaded files, in place of a server; else as `with_service`."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @with_root(not_sent, CARRIED)
        @wraps(command)
        def wrapped(*, given: Given, **options: Any) -> None:
            files = {name: options.pop(name) for name in _CARRIED_FILES if name in options}
            root = read_root(given.root)
            command(Source(Carried(**files), root, given.device, given.voice), **options)

        decorated: Callable[..., None] = wrapped
        for name, at in _CARRIED_FILES.items() if with_drop else (("today", "/api/today"),):
            option = click.option(
                f"--{name}",
                type=FILE_NAME,
                required=name == "today",
                metavar="FILE",
                help=f"Downloaded from {at} of the service.",
            )
            decorated = option(decorated)
        return decorated

    return decorate


with_tor = click.option(
    "--tor",
    is_flag=False,
    flag_value=TOR,
    metavar="[HOST:PORT]",
    help=f"Go through Tor's SOCKS port: {TOR} if none is named, {TOR_BROWSER} for a Tor Browser that runs.",
)


def visit_through(tor: str) -> Tor:
    """Return a visit of its own through the port of `--tor`, or raise `Refusal`."""
    try:
        return new_visit(tor)
    except WrongAddress as error:
        raise Refusal("tor_wrong_port") from error


@dataclass(frozen=True, slots=True)
class Given:
    """What every command is given: the root in hex, the device, the voice."""

    root: str | None
    device: Device
    voice: Voice


def with_root(
    not_sent: str | None = None, wording: Mapping[str, str] = AS_IT_IS
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options about root and language, as `given`; when it is refused it ends in one sentence."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @click.option("--root", metavar="HEX", help="The service's key, unless it is compiled in.")
        @click.option(
            "--language",
            type=click.Choice(LANGUAGES),
            default=LANGUAGES[0],
            help=LANGUAGE_HELP,
        )
        @wraps(command)
        def wrapped(*, root: str | None, language: Language, **options: Any) -> None:
            context = click.get_current_context().obj
            device = context if isinstance(context, Device) else this_device()
            given = Given(root, device, Voice(language))
            with heard_as_interrupts(), _one_sentence(given, not_sent, wording):
                command(given=given, **options)

        return wrapped

    return decorate


@contextmanager
def _one_sentence(given: Given, not_sent: str | None, wording: Mapping[str, str]) -> Iterator[None]:
    voice, date = given.voice, given.voice.date(given.device.day)
    before = f"{voice.text(not_sent)} " if not_sent else ""
    try:
        yield
    except WrongCodename as error:
        click.echo(before + voice.doubts(error), err=True)
        status = Status.WRONG_CODENAME
    except PerhapsStored as error:
        voice.tell(error.name)
        status = Status.IN_DOUBT
    except (ProtocolError, Refusal) as error:
        refusal = refusal_of(error) if isinstance(error, ProtocolError) else error
        name = wording.get(refusal.name, refusal.name)
        click.echo(before + voice.text(name, **{"date": date, **refusal.values}), err=True)
        status = status_of(refusal.name)
    except KeyboardInterrupt:
        click.echo(before + voice.text("stopped"), err=True)
        status = Status.TRY_AGAIN
    else:
        return
    raise click.exceptions.Exit(status)
