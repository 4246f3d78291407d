"""Coming back with a codename: the whole drop is fetched and searched on the device (docs/protocol.md section 6.5).

The server sees the same two requests whoever comes back, whether there is an
answer or not, and whether the codename exists at all.
"""

from dataclasses import dataclass

from crypto.codename.codename import Codename
from crypto.codename.derivation import ThreadSecrets, derive
from crypto.drop import parse_drop
from crypto.errors import Tampered
from crypto.messages import Reply
from crypto.opening.drop import FoundReply, find_replies
from crypto.trust import Trusted
from submitter_ui.device import Device
from submitter_ui.patience import insist
from submitter_ui.server_api import ServerApi
from submitter_ui.trusted import Choice


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified reply, and the day on which its confidant published it."""

    day: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class Thread:
    """What a codename finds: its secrets, the answers in order, and how many could not be read."""

    secrets: ThreadSecrets
    answers: list[Answer]
    damaged: int


def look(codename: Codename, *, server: ServerApi, trusted: Trusted, device: Device) -> Thread:
    """Return the thread of a codename, or raise what is wrong with the drop."""
    raw_drop = insist(server.fetch_drop, device)
    batches = trusted.live_batches(raw_drop)
    secrets = derive(codename, service_id=trusted.keyring.service_id)
    replies = find_replies(
        batches,
        identity=secrets.identity,
        thread_key=secrets.thread_key,
        keyring=trusted.keyring,
    )
    days = _days(raw_drop, trusted)
    found = sorted(replies.found, key=lambda r: (_day_of(r, days), r.slot, r.batch))
    answers = [Answer(_day_of(reply, days), reply.reply) for reply in found]
    return Thread(secrets, answers, replies.damaged)


def choice_of(answer: Answer, trusted: Trusted) -> Choice:
    """Return to whom a follow-up goes: to the members that the newest reply names, never more."""
    line = answer.reply.line
    return Choice(line, trusted.keyring.slots_of(line) - frozenset(answer.reply.members))


def _day_of(found: FoundReply, days: dict[tuple[int, int], int]) -> int:
    if (found.slot, found.batch) not in days:
        raise Tampered("a confidant's chain of heads leads to another slot")
    return days[found.slot, found.batch]


def _days(raw_drop: bytes, trusted: Trusted) -> dict[tuple[int, int], int]:
    # The drop holds a place only once, and the batch at it has been verified.
    return {
        (entry.head.slot, entry.head.sequence): entry.head.day
        for entry in parse_drop(raw_drop)
        if entry.head.slot in trusted.heads
        and entry.head.generation == trusted.heads[entry.head.slot].generation
    }
