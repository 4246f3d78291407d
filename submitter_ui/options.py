"""The options that the commands of `sluis-report` share, and the one way in which each of them is refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from crypto.codename.codename import WrongCodename
from crypto.errors import ProtocolError
from submitter_ui.address import check_address
from submitter_ui.device import Device, this_device
from submitter_ui.refusals import PerhapsStored, Refusal, refusal_of
from submitter_ui.reporting import Service
from submitter_ui.root import read_root
from submitter_ui.server_api import ServerApi
from submitter_ui.texts import Language
from submitter_ui.voice import Voice

FILE_NAME = click.Path(path_type=Path)


def with_service(*, not_sent: str | None = None) -> Callable[[Callable[..., None]], Any]:
    """Give a command the options that name the service, and let it end in one sentence when it is refused.

    `not_sent` names the text that goes before, in a command that sends something.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @click.option("--server", required=True, metavar="URL", help="Address of the service.")
        @click.option("--root", metavar="HEX", help="The service's key, unless it is compiled in.")
        @click.option(
            "--language",
            type=click.Choice(["nl", "en"]),
            default="nl",
            show_default=True,
            help="Language of what is said, and of the codename.",
        )
        @wraps(command)
        def wrapped(*, server: str, root: str | None, language: Language, **options: Any) -> None:
            given = click.get_current_context().obj
            device = given if isinstance(given, Device) else this_device()
            voice = Voice(language)
            with _one_sentence(voice, device, not_sent):
                api = ServerApi(check_address(server))
                command(Service(api, read_root(root), device, voice), **options)

        return wrapped

    return decorate


def with_letter(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what to send, and to whom not."""
    for option in (
        click.option(
            "--exclude-slot",
            "excluded",
            type=click.IntRange(0, 15),
            multiple=True,
            metavar="N",
            help="Leave out this confidant; may be given more than once.",
        ),
        click.option(
            "--attach",
            "attached",
            type=FILE_NAME,
            multiple=True,
            metavar="FILE",
            help="Send a file along; may be given more than once. What stands inside it"
            " (author, place) is not removed.",
        ),
        click.option(
            "--text", type=FILE_NAME, required=True, metavar="FILE", help="The text; - for stdin."
        ),
        click.option(
            "--send-anyway", is_flag=True, help="Send even if nothing was heard of the line lately."
        ),
    ):
        command = option(command)
    return command


with_codename_file = click.option(
    "--codename-file",
    type=FILE_NAME,
    metavar="FILE",
    help="Where the codename stands; without it, it is asked for.",
)


@contextmanager
def _one_sentence(voice: Voice, device: Device, not_sent: str | None) -> Iterator[None]:
    before = f"{voice.text(not_sent)} " if not_sent else ""
    date = voice.date(device.day)
    try:
        yield
    except WrongCodename as error:
        click.echo(before + voice.doubts(error), err=True)
    except ProtocolError as error:
        click.echo(before + voice.text(refusal_of(error).name, date=date), err=True)
    except PerhapsStored as error:
        voice.tell(error.name)
    except Refusal as error:
        click.echo(before + voice.text(error.name, **{"date": date, **error.values}), err=True)
    except KeyboardInterrupt:
        click.echo(before + voice.text("stopped"), err=True)
    else:
        return
    raise click.exceptions.Exit(1)
