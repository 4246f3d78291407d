"""Coming back with a codename: the whole drop is fetched and searched on the device (docs/protocol.md section 6.5).

The server sees the same two requests whoever comes back, whether there is an
answer or not, and whether the codename exists at all.
"""

from dataclasses import dataclass

from crypto.buckets import bucket_value, label_of
from crypto.codename.codename import Codename
from crypto.codename.derivation import ThreadSecrets, derive
from crypto.opening.drop import FoundReply, find_replies
from crypto.thread import tag_key
from crypto.trust import LiveBatch, Trusted
from submitter_ui.device import Device
from submitter_ui.patience import fetch
from submitter_ui.published import Published
from submitter_ui.trusted import Choice


@dataclass(frozen=True, slots=True)
class Thread:
    """What a codename finds: its secrets, the answers in order, and how many could not be read."""

    secrets: ThreadSecrets
    answers: list[FoundReply]
    damaged: int


def look(codename: Codename, *, server: Published, trusted: Trusted, device: Device) -> Thread:
    """Return the thread of a codename, or raise what is wrong with the drop."""
    secrets = derive(codename, service_id=trusted.keyring.service_id)
    batches = _fetch_batches(secrets, server=server, trusted=trusted, device=device)
    replies = find_replies(
        batches,
        identity=secrets.identity,
        thread_key=secrets.thread_key,
        keyring=trusted.keyring,
    )
    found = sorted(replies.found, key=lambda reply: (reply.day, reply.slot, reply.batch))
    return Thread(secrets, found, replies.damaged)


def _fetch_batches(
    secrets: ThreadSecrets, *, server: Published, trusted: Trusted, device: Device
) -> list[LiveBatch]:
    bits = trusted.keyring.drop.bits_on(trusted.day)
    if bits == 0:
        return trusted.live_batches(fetch(server.fetch_drop, device))
    number = label_of(bucket_value(tag_key(secrets.thread_key)), bits=bits)
    lists = fetch(server.fetch_lists, device)
    bucket = fetch(lambda: server.fetch_bucket(bits=bits, number=number), device)
    return trusted.live_batches_in_bucket(lists, bucket, number=number)


def choice_of(answer: FoundReply, trusted: Trusted) -> Choice:
    """Return to whom a follow-up goes: to the members that the newest reply names, never more."""
    line = answer.reply.line
    return Choice(line, trusted.keyring.slots_of(line) - frozenset(answer.reply.members))
