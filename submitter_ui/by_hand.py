"""The commands that need no network: seal a message to a file, and look for answers in what was downloaded.

Whoever has no JavaScript, or trusts a computer only while it is offline,
downloads `today` and the drop, works here, and sends the sealed file by the form
on the site. The files are judged as a server's answers are (docs/protocol.md
section 7). Each attachment is a file of its own beside the message.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

from crypto.codename.codename import Codename
from crypto.period import accept_window
from crypto.submission import Submission, encode_submission
from submitter_ui.asking import ask_codename
from submitter_ui.asking_form import Asked
from submitter_ui.consenting import Said, with_word
from submitter_ui.files import create_file, name_of, replace_file
from submitter_ui.letter import Anyway, Attached, Letter, open_letter
from submitter_ui.letter_options import with_codename_file, with_letter, with_line
from submitter_ui.parcels import write_parcels
from submitter_ui.refusals import Refusal
from submitter_ui.reporting import Addressed, address_followup, address_report, find_thread
from submitter_ui.service_options import FILE_NAME, with_carried
from submitter_ui.showing import print_codename, print_thread
from submitter_ui.source import Source
from submitter_ui.spoken import SpokenCommand
from submitter_ui.trusted import Choice
from submitter_ui.voice import Voice


@dataclass(frozen=True, slots=True)
class _Out:
    """Where the sealed file goes, and whether it may take the place of another."""

    path: Path
    force: bool

    def beside(self, number: int) -> Path:
        """Return where the attachment of this number goes."""
        return self.path.with_name(f"{self.path.name}.{number}")


def _with_out(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say where the sealed file goes."""

    @click.option(
        "--out", type=FILE_NAME, required=True, metavar="FILE", help="The sealed file; a new one."
    )
    @click.option("--force", is_flag=True, help="Write over FILE if it is there.")
    @wraps(command)
    def wrapped(*, out: Path, force: bool, **options: Any) -> None:
        command(out=_Out(out, force), **options)

    return wrapped


@click.command(cls=SpokenCommand)
@with_line
@with_letter
@_with_out
@with_carried(with_drop=False, not_sent="nothing_sealed")
def seal(
    source: Source,
    *,
    asked: Asked,
    text: Path,
    attached: Attached,
    excluded: tuple[int, ...],
    anyway: Anyway,
    out: _Out,
) -> None:
    """Seal a report to a file, offline. The last line of the output is its codename: keep it."""
    codename = Codename.generate()
    choice = Choice(asked.line, frozenset(excluded))
    with open_letter(text, attached, anyway, source, asked=asked) as letter:
        addressed = address_report(choice, codename, source)
        last_day = _seal_to_file(out, letter, addressed, source.voice)
    source.voice.tell("report_sealed", file=name_of(out.path), date=source.voice.date(last_day))
    print_codename(codename, source.voice)


@click.command("seal-follow-up", cls=SpokenCommand)
@with_codename_file
@click.option(
    "--line", metavar="LINE", help="The line of the report, as long as there is no answer."
)
@partial(with_letter, needs_text=False)
@with_word
@_with_out
@with_carried(with_drop=True, not_sent="nothing_sealed")
def seal_follow_up(  # noqa: PLR0913 - an option each
    source: Source,
    *,
    codename_file: Path | None,
    line: str | None,
    text: Path | None,
    attached: Attached,
    excluded: tuple[int, ...],
    anyway: Anyway,
    out: _Out,
    said: Said | None,
) -> None:
    """Seal a follow-up, or a word in its place, to a file, offline; it goes to those whom the newest answer names."""
    with open_letter(text, attached, anyway, source) as letter:
        codename = ask_codename(codename_file, source.voice)
        addressed = address_followup(line, frozenset(excluded), codename, source, said=said)
        last_day = _seal_to_file(out, letter, addressed, source.voice)
    source.voice.tell("followup_sealed", file=name_of(out.path), date=source.voice.date(last_day))


@click.command("open", cls=SpokenCommand)
@with_codename_file
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@with_carried(with_drop=True)
def open_downloaded(source: Source, *, codename_file: Path | None, wants_json: bool) -> None:
    """Look for answers in a downloaded drop, offline."""
    codename = ask_codename(codename_file, source.voice)
    trusted, thread = find_thread(codename, source)
    print_thread(thread, trusted, source.voice, wants_json=wants_json)


def _seal_to_file(out: _Out, letter: Letter, addressed: Addressed, voice: Voice) -> int:
    """Write the sealed message and its attachments, and return the last day on which the server takes them."""
    envelope = addressed.envelope(despite_overdue=letter.despite_overdue)
    beside = [out.beside(number) for number in range(1, len(letter.contents) + 1)]
    with ExitStack() as made:

        def write(path: Path, pieces: Iterable[bytes]) -> None:
            _write(path, pieces, force=out.force)
            made.callback(path.unlink, missing_ok=True)

        attachments = write_parcels(letter.contents, beside, envelope=envelope, write=write)
        texts = addressed.seal(letter, attachments, envelope, voice)
        uploads = tuple(bytes.fromhex(attachment.id) for attachment in attachments)
        write(out.path, [encode_submission(Submission(texts, uploads))])
        # All or nothing: from here on the files stay.
        made.pop_all()
    if beside:
        names = " ".join(map(name_of, beside))
        voice.tell("parcels_sealed", file=name_of(out.path), count=len(beside), names=names)
    return accept_window(envelope.period).last


def _write(path: Path, pieces: Iterable[bytes], *, force: bool) -> None:
    try:
        (replace_file if force else create_file)(path, pieces)
    except FileExistsError as error:
        raise Refusal("out_exists", file=name_of(path)) from error
    except (OSError, ValueError) as error:
        raise Refusal("out_not_made", file=name_of(path)) from error
