"""Showing the answers of a thread, as De Vertrouwenslijn whoever wrote them, and the codename that leads to them."""

import json

import click

from crypto.codename.codename import Codename
from crypto.messages import Proposal, Reply
from crypto.trust import Trusted
from submitter_ui.coming_back import Thread
from submitter_ui.consenting import mark_of
from submitter_ui.statuses import Status
from submitter_ui.texts import NAME
from submitter_ui.voice import Voice, plain


def print_thread(thread: Thread, trusted: Trusted, voice: Voice, *, wants_json: bool) -> None:
    """Print what a codename found, for eyes or for a program."""
    if wants_json:
        click.echo(as_json(thread, trusted))
    else:
        show_thread(thread, trusted, voice)


def show_thread(thread: Thread, trusted: Trusted, voice: Voice) -> None:
    """Print the answers in order, and on standard error what the reporter should know beside them."""
    for answer in thread.answers:
        click.echo(voice.text("answer_of", who=NAME, date=voice.date(answer.day)))
        if isinstance(answer.reply, Proposal):
            _show_proposal(answer.reply, voice)
        click.echo(plain(answer.reply.text) + "\n")
    if not thread.answers:
        click.echo(voice.text("no_answer"))
    if thread.damaged:
        voice.tell("damaged", count=thread.damaged)
    silent = trusted.silent_slots()
    if silent:
        voice.tell("silent", count=len(silent))


def _show_proposal(proposal: Proposal, voice: Voice) -> None:
    """Print what stands around the text of a draft that is to be judged."""
    click.echo(voice.text("proposal", recipient=plain(proposal.recipient)))
    click.echo(voice.text("proposal_mark", mark=mark_of(proposal)))
    click.echo(voice.text("proposal_until", date=voice.date(proposal.answer_by)))
    if proposal.files:
        click.echo(voice.text("proposal_files", files=", ".join(map(plain, proposal.files))))
    click.echo(plain(proposal.subject))


def as_json(thread: Thread, trusted: Trusted) -> str:
    """Return the same as JSON."""
    return json.dumps(
        {
            "damaged": thread.damaged,
            "replies": [
                {
                    "day": answer.day,
                    "id": answer.reply.id,
                    "received": answer.reply.received,
                    "text": answer.reply.text,
                    **_proposal_as_json(answer.reply),
                }
                for answer in thread.answers
            ],
            "silent_slots": sorted(trusted.silent_slots()),
        },
        ensure_ascii=False,
        indent=2,
        sort_keys=True,
    )


def _proposal_as_json(reply: Reply | Proposal) -> dict[str, object]:
    """Return what a proposal says beyond a reply, and nothing for a reply."""
    if isinstance(reply, Reply):
        return {}
    shown = {"answer_by": reply.answer_by, "draft": reply.draft, "files": reply.files}
    return {"proposal": {**shown, "recipient": reply.recipient, "subject": reply.subject}}


def print_codename(
    codename: Codename, voice: Voice, *, otherwise: Status = Status.NOT_PRINTED
) -> None:
    """Print the codename as the last line of standard output; where that fails on standard error, and end so."""
    words = " ".join(codename.words(voice.language))
    try:
        click.echo(words)
    except OSError:
        # A full disk or a closed pipe must not cost the reporter the only way back.
        voice.tell("codename_not_printed")
        click.echo(words, err=True)
        raise click.exceptions.Exit(otherwise) from None
