"""`sluis-report`: send a report, check for answers, follow up, with nothing but a codename to keep.

Only results go to standard output: the codename of a report, or the answers.
Every refusal is one sentence on standard error and one of the statuses of `submitter_ui.statuses`.
"""

from functools import partial
from pathlib import Path

import click

from crypto.codename.codename import Codename
from crypto.fingerprint import fingerprint_words
from crypto.keyring import LINES, is_line
from submitter_ui.asking import ask_codename
from submitter_ui.asking_form import Asked
from submitter_ui.by_hand import open_downloaded, seal, seal_follow_up
from submitter_ui.command_questions import questions
from submitter_ui.command_verify import verify_site
from submitter_ui.consenting import Said, with_word
from submitter_ui.interrupts import no_longer
from submitter_ui.letter import Anyway, Attached, open_letter
from submitter_ui.letter_options import with_codename_file, with_letter, with_line
from submitter_ui.look_day import ReadingDays, look_day
from submitter_ui.refusals import PerhapsStored, Refusal
from submitter_ui.reporting import Service, find_thread, send_followup, send_report, send_sealed
from submitter_ui.root import read_root
from submitter_ui.service_options import FILE_NAME, LANGUAGE_HELP, Given, with_root, with_service
from submitter_ui.showing import print_codename, print_thread
from submitter_ui.spoken import LANGUAGES, SpokenGroup
from submitter_ui.statuses import Status
from submitter_ui.texts import Language
from submitter_ui.trusted import Choice


@click.group(cls=SpokenGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--language", type=click.Choice(LANGUAGES), help=LANGUAGE_HELP)
@click.pass_context
def main(context: click.Context, language: Language | None) -> None:
    """Report safely and anonymously, and read the answer with a codename."""
    if language is not None:
        context.default_map = {name: {"language": language} for name in main.commands}


main.add_command(questions)
main.add_command(seal)
main.add_command(seal_follow_up)
main.add_command(open_downloaded)
main.add_command(verify_site)


@main.command()
@with_root()
def fingerprint(given: Given) -> None:
    """Print the eight words of the service's key, to compare with a poster or over the phone."""
    root = read_root(given.root)
    given.voice.tell("fingerprint")
    click.echo(" ".join(fingerprint_words(root, language=given.voice.language)))


@main.command()
@with_line
@with_letter
@with_service(not_sent="report_not_sent")
def send(
    service: Service,
    *,
    asked: Asked,
    text: Path,
    attached: Attached,
    excluded: tuple[int, ...],
    anyway: Anyway,
) -> None:
    """Send a report. The last line of the output is its codename: keep it."""
    if not is_line(asked.line):
        raise Refusal("unknown_line", lines=", ".join(LINES))
    codename = Codename.generate()
    choice = Choice(asked.line, frozenset(excluded))
    try:
        with open_letter(text, attached, anyway, service, asked=asked) as letter:
            send_report(letter, choice, codename, service)
    except PerhapsStored as error:
        no_longer()
        service.voice.tell("report_perhaps_stored")
        print_codename(codename, service.voice, otherwise=Status.IN_DOUBT)
        raise click.exceptions.Exit(Status.IN_DOUBT) from error
    date = service.voice.date(look_day(service.device.day, ReadingDays()))
    service.voice.tell("report_stored", date=date)
    print_codename(codename, service.voice)


@main.command()
@with_codename_file
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@with_service()
def check(service: Service, *, codename_file: Path | None, wants_json: bool) -> None:
    """Look for answers with a codename."""
    codename = ask_codename(codename_file, service.voice)
    trusted, thread = find_thread(codename, service)
    print_thread(thread, trusted, service.voice, wants_json=wants_json)


@main.command("follow-up")
@with_codename_file
@click.option(
    "--line", metavar="LINE", help="The line of the report, as long as there is no answer."
)
@partial(with_letter, needs_text=False)
@with_word
@with_service(not_sent="followup_not_sent")
def follow_up(
    service: Service,
    *,
    codename_file: Path | None,
    line: str | None,
    text: Path | None,
    attached: Attached,
    excluded: tuple[int, ...],
    anyway: Anyway,
    said: Said | None,
) -> None:
    """Add something to a report, judge a text that was shown, or withdraw; to those whom the newest answer names."""
    try:
        with open_letter(text, attached, anyway, service) as letter:
            codename = ask_codename(codename_file, service.voice)
            send_followup(letter, line, frozenset(excluded), codename, service, said=said)
    except PerhapsStored as error:
        raise PerhapsStored("followup_perhaps_stored") from error
    date = service.voice.date(look_day(service.device.day, ReadingDays()))
    service.voice.tell("followup_stored", date=date)
    if said is not None and said.says == "withdrawn":
        service.voice.tell("withdrawn")


@main.command("upload")
@click.argument("files", metavar="FILE...", type=FILE_NAME, nargs=-1, required=True)
@with_service(not_sent="message_not_sent", wording={"wrong_period": "sealed_other_week"})
def upload(service: Service, *, files: tuple[Path, ...]) -> None:
    """Send a message that was sealed before, with its attachments; once more goes on where it stopped.

    It was sealed by `seal`, on the offline page, or by a recipient who answers.
    """
    try:
        send_sealed(files, service)
    except PerhapsStored as error:
        raise PerhapsStored("sealed_perhaps_stored") from error
    service.voice.tell("sealed_stored")
