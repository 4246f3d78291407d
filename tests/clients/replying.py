"""Answering a report in the tiny service, as a confidant's workstation would."""

from crypto.codename.codename import parse_codename
from crypto.codename.derivation import ThreadSecrets, derive
from crypto.messages import Proposal, Reply
from crypto.randomness import random_bytes
from crypto.reply import reply_parts, seal_reply
from crypto.thread import BatchPlace
from tests.clients.conftest import Reporter
from tests.tiny_service import SERVICE_ID, TinyService


def secrets_of(codename: str) -> ThreadSecrets:
    """Return what a codename derives at the tiny service."""
    return derive(parse_codename(codename), service_id=SERVICE_ID)


def make_reply(
    text: str, *, line: str = "integriteit", members: tuple[int, ...] = (0, 1, 2)
) -> Reply:
    """Return a reply of this text."""
    return Reply(
        id=random_bytes(16).hex(), line=line, members=list(members), received=[], text=text
    )


def sealed(
    service: TinyService, codename: str, reply: Reply | Proposal, *, slot: int
) -> list[bytes]:
    """Return the drop slots of a reply in the next batch of a slot."""
    secrets, holder = secrets_of(codename), service.holders[slot]
    return seal_reply(
        reply_parts(reply),
        place=BatchPlace(slot, holder.generation, len(holder.heads)),
        signing_seed=holder.signing_seed,
        thread_key=secrets.thread_key,
        recipient=secrets.identity.recipient.raw,
    )


def answer_report(
    service: TinyService,
    codename: str,
    reply: Reply | Proposal,
    *,
    slot: int = 0,
    day: int | None = None,
) -> None:
    """Publish a reply in the slot's next batch."""
    service.bundle(slot, day=day, drop_slots=sealed(service, codename, reply, slot=slot))


def answered(reporter: Reporter, members: tuple[int, ...], line: str = "integriteit") -> str:
    """Send a report, answer it, and return its codename."""
    codename = reporter.send_well()
    reply = make_reply("Vertel meer.", line=line, members=members)
    answer_report(reporter.server.service, codename, reply)
    reporter.server.today = reporter.server.service.today()
    return codename
