"""The whole way of a message: judge, choose, upload, write, seal, submit; everything or nothing.

Nothing is submitted before every file has been read to its end and stands
sealed at the server; nothing is said to be stored before the server says so.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from crypto.codename.codename import Codename
from crypto.codename.derivation import derive
from crypto.messages import Attachment
from crypto.trust import Trusted
from submitter_ui.coming_back import Thread, choice_of, look
from submitter_ui.consenting import Said, word_on
from submitter_ui.files import require_plain
from submitter_ui.interrupts import no_longer
from submitter_ui.letter import Letter
from submitter_ui.parcels import open_sealed, upload_parcel
from submitter_ui.patience import insist
from submitter_ui.progress import Meter, meter_on
from submitter_ui.refusals import PerhapsStored, Refusal
from submitter_ui.sending import seal_message, submit
from submitter_ui.server_api import ServerApi
from submitter_ui.source import Source
from submitter_ui.trusted import Choice, choose_members, slot_recipients
from submitter_ui.uploading import Envelope, Visit, upload_all
from submitter_ui.voice import Voice
from submitter_ui.writing import Draft, write_followup, write_report


@dataclass(frozen=True, slots=True)
class Service(Source):
    """A source that can be sent to as well."""

    server: ServerApi


@dataclass(frozen=True, slots=True)
class Addressed:
    """To whom a message goes, by what may be believed today, and how it is written."""

    trusted: Trusted
    choice: Choice
    write: Callable[[Draft], tuple[bytes, bytes]]

    def envelope(self, *, despite_overdue: bool) -> Envelope:
        """Return what every part of the message is sealed to, or raise why it cannot go to them."""
        members = choose_members(self.trusted, self.choice, despite_overdue=despite_overdue)
        return Envelope(self.trusted.period, slot_recipients(self.trusted), members)

    def seal(
        self, letter: Letter, attachments: Sequence[Attachment], envelope: Envelope, voice: Voice
    ) -> tuple[bytes, ...]:
        """Return the stored text parts of the message."""
        members = sorted(envelope.members)
        line, language = self.choice.line, voice.language
        draft = Draft(letter.text, language, line, members, attachments, letter.filled)
        message_id, frame = self.write(draft)
        return seal_message(frame, message_id=message_id, envelope=envelope)


def find_thread(codename: Codename, source: Source) -> tuple[Trusted, Thread]:
    """Return what may be believed today, and what the drop has for a codename."""
    trusted = source.trusted()
    thread = look(codename, server=source.server, trusted=trusted, device=source.device)
    return trusted, thread


def address_report(choice: Choice, codename: Codename, source: Source) -> Addressed:
    """Return the addressing of a report that can be answered to `codename`."""
    trusted = source.trusted()
    secrets = derive(codename, service_id=trusted.keyring.service_id)
    return Addressed(trusted, choice, lambda draft: write_report(draft, secrets))


def address_followup(
    line: str | None,
    excluded: frozenset[int],
    codename: Codename,
    source: Source,
    *,
    said: Said | None = None,
) -> Addressed:
    """Return the addressing of a follow-up: whom the newest reply names, or without a reply `line`; never `excluded`.

    With `said` it is a word in place of a follow-up. `Refusal` if `line` is named and is another than
    the reply's (docs/protocol.md section 8.2), and for a word on a text where none was shown.
    """
    trusted, thread = find_thread(codename, source)
    if thread.answers:
        named = choice_of(thread.answers[-1], trusted)
        if line not in (None, named.line):
            # Sent in silence to another line than was asked for, it would reach others than was meant.
            raise Refusal("other_line", line=named.line, asked=line)
        choice = Choice(named.line, named.excluded | excluded)
    elif line is not None:
        choice = Choice(line, excluded)
    else:
        raise Refusal("line_needed")
    write = write_followup if said is None else word_on(said, thread.answers).write
    return Addressed(trusted, choice, lambda draft: write(draft, thread.secrets))


def send_report(letter: Letter, choice: Choice, codename: Codename, service: Service) -> None:
    """Send a report that can be answered to `codename`; returns when it is stored."""
    _send(letter, address_report(choice, codename, service), service)


def send_followup(
    letter: Letter,
    line: str | None,
    excluded: frozenset[int],
    codename: Codename,
    service: Service,
    *,
    said: Said | None = None,
) -> None:
    """Send a follow-up, or a word, to whom `address_followup` says; returns when it is stored."""
    _send(letter, address_followup(line, excluded, codename, service, said=said), service)


def send_sealed(paths: Sequence[Path], service: Service) -> None:
    """Send a message that was sealed before, with its attachments; returns when it is stored.

    What came of it in an earlier visit is not sent again, for three days.
    """
    for path in paths:
        require_plain(path)
    slots = len(service.trusted().keyring.slots)
    with ExitStack() as stack:
        sealed = open_sealed(paths, slots=slots, stack=stack)
        take = service.server.take_ticket
        ticket = insist(lambda: take(sealed=sealed.body), service.device)
        visit = Visit(service.server, ticket, service.device)
        for number, parcel in enumerate(sealed.parcels, 1):
            upload_parcel(parcel, visit, meter=_meter(number, len(sealed.parcels), service))
    _submit(sealed.submission.texts, sealed.submission.uploads, visit=visit)


def _send(letter: Letter, addressed: Addressed, service: Service) -> None:
    envelope = addressed.envelope(despite_overdue=letter.despite_overdue)
    ticket = insist(service.server.take_ticket, service.device)
    visit = Visit(service.server, ticket, service.device)
    attachments = upload_all(
        letter.contents,
        envelope=envelope,
        visit=visit,
        meter=lambda number: _meter(number, len(letter.contents), service),
    )
    service.voice.tell("sending")
    texts = addressed.seal(letter, attachments, envelope, service.voice)
    uploads = tuple(bytes.fromhex(attachment.id) for attachment in attachments)
    _submit(texts, uploads, visit=visit)


def _meter(number: int, total: int, service: Service) -> Meter:
    """Say which file goes now, and return what shows how far it is."""
    service.voice.tell("sending_file", number=number, total=total)
    return meter_on(service.device, f"{number}/{total}")


def _submit(texts: tuple[bytes, ...], uploads: tuple[bytes, ...], *, visit: Visit) -> None:
    try:
        submit(texts, uploads, visit=visit)
        no_longer()
    except KeyboardInterrupt as error:
        raise PerhapsStored from error
