"""The whole way of a message: judge, choose, upload, write, seal, submit; everything or nothing.

Nothing is submitted before every file has been read to its end and stands
sealed at the server; nothing is said to be stored before the server says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crypto.codename.codename import Codename
from crypto.codename.derivation import derive
from crypto.errors import Malformed
from crypto.sizes import MAX_TEXT_PARTS
from crypto.submission import MAX_ATTACHMENTS, parse_submission, submission_size
from crypto.trust import Trusted
from submitter_ui.attachments import Content
from submitter_ui.coming_back import Thread, choice_of, look
from submitter_ui.device import Device
from submitter_ui.patience import insist
from submitter_ui.refusals import PerhapsStored, Refusal
from submitter_ui.sending import seal_message, submit
from submitter_ui.server_api import ServerApi
from submitter_ui.trusted import Choice, choose_members, fetch_trusted, slot_recipients
from submitter_ui.uploading import Envelope, Visit, upload_all
from submitter_ui.voice import Voice
from submitter_ui.writing import Draft, write_followup, write_report

LARGEST_SEALED = submission_size(texts=MAX_TEXT_PARTS, uploads=MAX_ATTACHMENTS, slots=16)
"""Bytes of the largest submission to a service of as many slots as a keyring can have."""


@dataclass(frozen=True, slots=True)
class Service:
    """Where to report and whom to believe: the server, the 32-byte root, the device, the voice."""

    server: ServerApi
    root: bytes
    device: Device
    voice: Voice

    def trusted(self) -> Trusted:
        """Return what may be believed today."""
        self.voice.tell("checking_service")
        return fetch_trusted(self.server, root=self.root, device=self.device)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent: a text, open files, and whether an overdue line is accepted."""

    text: str
    contents: Sequence[Content]
    despite_overdue: bool = False


_Write = Callable[[Draft], tuple[bytes, bytes]]


def send_report(letter: Letter, choice: Choice, codename: Codename, service: Service) -> None:
    """Send a report that can be answered to `codename`; returns when it is stored."""
    trusted = service.trusted()
    secrets = derive(codename, service_id=trusted.keyring.service_id)
    _send(letter, choice, trusted, service, lambda draft: write_report(draft, secrets))


def find_thread(codename: Codename, service: Service) -> tuple[Trusted, Thread]:
    """Return what may be believed today, and what the drop has for a codename."""
    trusted = service.trusted()
    thread = look(codename, server=service.server, trusted=trusted, device=service.device)
    return trusted, thread


def send_followup(
    letter: Letter,
    line: str | None,
    excluded: frozenset[int],
    codename: Codename,
    service: Service,
) -> None:
    """Send a follow-up to whom the newest reply names, or without a reply to `line`; never to `excluded`.

    `Refusal` if `line` is named and is another than the reply's (docs/protocol.md section 8.2).
    """
    trusted, thread = find_thread(codename, service)
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
    _send(letter, choice, trusted, service, lambda draft: write_followup(draft, thread.secrets))


def submit_sealed(raw: bytes, name: str, service: Service) -> None:
    """Submit a message that was sealed elsewhere, as a recipient's feedback is; returns when it is stored."""
    slots = len(service.trusted().keyring.slots)
    try:
        submission, _period = parse_submission(raw, slots=slots)
    except Malformed as error:
        raise Refusal("file_not_sealed", file=name) from error
    ticket = insist(service.server.take_ticket, service.device)
    visit = Visit(service.server, ticket, service.device)
    submit(submission.texts, submission.uploads, visit=visit)


def _send(
    letter: Letter, choice: Choice, trusted: Trusted, service: Service, write: _Write
) -> None:
    members = choose_members(trusted, choice, despite_overdue=letter.despite_overdue)
    envelope = Envelope(trusted.period, slot_recipients(trusted), members)
    ticket = insist(service.server.take_ticket, service.device)
    visit = Visit(service.server, ticket, service.device)
    attachments = upload_all(
        letter.contents,
        envelope=envelope,
        visit=visit,
        progress=lambda number, total: service.voice.tell(
            "sending_file", number=number, total=total
        ),
    )
    draft = Draft(letter.text, service.voice.language, choice.line, sorted(members), attachments)
    service.voice.tell("sending")
    message_id, frame = write(draft)
    texts = seal_message(frame, message_id=message_id, envelope=envelope)
    uploads = tuple(bytes.fromhex(attachment.id) for attachment in attachments)
    try:
        submit(texts, uploads, visit=visit)
    except KeyboardInterrupt as error:
        raise PerhapsStored from error
